/** Chinese, Japanese and Korean: emphasis, bare addresses, ids of headings, slips of the input method. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import type { MarkdownRules } from "../../../src/post/markdown.ts";
import { render, show } from "./show.ts";

type Case = {
  readonly id: string;
  readonly input: string;
  readonly options: { readonly op: string; readonly lang?: string; readonly headingIds?: MarkdownRules["headingIds"] };
  readonly expected: unknown;
};

const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, "cjk.json"), "utf8"));
const casesOf = (op: string) => cases.filter(({ options }) => options.op === op);

test.each(casesOf("md"))("$id: $input", ({ input, options, expected }) => {
  const rendered = render(input, { language: options.lang ?? "zh-CN" });
  // The address of a page of the site is encoded when it is resolved, not here.
  const html = show(rendered).replace(/«([^»]*)»/g, (_match, target: string) => encodeURI(target));
  expect(collapsed(html)).toBe(collapsed(String(expected)));
});

test.each(casesOf("ids"))("$id: ids of $input", ({ input, options, expected }) => {
  const { headings } = render(input, { language: options.lang ?? "zh-CN", headingIds: options.headingIds ?? "github" });
  expect(headings.map(({ id }) => id)).toEqual(expected);
});

test.each(casesOf("lint"))("$id: slips in $input", ({ input, expected }) => {
  const wanted = expected as readonly { line: number; hint: string }[];
  const { problems } = render(input);
  expect(problems.map(({ line }) => line)).toEqual(wanted.map(({ line }) => line));
  for (const [index, { hint }] of wanted.entries()) expect(problems[index]?.hint).toContain(hint);
});

describe("nothing changes where there is no CJK", () => {
  const markdownIt = new MarkdownIt();
  const text = fc.array(fc.constantFrom("*", "**", "_", "~~", "a", "b ", " ", "(", '"', ".", "é", "\\", "`"), {
    maxLength: 24,
  });
  test("emphasis is CommonMark's", () => {
    fc.assert(
      fc.property(text, (pieces) => {
        const input = `x${pieces.join("")}x`;
        expect(show(render(input, { language: "zh" }))).toBe(markdownIt.render(input));
      }),
    );
  });
});

function collapsed(html: string): string {
  return html.replace(/\s+/g, " ").trim();
}
