/** Bare addresses, ruby, typed indents, slips of the input method, passages in another language. */
import { describe, expect, test } from "vitest";
import type { MarkdownRules } from "../../src/post/markdown.ts";
import { render } from "../post/markdown/show.ts";
import { post } from "../post/posts.ts";
import { htmlOf } from "./operations.ts";

const shown = (text: string, rules: Partial<MarkdownRules> = {}) => htmlOf(render(text, rules)).trim();
const rt = (reading: string) => `<rp>（</rp><rt>${reading}</rt><rp>）</rp>`;

describe("a bare address ends", () => {
  const link = (address: string) => `<a href="${address}">${address}</a>`;
  test.each([
    ["at full-width punctuation", "见https://a.com/b）后", `见${link("https://a.com/b")}）后`],
    ["at quotation marks and dashes", "https://a.com/b”——", `${link("https://a.com/b")}”——`],
    [
      "at dashes and dots of Japanese",
      "https://a.com/b―後 https://a.com/c‥",
      `${link("https://a.com/b")}―後 ${link("https://a.com/c")}‥`,
    ],
    ["where its host runs into text", "https://a.com后面", `${link("https://a.com")}后面`],
    ["where its port does", "http://localhost:4000后面", `${link("http://localhost:4000")}后面`],
    ["where a host without a dot does", "http://localhost后面", `${link("http://localhost")}后面`],
    ["at emphasis that ends", "**https://a.com/b**后面", `<strong>${link("https://a.com/b")}</strong>后面`],
    ["and is followed by punctuation", "~~https://a.com/b~~，后面", `<s>${link("https://a.com/b")}</s>，后面`],
    ["at emphasis that begins", "https://a.com**后面**", `${link("https://a.com")}<strong>后面</strong>`],
    [
      "not in a name of Han letters",
      "https://中文.com:80/路",
      `<a href="https://xn--fiq228c.com:80/%E8%B7%AF">https://中文.com:80/路</a>`,
    ],
    [
      "nor at a tilde of a path",
      "https://a.com/~用户/",
      `<a href="https://a.com/~%E7%94%A8%E6%88%B7/">https://a.com/~用户/</a>`,
    ],
  ])("%s", (_what, text, html) => expect(shown(text)).toBe(`<p>${html}</p>`));
});

describe("ruby", () => {
  test.each([
    ["one reading for a word", "{漢字|かんじ}", `<ruby>漢字${rt("かんじ")}</ruby>`],
    ["one for each character", "{漢字|かん|じ}", `<ruby>漢${rt("かん")}字${rt("じ")}</ruby>`],
    ["pinyin", "{重拾|chóng|shí}", `<ruby>重${rt("chóng")}拾${rt("shí")}</ruby>`],
    ["Hangul below or above", "{大韓|대한}", `<ruby>大韓${rt("대한")}</ruby>`],
    [
      "a character with its variant",
      "{葛\u{e0100}城|かつ|らぎ}",
      `<ruby>葛\u{e0100}${rt("かつ")}城${rt("らぎ")}</ruby>`,
    ],
    ["in decomposed form", "{か\u3099|ガ}", `<ruby>か\u3099${rt("ガ")}</ruby>`],
    ["within emphasis", "**{漢|かん}**", `<strong><ruby>漢${rt("かん")}</ruby></strong>`],
    ["readings are escaped", "{漢|<b>}", `<ruby>漢${rt("&lt;b&gt;")}</ruby>`],
    ["in a table the bar is escaped", "| {漢\\|かん} |\n|-|", `<ruby>漢${rt("かん")}</ruby>`],
    ["readings of another number", "{漢字|a|b|c}", "{漢字|a|b|c}"],
    ["an empty reading", "{漢字|}", "{漢字|}"],
    ["Latin below", "{a|b}", "{a|b}"],
    ["template syntax", "{% if 甲|乙 %}", "{% if 甲|乙 %}"],
    ["in code", "`{漢|かん}`", "<code>{漢|かん}</code>"],
    ["escaped", "\\{漢|かん}", "{漢|かん}"],
  ])("%s", (_what, text, html) => expect(shown(text, { ruby: true })).toContain(html));

  test("readings are no text: not of an excerpt, an id, a count, nor of an image's words", () => {
    const { headings, prose } = render("# {漢字|かんじ}の話\n\n{重拾|chóng|shí}的", { ruby: true });
    expect([headings[0]?.id, headings[0]?.text, prose]).toEqual(["漢字の話", "漢字の話", "重拾的"]);
    expect(shown("![{漢|かん}](https://a.com/x.png) 文", { ruby: true })).toContain('alt="漢"');
  });

  test.each([
    ["ja", ["ja"], true],
    ["ja-JP", ["ja"], true],
    ["zh-CN", ["ja"], false],
    ["zh-TW", ["ja", "zh"], true],
    ["ja", [], false],
  ])("a post in %s, `ruby: %j`: %s", (lang, ruby, on) => {
    const { body } = post(`title: x\ndate: 2014-08-24\nlang: ${lang}`, { body: "{漢字|かんじ}", ruby });
    expect(JSON.stringify(body.html).includes("<ruby>")).toBe(on);
  });
});

