/** What holds for every text whatever. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Html } from "../../../src/model.ts";
import { render, show } from "./show.ts";

const pieces = [
  ..."\n\n\n\n  #*_`~[]()<>!|:={}\\\"'-+>&;\t0^",
  ..."中（“，。＃a\0\ud83d\u3000",
  "```",
  ":::",
  "::a{b=c}",
  ":::a\n",
  "{{",
  "}}",
  "{%",
  "<!--more-->",
  "<a href=",
  "<img src='x'>",
  "</a>",
  "<svg>",
  "<!--",
  "https://a.com",
  "[^1]",
  "[^1]: ",
  "- [ ] ",
  "1. ",
  "| a |\n|-|\n",
  "> [!NOTE]\n",
  ": ",
  "[a](b.md)",
  "![a](b c.png)",
  "[1]: x\n",
  "[1]",
  "{#x}",
  "java&#10;script:",
  "&#0;",
  "&lt;",
];
const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 3 })), {
  maxLength: 40,
});

describe("any text", () => {
  test("becomes html, and every place lies in the file", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("allow", "escape"), (parts, html) => {
        const input = parts.join("");
        const rendered = render(input, { html });
        const lines = input.split(/\r\n|\n|\r/);
        for (const { line, column, length } of [
          ...rendered.references,
          ...rendered.components,
          ...problemsOf(rendered),
        ]) {
          expect(lines[line - 1]).toBeDefined();
          expect(column).toBeGreaterThan(0);
          expect(column + length - 1).toBeLessThanOrEqual(Math.max(1, lines[line - 1]?.length ?? 0));
        }
        expect(gapsOf(rendered.html).sort((a, b) => a - b)).toEqual(
          rendered.references.map((_reference, index) => index),
        );
        expect(show(rendered)).not.toContain("\0");
        expect(rendered.more ?? 0).toBeLessThanOrEqual(rendered.prose.length);
        expect(new Set(rendered.headings.map(({ id }) => id)).size).toBe(rendered.headings.length);
      }),
      { numRuns: 500 },
    );
  });

  test("is rendered alike twice", () => {
    fc.assert(
      fc.property(text, (parts) => {
        expect(render(parts.join(""))).toEqual(render(parts.join("")));
      }),
    );
  });

  test("with `html: escape` has no tag of the author's", () => {
    const hostile = fc.array(
      fc.constantFrom("<script>", "<b onclick=x>", "</p>", "<svg", ">", '"', "`", "\n", "[", "](", ")", "a", "{", "}"),
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        const shown = show(render(parts.join(""), { html: "escape" }));
        // What is in a gap is no html yet; it is escaped by whoever fills it.
        expect(shown.replaceAll(/«[^»]*»/g, "")).not.toMatch(/<script|<[^>"]*\sonclick|<svg/);
      }),
    );
  });
});

/** 64 KB of anything is done in no time; what were quadratic would not end within the test's limit. */
test.each([
  "[a](",
  "**_* ",
  "![",
  "<a ",
  "::x{",
  ":::",
  ":::\n",
  ":::a\n",
  "| ",
  "\"a 'b ",
  "> ",
  "[a](b) ",
  "[a](b c.pdf) ",
  "[a](x y",
  '<a href="',
  "<path>",
  "<zz a='<zz b=\"",
  "<div a='<div b=\"",
  "<!-- ",
  "{{",
  "{% ",
  "[^a",
  "[^1]: x\n\n",
  "[^1] ",
  "# a\n",
  "##x\n",
  "＃x\n",
  "中\n",
  "http://",
  "https://a.com后",
  "https://a.com/中",
  "- [ ] a\n",
  "a\n: b\n\n",
  "![a](b)\n\n",
  "<img srcset='a 1x, ",
  "*中",
  "a \\| [b](c) ",
  "> [!NOTE]\n> a\n",
  "```\n",
  "<script>",
])("64 KB of %j", (unit) => {
  const times = Math.floor(65_536 / unit.length);
  const input = `[^1]: x\n\n<div>\n\n| a |\n|-|\n|${unit.repeat(times)}`;
  expect(render(input).html.length).toBeGreaterThan(0);
});

function problemsOf({
  problems,
}: ReturnType<typeof render>): readonly { line: number; column: number; length: number }[] {
  return problems.map(({ line = 0, column = 0, length = 0 }) => ({ line, column, length }));
}

function gapsOf(html: Html): number[] {
  return html.flatMap((part) => {
    if (typeof part === "string") return [];
    if (part.late !== "component") return [part.reference];
    return [...Object.values(part.references), ...gapsOf(part.body)];
  });
}
