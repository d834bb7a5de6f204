/** What a block of code looks like: colours, lines, titles, and what its author is told. */
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highlight } from "../../src/shared/code/highlight.ts";
import { findLanguage, languageNames } from "../../src/shared/code/languages.ts";
import { linesOf } from "../../src/shared/code/lines.ts";
import { render, show } from "./markdown/show.ts";

const shown = (text: string, highlighted = true) => show(render(text, { highlight: highlighted }));
const fenced = (label: string, code: string) => `\`\`\`${label}\n${code}\n\`\`\``;
const told = (text: string) =>
  render(text, { highlight: true }).problems.map(({ code, line, hint }) => `${code} ${line}: ${hint}`);
/** The lines of a block: class, number, text. */
const linesIn = (html: string) =>
  [...html.matchAll(/<span class="line([^"]*)"(?: data-line="(\d+)")?>((?:[^\n]*)\n)<\/span>/g)].map(
    ([, kind = "", number = "", text = ""]) => [kind.trim(), number, text.replace(/<[^>]+>|\n/g, "")].join("|"),
  );

describe("colours", () => {
  test.each([
    ["js", "let 数 = 1; // 注释", "hljs-comment"],
    ["TypeScript", "let a: string", "hljs-built_in"],
    ["c++", "int main() {}", "hljs-type"],
    ["Golang", "func main() {}", "hljs-keyword"],
    ["vue", "<p>好</p>", "hljs-tag"],
    ["sh", "echo 好", "hljs-built_in"],
  ])("%s", (language, code, kind) => {
    const html = shown(fenced(language, code));
    expect(html).toContain(`class="${kind}`);
    expect(html).toContain(`<code class="language-${language}">`);
    expect(told(fenced(language, code))).toEqual([]);
  });

  test("none where the site wants none, nor for text", () => {
    expect(shown(fenced("js", "let a < 1"), false)).toBe(
      '<pre><code class="language-js">let a &lt; 1\n</code></pre>\n',
    );
    expect(shown(fenced("text", "let a < 1"))).toBe('<pre><code class="language-text">let a &lt; 1\n</code></pre>\n');
    expect(shown(fenced("", "let a < 1"))).toBe("<pre><code>let a &lt; 1\n</code></pre>\n");
  });

  test("what is data rather than code is only escaped", () => {
    expect(highlight(`let a;\n`.repeat(9000), "javascript")).not.toContain("<span");
    expect(highlight(`let a = "${"甲".repeat(1000)}";`, "javascript")).not.toContain("<span");
    expect(highlight(`let a = "${"甲".repeat(900)}";`, "javascript")).toContain("<span");
    expect(highlight("$".repeat(49_000), "java")).toBe("$".repeat(49_000));
    expect(highlight("a\n".repeat(24_000), "csharp")).toBe("a\n".repeat(24_000));
  });

  test("of a block do not depend on the blocks before it", () => {
    const html = "<script>\nlet a = 1;\n</script>\n<style>\na { color: red }\n</style>";
    const http = 'POST / HTTP/1.1\nContent-Type: application/json\n\n{"a": 1}';
    const first = [highlight(html, "xml"), highlight(http, "http")];
    for (const name of ["javascript", "css", "json", "yaml", "python", "perl"]) highlight("x = 1", name);
    expect([highlight(`${html} `, "xml"), highlight(`${http} `, "http")]).toEqual(first.map((text) => `${text} `));
    expect(first[0]).toContain("hljs-keyword");
  });

  test("add nothing to the text and take nothing from it", () => {
    const piece = fc.constantFrom(
      ..."<>&\"'`$/*{}()[]\n\n \\#",
      "let ",
      "注释",
      "// ",
      "/* ",
      "*/",
      "1.5",
      "<a b='c'>",
      "```",
    );
    const grammar = fc.constantFrom("javascript", "xml", "python", "markdown", "css", "bash", "php", "diff");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), grammar, (pieces, name) => {
        const code = pieces.join("");
        const html = highlight(code, name);
        expect(textOf(html)).toBe(code);
        const lines = linesOf(html);
        expect(lines.map(textOf).join("\n")).toBe(code.replace(/\n$/, ""));
        for (const line of lines) expect(line.match(/<span/g)?.length ?? 0).toBe(line.match(/<\/span>/g)?.length ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  test("thousands of brackets within each other", () => {
    expect(textOf(shown(fenced("js linenos", "`${\n".repeat(900))))).toContain("`${");
  });
});

describe("the table of languages is that of the grammars", () => {
  const load = createRequire(import.meta.url);
  const core = load("highlight.js/lib/core");
  const all: readonly string[] = load("highlight.js").listLanguages();

  test("every grammar and every name of it is known", () => {
    for (const name of all) {
      const grammar = load(`highlight.js/lib/languages/${name}`)(core);
      // Of two languages with one name the better known has it.
      const aliases = (grammar.aliases ?? []).filter((alias: string) => !["ls", "ml"].includes(alias));
      for (const alias of [name, ...aliases]) expect(findLanguage(alias)?.grammar, alias).toBe(name);
      expect(findLanguage(name)?.embeds, name).toEqual([...embeddedIn(grammar)].filter((one) => one !== name).sort());
    }
  });

  test("every name leads to a grammar", () => {
    for (const name of languageNames()) expect(all, name).toContain(findLanguage(name)?.grammar);
  });

  /** Languages that a grammar names; where it lets several compete, there are no colours. */
  function embeddedIn(grammar: unknown, found = new Set<string>(), seen = new Set<unknown>()): Set<string> {
    if (typeof grammar !== "object" || grammar === null || grammar instanceof RegExp || seen.has(grammar)) return found;
    seen.add(grammar);
    for (const [key, value] of Object.entries(grammar)) {
      if (key === "subLanguage" && typeof value === "string") found.add(value);
      embeddedIn(value, found, seen);
    }
    return found;
  }
});

describe("lines", () => {
  test.each([
    ["js {1,3-4}", ["marked||a", "||b", "marked||c", "marked||d"]],
    ["js{2}", ["||a", "marked||b", "||c", "||d"]],
    ["{2}", ["||a", "marked||b", "||c", "||d"]],
    ["js linenos", ["|1|a", "|2|b", "|3|c", "|4|d"]],
    ["js showLineNumbers {4}", ["|1|a", "|2|b", "|3|c", "marked|4|d"]],
    ["js:line-numbers=9", ["|9|a", "|10|b", "|11|c", "|12|d"]],
    ["js linenos=5", ["|5|a", "|6|b", "|7|c", "|8|d"]],
    [
      'go {linenos=true,hl_lines=[1,"3-4"],linenostart=199}',
      ["marked|199|a", "|200|b", "marked|201|c", "marked|202|d"],
    ],
    ["js mark:2,4", ["||a", "marked||b", "||c", "marked||d"]],
    ["js {3-1}", ["marked||a", "marked||b", "marked||c", "||d"]],
  ])("%s", (label, lines) => expect(linesIn(shown(fenced(label, "a\nb\nc\nd")))).toEqual(lines));

  test("a comment over several lines has its colour on each of them", () => {
    expect(shown(fenced("js linenos", "/* 一\n二 */\nlet a"))).toBe(
      '<pre><code class="language-js numbered">' +
        '<span class="line" data-line="1"><span class="hljs-comment">/* 一</span>\n</span>' +
        '<span class="line" data-line="2"><span class="hljs-comment">二 */</span>\n</span>' +
        '<span class="line" data-line="3"><span class="hljs-keyword">let</span> a\n</span></code></pre>\n',
    );
  });

  test("a diff, alone and of another language", () => {
    expect(linesIn(shown(fenced("diff", "--- a\n+++ b\n-甲\n+乙\n 丙")))).toEqual([
      "||--- a",
      "||+++ b",
      "removed||-甲",
      "added||+乙",
      "|| 丙",
    ]);
    for (const label of ["js diff", "diff-js"]) {
      const html = shown(fenced(label, "-let a\n+let b\n let c\n--- x"));
      expect(linesIn(html)).toEqual(["removed||-let a", "added||+let b", "|| let c", "removed||--- x"]);
      expect(html).toContain('<span class="sign">+</span><span class="hljs-keyword">let</span>');
    }
  });

  test("go on below where that is wanted", () => {
    expect(shown(fenced("js wrap", "a"))).toBe('<pre class="wrapped"><code class="language-js">a\n</code></pre>\n');
  });
});

describe("titles", () => {
  test.each([
    ['js title="a<b>.js"', "a&lt;b&gt;.js"],
    ["js title='问候.js' {1}", "问候.js"],
    ["js title=greet.js", "greet.js"],
    ["js:src/greet.js", "src/greet.js"],
    ['js filename="x.js"', "x.js"],
    ['title="只有标题"', "只有标题"],
  ])("%s", (label, title) =>
    expect(shown(fenced(label, "x"))).toMatch(`<figure class="code">\n<figcaption>${title}</figcaption>\n<pre>`),
  );
});

describe("what its author is told", () => {
  test.each([
    [
      "a language that nobody knows, once",
      `${fenced("pythn", "x")}\n\n${fenced("pythn", "y")}`,
      ["code/unknown-language 1: did you mean `python`?"],
    ],
    [
      "one that is like no other",
      fenced("啊", "x"),
      ["code/unknown-language 1: write `text` for text that needs none."],
    ],
    [
      "a mark where there is no line",
      `文\n\n${fenced("js {1,3}", "x")}`,
      ["code/no-such-line 3: lines are counted from 1 within the block."],
    ],
    ["line 0", fenced("js {0}", "x"), ["code/no-such-line 1: lines are counted from 1 within the block."]],
  ])("%s", (_name, text, problems) => expect(told(text)).toEqual(problems));

  test("not of a language, where there are no colours", () => {
    expect(render(fenced("pythn", "x"), { highlight: false }).problems).toEqual([]);
  });
});

test("a diagram is its source, in the element that a script for it looks for", () => {
  expect(shown(fenced("mermaid title=图", "graph TD; 甲-->乙"))).toBe(
    '<figure class="diagram">\n<figcaption>图</figcaption>\n<pre class="mermaid">graph TD; 甲--&gt;乙\n</pre>\n</figure>\n',
  );
});

test.each(["{", 'a="', "a='b ", "{1,", "title=", "mark:1", "hl_lines=[", "{hl_lines=", ":"])(
  "64 KB of %j behind a fence",
  (unit) => {
    expect(shown(fenced(`js ${unit.repeat(65_536 / unit.length)}`, "x"))).toContain("<pre>");
  },
);

function textOf(html: string): string {
  return html
    .replace(/<\/?(?:span|pre|code|figure|figcaption)[^>]*>/g, "")
    .replace(
      /&(lt|gt|quot|#x27|amp);/g,
      (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#x27": "'", amp: "&" })[name] ?? "",
    );
}
