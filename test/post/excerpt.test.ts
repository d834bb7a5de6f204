/** What a list shows of a post, and how long reading it takes. */
import { describe, expect, test } from "vitest";
import { countText, makeExcerpt, readingMinutes } from "../../src/post/excerpt.ts";
import { textWidth } from "../../src/shared/text-width.ts";
import { post } from "./posts.ts";

describe("counting", () => {
  test.each([
    ["Mesos 0.20.0 和 rc2", 1, 3],
    ["公司介(chui)绍(xu)自己", 6, 2],
    ["취약점을 수정했습니다", 0, 2],
    ["コーヒーを飲む。", 7, 0],
    ["ﾃﾞｰﾀﾍﾞｰｽとｶﾞ", 8, 0],
    ["〆切と〱", 4, 0],
    ["𠮷野家と葛\u{e0100}城", 6, 0],
    ["Node.js it's e-mail Ａｐｐｌｅ", 0, 4],
    ["1,234,567 items, one,two", 0, 4],
    ["cafe\u0301 naïve", 0, 2],
    ["👍 ，。 -- …", 0, 0],
    ["end. Next", 0, 2],
    ["", 0, 0],
  ])("%s", (text, cjk, words) => expect(countText(text)).toEqual({ cjk, words }));

  test("code is not read word by word", () => {
    const body = "（代码不计入）\n\n```js\nconst 你好 = 1\n```\n\n正文两字";
    expect(post("title: T", { body }).card.counts).toEqual({ cjk: 9, words: 0, minutes: 1 });
  });

  test("what tables and headings say is read, their readings are not", () => {
    const body =
      "# <ruby>表<rt>ひょう</rt></ruby>\n\n| 甲乙 | two words |\n|-|-|\n| `丙` | ![图](https://a.com/x.png) |";
    expect(post("title: T", { body }).card.counts).toMatchObject({ cjk: 4, words: 2 });
  });

  test("a Korean text is as long whether its lines are wrapped or not", () => {
    const words = "취약점을 고친 새 판이 나왔다";
    const counted = (body: string) => post("title: T", { body }).card.counts.words;
    expect([counted(words), counted(words.replaceAll(" ", "\n"))]).toEqual([5, 5]);
  });

  test.each([
    [657, 92, "zh-CN", 3],
    [0, 0, "zh-CN", 1],
    [400, 0, "zh-CN", 1],
    [401, 0, "zh-TW", 2],
    [1200, 0, "ja", 2],
    [0, 460, "en", 2],
    [0, 401, "ko-KR", 3],
  ])("%i characters and %i words in %s take %i minutes", (cjk, words, language, minutes) => {
    expect(readingMinutes({ cjk, words }, language, { characters: null, words: null })).toBe(minutes);
  });

  test("a site may say how fast its readers are", () => {
    const body = `${"字".repeat(1000)} ${"word ".repeat(500)}`;
    const minutes = (characters: number | null, words: number | null) =>
      post("title: T", { body, readingSpeed: { characters, words } }).card.counts.minutes;
    expect([minutes(null, null), minutes(200, null), minutes(1000, 500), minutes(null, 100)]).toEqual([5, 8, 2, 8]);
  });
});

