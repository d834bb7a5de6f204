/** Lines that the author wrapped: where nothing belongs between them, nothing is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MarkdownRules } from "../../src/post/markdown.ts";
import { render } from "../post/markdown/show.ts";
import { htmlOf } from "./operations.ts";

const shown = (text: string, rules: Partial<MarkdownRules> = {}) => htmlOf(render(text, rules)).trim();
const paragraph = (text: string, rules: Partial<MarkdownRules> = {}) => shown(text, rules).replace(/^<p>|<\/p>$/g, "");

describe("what stands at the break decides", () => {
  test.each([
    ["Han and Han", "中\n文", "zh-CN", "中文"],
    ["on any page", "中\n文", "en", "中文"],
    ["kana", "あ\nア", "ja", "あア"],
    ["Hangul keeps its spaces", "한국\n사람", "ko", "한국\n사람"],
    ["beside Han, too", "한국\n中文", "zh-CN", "한국\n中文"],
    ["Latin", "a\nb", "zh-CN", "a\nb"],
    ["full-width punctuation before Latin", "好，\nDocker", "zh-CN", "好，Docker"],
    ["and behind it", "Docker\n（好", "zh-CN", "Docker（好"],
    ["a zero-width space", "a\u200b\nb", "en", "a\u200bb"],
    ["shared marks are Chinese on a Chinese page", "他说\n“好”", "zh-CN", "他说“好”"],
    ["and Latin elsewhere", "他说\n“好”", "en", "他说\n“好”"],
    ["two shared marks", "——\n“好”", "ja", "——“好”"],
    ["on a page without any other Chinese", "he said “a”\n“b”", "zh-CN", "he said “a”“b”"],
    ["a wide sign alone", "₩\n₩", "en", "₩₩"],
    ["wide characters of other planes", "🈂\n🈂 𗀀\n𗀀 𛀀\n𛀀", "en", "🈂🈂 𗀀𗀀 𛀀𛀀"],
    ["angle brackets of old", "a〈\nb〉\nc", "en", "a〈b〉c"],
    ["an emoji is no character of a script", "好😀\n好", "zh-CN", "好😀\n好"],
    ["characters beyond the basic plane", "𠮷\n𠮷", "ja", "𠮷𠮷"],
    ["a variation selector is looked through", "葛\u{e0100}\n城", "ja", "葛\u{e0100}城"],
    ["marks are looked through", "**中**\n*[文](x)*", "zh-CN", '<strong>中</strong><em><a href="x">文</a></em>'],
    ["tags are looked through", "<b>中</b>\n<i>文</i>", "zh-CN", "<b>中</b><i>文</i>"],
    ["so is a place where a word may break", "中<wbr>\n文", "zh-CN", "中<wbr>文"],
    ["a line of tags alone is left", "中\n<b>\n文</b>", "zh-CN", "中\n<b>\n文</b>"],
    ["ruby is its characters", "{漢字|かんじ}\n文", "ja", "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>文"],
    [
      "and so is ruby in HTML, however its readings end",
      "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>\nの<ruby>話<rt>はなし</ruby>\nだ",
      "ja",
      "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>の<ruby>話<rt>はなし</ruby>だ",
    ],
    ["three lines", "中\n文\n字", "zh-CN", "中文字"],
    ["a hard break stays", "中\\\n文", "zh-CN", "中<br>\n文"],
  ])("%s", (_what, text, language, expected) => {
    expect(paragraph(text, { language, ruby: language === "ja" })).toBe(expected);
  });

  test("in a heading its id is that of the joined text", () => {
    const { headings } = render("第一\n天\n===");
    expect(headings).toEqual([{ level: 1, id: "第一天", text: "第一天" }]);
  });

  test("in code and in HTML nothing is joined", () => {
    expect(shown("    中\n    文")).toContain("中\n文");
    expect(shown("<div>\n中\n文\n</div>")).toContain("中\n文");
  });

  test("excerpts see the text that readers see", () =>
    expect(render("使用Docker\n和**中\n文**").prose).toBe("使用Docker和中文"));
});

test("readings say nothing about the author's habit", () => {
  const text = `我用 Docker 写 Blog 和\nSpark 等。${"<ruby>重<rt>chong</rt></ruby>".repeat(4)}`;
  expect(render(text).html.join("")).toContain("和\nSpark");
});

describe("between Chinese and Latin the author's habit decides", () => {
  const spaced = "用 Docker 和 Spark 的人";
  const tight = "用Docker和Spark的人";
  const wrapped = "换\nDocker\n了";
  test.each<[string, string, string, MarkdownRules["softBreakMixed"]]>([
    ["who writes spaces keeps them", spaced, "换\nDocker\n了", "auto"],
    ["who writes none gets none", tight, "换Docker了", "auto"],
    ["the majority", `${spaced}\n\n${tight}甲A`, "换Docker了", "auto"],
    ["a tie keeps the space", `${spaced}\n\n${tight}`, "换\nDocker\n了", "auto"],
    ["nothing to go by", "", "换\nDocker\n了", "auto"],
    ["code counts as a word", "用`npm`装`it`的人", "换Docker了", "auto"],
    ["a link is looked through", "用[Docker](x)和**Spark**的人", "换Docker了", "auto"],
    ["fenced code does not count", `${spaced}\n\n\`\`\`\n甲A乙B丙C丁D戊E\n\`\`\``, "换\nDocker\n了", "auto"],
    ["other lines do not count as spaces", "甲\nA\n乙\nB\n\n用Docker吧", "换Docker了", "auto"],
    ["`space` always", tight, "换\nDocker\n了", "space"],
    ["`none` never", spaced, "换Docker了", "none"],
  ])("%s", (_what, context, expected, softBreakMixed) => {
    expect(shown(`${context}\n\n${wrapped}`, { softBreakMixed }).split("<p>").at(-1)).toBe(`${expected}</p>`);
  });
});

test("wrapping a text anywhere between Chinese characters changes nothing", () => {
  const piece = fc.constantFrom("中", "文", "，", "“", "”", "——", "**粗**", "[链](x)", "`码`字", "の", "𠮷");
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.boolean()), { minLength: 1, maxLength: 12 }), (pieces) => {
      const joined = pieces.map(([text]) => text).join("");
      const wrapped = pieces.map(([text, breaks]) => text + (breaks ? "\n" : "")).join("");
      const plain = (text: string) => shown(text).replace(/<[^>]+>|\n/g, "");
      expect(shown(`甲${wrapped}乙`)).not.toMatch(/[^>]\n/);
      expect(plain(`甲${wrapped}乙`).replaceAll("*", "")).toBe(plain(`甲${joined}乙`).replaceAll("*", ""));
    }),
  );
});

/** 64 KB of anything is done in no time; what were quadratic would not end within the test's limit. */
test.each([
  "中\n",
  "**\n",
  "<b>\n中",
  "`a`\n中",
  "a\n中",
  "\u{e0100}\n",
  "“\n",
  "{中|",
  "{中|あ}\n",
  "1、甲\n",
  "———\n\n",
  "「",
  "あ「い」\n\n",
  "한(",
  "https://a.com/b中 ",
])(
  "64 KB of %j",
  (unit) => {
    const rendered = render(unit.repeat(Math.floor(65_536 / unit.length)), { ruby: true, indent: true });
    expect(rendered.html.length).toBeGreaterThan(0);
  },
  20_000,
);
