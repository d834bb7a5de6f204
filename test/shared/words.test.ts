/** Nearest words, widths, and cutting text by width. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCjk, isHangul, isWidePunctuation } from "../../src/shared/character-class.ts";
import { cutText } from "../../src/shared/cut-text.ts";
import { nearest } from "../../src/shared/nearest.ts";
import { foldTerm, slugify, titleToken } from "../../src/shared/slug.ts";
import { textWidth } from "../../src/shared/text-width.ts";

describe("nearest", () => {
  const keys = ["title", "category", "tags", "modified", "imagefeature", "toc"];
  test.each([
    ["tittle", "title"],
    ["categroy", "category"],
    ["Tag", "tags"],
    ["imagefeaturee", "imagefeature"],
    ["modifed", "modified"],
    ["notoc", null],
    ["x", null],
    ["summary", null],
    ["", null],
  ])("%j → %s", (word, meant) => expect(nearest(word, keys)).toBe(meant));

  test("nothing to choose from", () => expect(nearest("title", [])).toBeNull());

  test("one slip in a word of a sentence's length is always found", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(), (word, place) => {
        const at = place % (word.length - 1);
        const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
        expect(nearest(swapped, [word])).toBe(word);
      }),
    );
  });
});

describe("textWidth", () => {
  test.each([
    ["abc", 3],
    ["汉字", 4],
    ["，。「」", 8],
    ["한국", 4],
    ["ｱ", 1],
    ["Ａ", 2],
    ["e\u0301", 1],
    ["𠮷野家", 6],
    ["葛\u{e0100}城", 4],
    ["👨‍👩‍👧‍👦", 2],
    ["👍🏽", 2],
    ["❤️", 2],
    ["🇨🇳🇯🇵", 4],
    ["é‍x", 2],
    ["", 0],
  ])("%s is %i wide", (text, width) => expect(textWidth(text)).toBe(width));
});

describe("character classes", () => {
  test.each([
    ["汉𠮷々〇", isCjk],
    ["かナーｱㄅ", isCjk],
    ["한ㄱ", isHangul],
    ["，。「」！　・", isWidePunctuation],
  ])("%s", (text, is) => expect([...text].every((character) => is(character.codePointAt(0) ?? 0))).toBe(true));

  test("letters and signs of other scripts are none of them", () => {
    for (const character of "aé1,-😀Ａ１") {
      const code = character.codePointAt(0) ?? 0;
      expect([isCjk(code), isHangul(code), isWidePunctuation(code)]).toEqual([false, false, false]);
    }
  });
});

describe("cutText", () => {
  const seed =
    "最近有计划重拾 Blog，写一些工作相关的事情。目前做的工作和 Mesos、Docker、Spark 等相关，所以主要也就是这些。";
  test.each([
    ["what fits stays whole", seed, 160, seed],
    ["at the end of a sentence, without an ellipsis", seed, 60, "最近有计划重拾 Blog，写一些工作相关的事情。"],
    [
      "never within a word",
      seed,
      80,
      "最近有计划重拾 Blog，写一些工作相关的事情。目前做的工作和 Mesos、Docker、Spark…",
    ],
    ["unless that lost half", "5GC 自动化运维平台支持多种网络设备的统一管理", 20, "5GC 自动化运维平台…"],
    ["never within a family", "👨‍👩‍👧‍👦家庭成员一二三四五六", 10, "👨‍👩‍👧‍👦家庭成…"],
    [
      "a closing quote stays with its sentence",
      "他说：“今天天气真好。”然后我们就一起去公园散步了，路上遇到了很多朋友。",
      30,
      "他说：“今天天气真好。”",
    ],
    ["no dangling bracket", "一二三四五六七（八九十", 18, "一二三四五六七…"],
    ["nor a middle dot", "日本語のテキスト・サンプル文書", 20, "日本語のテキスト…"],
    ["blanks before are none", "　　第一段开头。", 40, "第一段开头。"],
    ["a version is no end of a sentence", "Mesos 0.20.0 and the next release of Marathon", 26, "Mesos 0.20.0 and the…"],
    ["a word longer than the limit", "Donaudampfschifffahrtsgesellschaft", 12, "Donaudampf…"],
    ["a Korean word", "취약점을 수정했습니다 그리고", 20, "취약점을…"],
  ])("%s", (_, text, columns, cut) => expect(cutText(text, columns)).toBe(cut));

  test("is never wider than asked for, and whole graphemes of the beginning", () => {
    const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 4, max: 80 }), (text, columns) => {
        const cut = cutText(text, columns);
        const kept = cut.endsWith("…") && cut !== text.trim() ? cut.slice(0, -1) : cut;
        expect(textWidth(cut) + (kept === cut ? 0 : 1)).toBeLessThanOrEqual(columns);
        expect(text.trim().startsWith(kept)).toBe(true);
        const ends = [...graphemes.segment(text.trim())].map(({ index }) => index);
        expect([...ends, text.trim().length]).toContain(kept.length);
      }),
    );
  });
});

test("64 KB of any sign come to an end", { timeout: 20_000 }, () => {
  for (const sign of [
    "-",
    " ",
    "　",
    ".",
    "+",
    "#",
    "长",
    "\u0301",
    "\u200d",
    "👨‍",
    "。",
    "（",
    "1 ",
    "a'",
    "\n",
    "🇨",
    ". a",
  ]) {
    const text = `a${sign.repeat(Math.ceil(65_536 / sign.length))}b`;
    for (const of of [slugify, titleToken, foldTerm, textWidth]) of(text);
    expect(textWidth(cutText(text, 280))).toBeLessThanOrEqual(280);
  }
});
