/** Every link, image and component knows where it stands in the file. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../src/post/markdown.ts";
import { chinese, render } from "./show.ts";

/** What the file holds at each reference. */
function written(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  return render(text).references.map(({ line, column, length }) =>
    (lines[line - 1] ?? "").slice(column - 1, column - 1 + length),
  );
}

describe("a link is found again", () => {
  test.each([
    ["in a line", "见 [a](b.md) 和 ![c](d.png)。", ["[a](b.md)", "![c](d.png)"]],
    ["behind an astral character", "𠮷 [a](b.md)", ["[a](b.md)"]],
    ["in later lines of a paragraph", "一\n  二 [a](b.md)  \n   三 [c](d.md)", ["[a](b.md)", "[c](d.md)"]],
    [
      "in lists and quotes",
      "> - 一\n>   > 1. [a](b.md)\n>   >    [c](d.md)\nlazy [e](f.md)",
      ["[a](b.md)", "[c](d.md)", "[e](f.md)"],
    ],
    ["behind tabs", "-\t[a](b.md)\n\n\t[c](d.md)\n\n>\t\t- x", ["[a](b.md)", "[c](d.md)"]],
    ["in a heading with marks at both ends", "  ## # [a](b.md) ##  \n\n[c](d.md)\n===", ["[a](b.md)", "[c](d.md)"]],
    ["in a task", "- [x] 二 [a](b.md)", ["[a](b.md)"]],
    ["in a definition", "词 [a](b.md)\n: 义 [c](d.md)", ["[a](b.md)", "[c](d.md)"]],
    ["in a footnote", "x[^1]\n\n[^1]: 注 [a](b.md)\n    [c](d.md)", ["[a](b.md)", "[c](d.md)"]],
    ["in an alert", "> [!NOTE]\n> [a](b.md)", ["[a](b.md)"]],
    [
      "in cells",
      "| 甲 | [a](b.md) |\n|-|-|\n| a \\| b | x \\| [c](d.md) [e](f.md) |\n| | [g](h.md) |",
      ["[a](b.md)", "[c](d.md)", "[e](f.md)", "[g](h.md)"],
    ],
    ["twice the same", "| [a](b) | [a](b) |\n|-|-|\n| [a](b) | [a](b) |", ["[a](b)", "[a](b)", "[a](b)", "[a](b)"]],
    ["around an image", "[![a](b.png) 文](c.md)", ["[![a](b.png) 文](c.md)", "![a](b.png)"]],
    ["by reference", "一 [a][b] ![c][b] [b]\n\n[b]: c.md", ["[a][b]", "![c][b]", "[b]"]],
    ["over two lines", "[一\n二](b.md) [a](c.md)", ["[一", "[a](c.md)"]],
    ["in HTML", "<p>\n  <a\n href=\"b.md\">x</a></p>\n\n> 文 <img src='c.png'>", ["b.md", "c.png"]],
    ["in a component", ':::note\n::figure{src="a.png" caption="b"}\n[a](b.md)\n:::', ["a.png", "[a](b.md)"]],
    ["with other line ends", "一\r\n[a](b.md)\r\n\r\n二 [c](d.md)\r三", ["[a](b.md)", "[c](d.md)"]],
  ])("%s", (_where, text, expected) => expect(written(text)).toEqual(expected));
});

test("lines count from the start of the file", () => {
  const head = "---\ntitle: T\ndate: 2014-11-05\n---\n\n";
  const body = "See [x](/nope/nothing/).\n";
  const { references } = renderMarkdown(
    { path: "posts/x.md", text: head + body },
    { text: body, firstLine: 6 },
    chinese,
  );
  expect(references).toEqual([{ kind: "link", target: "/nope/nothing/", line: 6, column: 5, length: 19 }]);
});

test("a component knows its line", () => {
  const { components } = render("文\n\n>  :::note{a=b}  \n> x\n> :::\n");
  expect(components).toEqual([
    {
      name: "note",
      kind: "open",
      line: 3,
      column: 4,
      length: 12,
      args: [{ name: "a", line: 3, column: 12, length: 1 }],
    },
  ]);
});

test("arguments that point somewhere are references", () => {
  const args = 'src="a.png" poster="b.png" href="c.md" file="d.js" post="e.md" alt="f.png"';
  const { references } = render(`::x{${args}}\n\n::video{src=a.mp4 href="https://a.com"}`);
  expect(references.map(({ kind, target }) => `${kind} ${target}`)).toEqual([
    "image a.png",
    "image b.png",
    "link c.md",
    "text d.js",
    "card e.md",
    "link a.mp4",
  ]);
});

test("wherever links stand, each is found again", () => {
  const link = "[链 a](t.md)";
  const inline = fc.constantFrom(link, "文", " a ", "`|`", "**粗**", "\\|", " \\\n", "\n", "𠮷");
  const prefix = fc.constantFrom("", "> ", "- ", "1. ", "  ", ">", "# ", "| ", "    ", "\t", "- [ ] ", ": ");
  const line = fc.tuple(fc.array(prefix, { maxLength: 3 }), fc.array(inline, { maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\n\n", "\r\n", "\n|-|\n"), (lines, end) => {
      const text = lines.map(([marks, words]) => marks.join("") + words.join("")).join(end);
      for (const found of written(text)) expect(found).toBe(link);
    }),
    { numRuns: 1000 },
  );
});
