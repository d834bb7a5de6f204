/** The page's script and the index are two programs that must mean the same by a gram, a file and a folded text. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText, textFolder } from "../../src/shared/fold-text.ts";
import { cutGrams, shardOf } from "../../src/site/search/cut-grams.ts";
import { gramTable } from "../../src/site/search/gram-ids.ts";
import { client } from "./client.ts";

function gramsInIndex(text: string): readonly string[] {
  const table = gramTable();
  const cut = new Uint32Array(text.length);
  const count = cutGrams(text, table, cut);
  return [...cut.subarray(0, count)].map((id) => table.grams[id] ?? "");
}

test("for every character, whether it is looked up, how, and in which file", () => {
  const table = gramTable();
  const cut = new Uint32Array(100);
  const different: string[] = [];
  // Beyond these planes nothing is assigned but signs that are not seen.
  for (let code = 0; code <= 0x3ffff; code++) {
    if (code >= 0xd800 && code < 0xf900) continue;
    const text = foldText(String.fromCodePoint(code)).repeat(3);
    const asked = client.gramsOf(text);
    const ids = cut.subarray(0, cutGrams(text, table, cut));
    const there = new Set(Array.from(ids, (id) => table.grams[id] ?? ""));
    const isFound = asked.every((gram) =>
      gram.isWhole ? there.has(gram.text) : [...there].some((other) => other.startsWith(gram.text)),
    );
    const sameFile = asked.every((gram) => client.shardOf(gram.text, 2048) === shardOf(gram.text, 2048));
    if (!isFound || !sameFile || asked.length > 0 !== there.size > 0) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});

describe("folding", () => {
  const sign = fc.oneof(
    { arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), weight: 3 },
    { arbitrary: fc.constantFrom(..."<&aＡß…ς Σ\u3000\u00ad\u200b\ufe0fｶﾞ가ㅎㅏ\u0301éİﷺ㍿Ǆ"), weight: 2 },
  );
  const text = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join("").replaceAll("\0", ""));

  test("is the same in the index, for the reader, and by the piece", () => {
    fc.assert(
      fc.property(text, (words) => {
        const folder = textFolder();
        folder.add(words);
        expect(folder.take()).toBe(foldText(words));
        expect(client.fold(words)).toBe(foldText(words));
      }),
      { numRuns: 500 },
    );
  });

  test("a folder that was emptied starts anew", () => {
    const folder = textFolder();
    folder.add("集群");
    expect([folder.take(), folder.take()]).toEqual(["集群", ""]);
    folder.add("abc");
    expect(folder.take()).toBe("abc");
  });

  test("texts of any length", () => {
    for (const piece of ["集", "ﷺ", "e\u0301", "<", "👍", "a"]) {
      const folder = textFolder();
      folder.add(piece.repeat(30_000));
      expect(folder.take() === foldText(piece.repeat(30_000)), piece).toBe(true);
    }
  });
});

describe("grams", () => {
  test.each([
    ["集群管理", ["集群", "群管", "管理", "理"]],
    ["abcd", ["abc", "bcd", "cd", "d"]],
    ["c", ["c"]],
    ["go", ["go", "o"]],
    ["用go写", ["用", "go", "o", "写"]],
    ["集，群", ["集", "群"]],
    ["", []],
    ["𠮷野", ["𠮷野", "野"]],
    ["éa1x", ["éa1", "a1x", "1x", "x"]],
    ["데이터", ["데이", "이터", "터"]],
  ])("%j", (text, expected) => {
    expect(gramsInIndex(text)).toEqual(expected);
  });

  test("different grams have different numbers, and one gram one number", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."集群管理abz09éß𠮷한"), { maxLength: 300 }), (signs) => {
        const table = gramTable();
        const cut = new Uint32Array(signs.join("").length);
        cutGrams(signs.join(""), table, cut);
        expect(new Set(table.grams).size).toBe(table.grams.length);
      }),
      { numRuns: 100 },
    );
  });
});