describe("first lines", () => {
  test("a typed indent stays where the style sheet does not indent", () => {
    expect(shown("　　第一段")).toBe("<p>　　第一段</p>");
  });
  test("and goes where it does, of paragraphs of the text itself", () => {
    expect(shown("　　第一段\n\n# 　题\n\n- 　项\n\n> 　　引", { indent: true })).toMatch(
      /^<p>第一段<\/p>\n[\s\S]*项[\s\S]*<p>　　引<\/p>/,
    );
  });
});

describe("slips of the input method are told with the line that was meant", () => {
  const said = (text: string) => render(text).problems.map(({ code, line, hint }) => `${line} ${code} ${hint}`);
  test.each([
    ["a list in full width", "１．甲\n２．乙", ["1 markdown/list-mark write `1. 甲`"]],
    ["an ideographic comma", "1、甲", ["1 markdown/list-mark write `1. 甲`"]],
    ["below a line of text", "有：\n1、甲\n2、乙", ["2 markdown/list-mark write `1. 甲`"]],
    ["full-width digits alone", "１. 甲", ["1 markdown/list-mark write `1. 甲`"]],
    ["no space behind the dot", "1.甲\n2.乙", ["1 markdown/list-mark write `1. 甲`"]],
    ["an ideographic space there", "1.　甲", ["1 markdown/list-mark write `1. 甲`"]],
    ["an ideographic space after the hash", "甲\n\n##　题", ["3 markdown/heading-without-space write `## 题`"]],
    ["a rule of dashes", "甲\n\n———\n\n乙", ["3 markdown/dash-line write `---`"]],
    ["full-width hashes", "＃＃ 题", ["1 markdown/full-width-hash write `## 题`"]],
    ["no space", "##题", ["1 markdown/heading-without-space write `## 题`"]],
    ["an address that runs on", "见https://a.com/b后面", ["1 markdown/link-runs-on write <https://a.com/b>"]],
    ["behind other signs", "见https://a.com/b(官网)后", ["1 markdown/link-runs-on write <https://a.com/b> where"]],
    ["behind a dot in the middle", "https://a.com/b·后", ["1 markdown/link-runs-on write <https://a.com/b> where"]],
    ["behind a comma, too", "见https://a.com/b,后面", ["1 markdown/link-runs-on write <https://a.com/b> where"]],
  ])("%s", (_what, text, expected) => {
    const found = said(text);
    expect(found).toHaveLength(expected.length);
    for (const [at, words] of expected.entries()) expect(found[at]).toContain(words);
  });

  test.each([
    ["numbers", "1、2、3 都行，2014、2015 年也是。"],
    ["decimals", "１．５倍\n\n1.5倍"],
    ["a number at the start of a line by chance", "买了三样\n3、苹果"],
    ["lists", "1. 甲\n2. 乙"],
    ["a dash", "——他说"],
    ["code", "```\n１．甲\n———\n```"],
    ["an address in brackets", "见<https://a.com/b后面>"],
    ["a name of Han letters", "https://zh.wikipedia.org/wiki/北京市"],
    ["one told apart in brackets", "https://zh.wikipedia.org/wiki/Swift_(歌手)"],
    ["an address that ends by itself", "见 https://a.com/b 后面，https://a.com/b，https://a.com后面"],
  ])("%s are none", (_what, text) => expect(said(text)).toEqual([]));

  test("at the right place in the file", () => {
    const [problem] = render("甲\n\n> - 见https://a.com/b后面").problems;
    expect(problem).toMatchObject({ line: 3, column: 6, length: "https://a.com/b后面".length });
  });
});

describe("passages in another language say so", () => {
  const japanese = "これは日本語の文章です。直と骨は違う形になります。";
  const korean = "이것은 한국어 문장입니다.";
  const chinese = "这是一段中文，直和骨的写法不同。";
  test.each([
    ["Japanese on a Chinese page", "zh-CN", japanese, `<p lang="ja">`],
    ["Korean on a Chinese page", "zh-CN", korean, `<p lang="ko">`],
    ["Korean on a Japanese page", "ja", korean, `<p lang="ko">`],
    ["Japanese on a Korean page", "ko", japanese, `<p lang="ja">`],
    ["Chinese on an English page is that of the site", "en", chinese, `<p lang="zh-CN">`],
    ["a quotation", "zh-CN", `> ${japanese}`, `<p lang="ja">`],
    ["an item", "zh-CN", `- ${japanese}\n- 中文`, `<li lang="ja">`],
    ["a heading", "zh-CN", `# ${korean}`, ` lang="ko">`],
    ["a cell", "zh-CN", `| 甲 | 乙 |\n|-|-|\n| 中 | ${korean} |`, `<td lang="ko">`],
  ])("%s", (_what, language, text, html) => expect(shown(text, { language })).toContain(html));

  test.each([
    ["its own", "ja", japanese],
    ["a word among others", "zh-CN", "日语里「ありがとうございます」是谢谢的意思。"],
    ["a loan word", "zh-CN", "我喜欢コーヒー和アニメ。"],
    ["a word in brackets", "en", "The city of Beijing (北京市) is large."],
    ["Han alone on a Japanese or Korean page", "ko", "大韓民國憲法"],
    ["Latin", "zh-CN", "This is an English paragraph."],
    ["code", "zh-CN", "`これはコードです` 是这样的"],
  ])("%s does not", (_what, language, text) => expect(shown(text, { language })).not.toContain("lang="));
});
