/** Formulas: what is one and what is not, where they stand, and what is said of those that cannot be read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderFormula } from "../../src/post/formula.ts";
import { render, show } from "./markdown/show.ts";

/** Html with each formula as `⟨…⟩`, on lines of its own as `⟪…⟫`: the letters of it are enough to know it by. */
function outline(text: string, math = true): string {
  return show(render(text, { math }))
    .replace(
      /<div class="formula"><math display="block"[^>]*>(.*?)<\/math><\/div>/gs,
      (_, inner) => `⟪${letters(inner)}⟫`,
    )
    .replace(/<math display="block"[^>]*>(.*?)<\/math>/gs, (_, inner) => `⟪${letters(inner)}⟫`)
    .replace(/<math[^>]*>(.*?)<\/math>/gs, (_, inner) => `⟨${letters(inner)}⟩`)
    .trim();
}

function letters(mathml: string): string {
  return mathml.replace(/<[^>]+>/g, "");
}

const told = (text: string, math = true) =>
  render(text, { math }).problems.map(({ code, line, column, length }) => `${code} ${line}:${column}+${length}`);

describe("within a line", () => {
  test.each([
    ["设 $x$ 为", "<p>设 ⟨x⟩ 为</p>"],
    ["设$x_1*y*z_2$为", "<p>设⟨x1∗y∗z2⟩为</p>"],
    ["\\(a_1\\)和\\(b_1\\)", "<p>⟨a1⟩和⟨b1⟩</p>"],
    ["\\\\(a\\\\)", "<p>⟨a⟩</p>"],
    ["文 $$x$$ 文", "<p>文 ⟨x⟩ 文</p>"],
    ["**粗 $x$**", "<p><strong>粗 ⟨x⟩</strong></p>"],
    ["[链 $x$](a.md)", '<p><a href="«a.md»">链 ⟨x⟩</a></p>'],
    ["2$x$ 第n$^{th}$", "<p>2⟨x⟩ 第n⟨th⟩</p>"],
    ["$a\\$b$", "<p>⟨a$b⟩</p>"],
    ["$a < b$", "<p>⟨a&lt;b⟩</p>"],
  ])("%s", (text, html) => expect(outline(text)).toBe(html));
});

describe("on lines of its own", () => {
  test.each([
    ["$$x$$", "⟪x⟫"],
    ["$$\nx\n\ny\n$$", "⟪xy⟫"],
    ["文\n$$x$$\n文", "<p>文</p>\n⟪x⟫\n<p>文</p>"],
    ["\\[\nx\n\\]", "⟪x⟫"],
    ["- $$\n  x\n  $$", "<ul>\n<li>\n⟪x⟫\n</li>\n</ul>"],
    ["> $$x$$", "<blockquote>\n⟪x⟫\n</blockquote>"],
    ["\\begin{gather}x\\end{gather}", "⟪x⟫"],
    ["```math\nx\n```", "⟪x⟫"],
  ])("%j", (text, html) => expect(outline(text)).toBe(html));
});

describe("what is none", () => {
  test.each([
    "$5 and $6",
    "一份 $5，两份 $9",
    "US$5 到 US$9",
    "$ x $",
    "$x$5",
    "$$",
    "$$\n\n$$",
    "$x",
    "\\$x\\$",
    "`$x$`",
    "\\(x",
    "$$\nx",
  ])("%j", (text) => {
    expect(outline(text)).not.toMatch(/[⟨⟪]/);
    expect(told(text)).toEqual([]);
  });

  test("nothing is one, where the post does not ask for it", () => {
    expect(outline("$x$ \\(y\\)\n\n$$\nz\n$$", false)).toBe("<p>$x$ (y)</p>\n<p>$$\nz\n$$</p>");
  });
});

describe("a formula that nobody asked for is told about, once", () => {
  test.each([
    ["面积 $\\pi r^2$，周长 $2\\pi r$", "math/not-asked-for 1:4+9"],
    ["文\n\n$$x^{2}$$", "math/not-asked-for 3:1+9"],
    ["\\(\\alpha\\)", "math/not-asked-for 1:1+10"],
  ])("%s", (text, problem) => expect(told(text, false)).toEqual([problem]));

  test.each(["$5 and $6", "$HOME 和 $PATH_A$", "`$x^2$`", "```\n$\\pi$\n```", "a $ b", "\\(a\\)"])("not %j", (text) =>
    expect(told(text, false)).toEqual([]),
  );
});

describe("a formula that cannot be read", () => {
  test.each([
    ["见 $\\foo x$ 和 $y$", "math/not-understood 1:4+1", '<p>见 <code class="tex">$\\foo x$</code> 和 ⟨y⟩</p>'],
    [
      "文\n\n$$\nx \\bar\n$$",
      "math/not-understood 4:6+1",
      '<p>文</p>\n<pre><code class="tex">$$\nx \\bar\n$$</code></pre>',
    ],
    ["$x^$", "math/not-understood 1:1+4", '<p><code class="tex">$x^$</code></p>'],
    ["```math\n\\foo\n```", "math/not-understood 2:1+1", '<pre><code class="language-math">\\foo\n</code></pre>'],
  ])("%j", (text, problem, html) => {
    expect(told(text)).toEqual([problem]);
    expect(outline(text)).toBe(html);
  });
});

test("what it says counts as text, in headings and alternatives as well", () => {
  const { prose, headings } = render("# 关于 $x^2$\n\n设 $a$ 为", { math: true });
  expect(prose).toBe("设 a 为");
  expect(headings).toMatchObject([{ text: "关于 x^2" }]);
  expect(outline("![图 $x$](a.png)")).toContain('alt="图 x"');
});

describe("no formula", () => {
  test.each(["\\href{javascript:alert(1)}{x}", "\\includegraphics{a.png}", "\\style{color:red}{x}", "\\class{a}{x}"])(
    "leads or reaches outside: %s",
    (tex) => expect(renderFormula(tex, { display: false })).toHaveProperty("fault"),
  );

  test.each(["\\def\\a{\\a\\a}\\a", "{".repeat(4000), "x".repeat(5001), "^", "\\frac"])(
    "runs on for ever: %.20s",
    (tex) => expect(renderFormula(tex, { display: false })).toHaveProperty("fault"),
  );

  test("leaves its element, or throws", () => {
    const piece = fc.constantFrom(
      ..."<>&\"'^_{}x1$%#\\",
      "\\frac",
      "\\text{<b>}",
      "</math>",
      "<script>",
      "\\\\",
      "中",
      "\\left(",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, display) => {
        const result = renderFormula(pieces.join(""), { display });
        if ("fault" in result) return;
        const [, inner] = /^<math[^<>]*>(.*)<\/math>$/s.exec(result.mathml) ?? [];
        expect(inner).toBeDefined();
        expect(inner).not.toMatch(/<\/?(?:script|b|math)\b/);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  "$",
  "$$",
  "$a ",
  "$a$",
  "$a",
  "$$a\n",
  "$$\n",
  "> $$a\n",
  "- $$a\n",
  "\\(",
  "\\[\n",
  "\\begin{align}\n",
  "$x^2$ ",
  "$`",
])("64 KB of %j", (unit) => {
  for (const math of [true, false])
    expect(render(unit.repeat(65_536 / unit.length), { math }).html.length).toBeGreaterThan(0);
});