describe("excerpts", () => {
  const excerpt = (body: string, frontMatter = "title: T") => post(frontMatter, { body }).card.excerpt;

  test("the first paragraphs, without headings and marks, joined without a gap between Chinese", () => {
    expect(excerpt("# 标题\n\n开头**段落**，含[链接](x)。\n\n第二段")).toBe("开头段落，含链接。第二段");
    expect(excerpt("一段 English\n\nsecond one")).toBe("一段 English second one");
    expect(excerpt("他说：\n\n“好”——\n\n然后")).toBe("他说：“好”——然后");
    expect(excerpt("한국어\n\n두 번째")).toBe("한국어 두 번째");
  });

  test("up to the mark, in any spacing and case", () => {
    for (const mark of ["<!--more-->", "<!-- More -->", "<!-- MORE -->"]) {
      expect(excerpt(`第一段。\n\n第二段。\n\n${mark}\n\n其余。`)).toBe("第一段。第二段。");
    }
  });

  test("front matter's own excerpt goes before the mark, the mark before the description", () => {
    const body = "第一段。\n\n<!-- more -->\n\n其余。";
    expect(excerpt(body, "title: T\nexcerpt: 自己写的\ndescription: 描述")).toBe("自己写的");
    expect(excerpt(body, "title: T\ndescription: 描述")).toBe("第一段。");
    expect(excerpt("正文。", "title: T\ndescription: 描述")).toBe("描述");
  });

  test("as much as a card holds, ending with a sentence", () => {
    const text = excerpt("这是一句正好二十个字宽的中文句子。".repeat(40));
    expect(textWidth(text)).toBeLessThanOrEqual(280);
    expect(text).toMatch(/。$/);
  });

  test.each([
    [
      "entities of HTML are characters",
      "<p>&ldquo;你好&rdquo;&hellip;&hellip;他说&mdash;&mdash;再见&#8230;</p>",
      "“你好”……他说——再见…",
    ],
    ["once", "<p>&amp;ldquo; &copy; &nope; R&D</p>", "&ldquo; © &nope; R&D"],
    ["quoted paragraphs", "“你好。”\n\n“再见。”\n\n——他说\n\n……", "“你好。”“再见。”——他说……"],
    ["a forced break before marks", "第一行  \n**粗体**  \n[链接](https://a.com)  \n`代码`行", "第一行粗体链接代码行"],
    ["behind marks", "**粗体**  \n行", "粗体行"],
    ["Latin", "one  \n**two**", "one two"],
    ["a picture parts", "甲  \n![](https://a.com/a.png)乙", "甲 乙"],
    ["readings are none of it", "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>  \nの話", "漢字の話"],
  ])("%s", (_, body, text) => {
    expect(excerpt(body)).toBe(text);
  });

  test("in English, quotation marks are no Chinese", () => {
    expect(excerpt("“Quoted”\n中文", "title: T\nlang: en")).toBe("“Quoted” 中文");
    expect(excerpt("“One.”\n\n“Two.”", "title: T\nlang: en")).toBe("“One.” “Two.”");
  });

  test("entities of HTML are not counted as words", () => {
    const body = "<p>&ldquo;你好&rdquo;&hellip;&mdash;&emsp;再见&#8230;</p>";
    expect(post("title: T", { body }).card.counts).toMatchObject({ cjk: 4, words: 0 });
  });

  test.each([
    ["an address", `${"字".repeat(119)}请访问 https://example.com/s?q=1&x=2 看看吧，好的`, /看…$|访问…$|吧…$/],
    ["a number", `${"字".repeat(130)}是３．１４，${"字".repeat(40)}`, /字…$|，$|是３．１…$|是…$/],
    ["full-width stops", `${"これを評価する．".repeat(40)}`, /．$/],
    ["half-width stops", `${"ｺﾚｦ評価ｽﾙ｡".repeat(60)}`, /｡$/],
    ["a question", `${"这样行吗?当然!".repeat(40)}`, /[?!]$/],
  ])("a stop in or of %s", (_, body, end) => {
    expect(excerpt(body)).toMatch(end);
  });

  test("nothing said, nothing shown", () => {
    expect(excerpt("```\ncode\n```")).toBe("");
    expect(makeExcerpt({ prose: "", more: null, given: null, description: null, language: "zh-CN" })).toBe("");
  });

  test("a long text costs no more than its beginning", () => {
    const prose = "字".repeat(1_000_000);
    expect(makeExcerpt({ prose, more: prose.length, given: null, description: null, language: "zh-CN" })).toMatch(
      /^字+…$/,
    );
  });
});
