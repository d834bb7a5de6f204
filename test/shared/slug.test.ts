/** Names for addresses: native script kept, distinct terms kept apart. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldTerm, slugify, titleToken } from "../../src/shared/slug.ts";

test.each([
  ["MesosCon 2014", "mesoscon-2014"],
  ["第一天：開始！（2014）", "第一天-開始-2014"],
  ["Ｍｅｓｏｓ 集群", "mesos-集群"],
  ["C", "c"],
  ["C++", "c-plus-plus"],
  ["C#", "c-sharp"],
  [".NET", "dot-net"],
  ["ASP.NET", "asp-net"],
  ["Node.js", "node-js"],
  ["#hashtag", "hashtag"],
  ["snake_case", "snake_case"],
  ["../../x", "x"],
  ["a/b", "a-b"],
  ["ﾃﾞｰﾀ", "データ"],
  ["\u1112\u1161\u11ab국어", "한국어"],
  ["it’s", "it-s"],
  ["葛\u{e0100}城", "葛城"],
  ["عربي", "عربي"],
])("slugify %s → %s", (text, slug) => expect(slugify(text)).toBe(slug));

test("a name of signs alone still gets a name, and each its own", () => {
  expect(slugify("🎉")).toMatch(/^untitled-[0-9a-f]{8}$/);
  expect(slugify("🎉")).not.toBe(slugify("🎊"));
});

test("what Windows takes for a device is none", () => {
  for (const name of ["CON", "nul", "Ａｕｘ", "com1"])
    expect(slugify(name)).toMatch(/^(con|nul|aux|com1)-[0-9a-f]{8}$/);
  expect([slugify("console"), slugify("com10"), slugify("a con")]).toEqual(["console", "com10", "a-con"]);
});

test("a long name is cut between characters, and what was cut tells two apart", () => {
  const long = "长".repeat(100);
  expect(slugify(long)).toMatch(/^长+-[0-9a-f]{8}$/);
  expect(Buffer.byteLength(slugify(long))).toBeLessThanOrEqual(200);
  expect(slugify(`${long}一`)).not.toBe(slugify(`${long}二`));
});

test("a slug of a slug is itself, and fits a file name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const slug = slugify(text);
      expect(slugify(slug)).toBe(slug);
      expect(slug).toMatch(/^[\p{L}\p{M}\p{N}_]+(?:-[\p{L}\p{M}\p{N}_]+)*$/u);
      expect(Buffer.byteLength(slug)).toBeLessThanOrEqual(200);
    }),
  );
});

test.each([
  ["Upper.Case", "Upper.Case"],
  ["1.2.0", "1.2.0"],
  ["中文 空格", "中文-空格"],
  ["C#", "C"],
  ["50%", "50"],
  ["q?", "q"],
  ["it's", "it's"],
  ["a&b", "a&b"],
  ["x~", "x~"],
  ["trail-", "trail"],
  ["a/b\\c", "a-b-c"],
])("titleToken %s → %s", (name, token) => expect(titleToken(name)).toBe(token));

test.each([
  ["Docker", "docker"],
  ["ＤＯＣＫＥＲ", "docker"],
  ["open  build", "Open Build"],
  ["Straße", "STRASSE"],
  ["ガ", "ガ"],
  ["ΟΔΟΣ", "οδος"],
])("%s and %s are one term", (one, other) => {
  expect(foldTerm(one)).toBe(foldTerm(other));
  expect(slugify(one)).toBe(slugify(other));
});

test("terms that fold together have one slug", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (name) => {
      for (const other of [name.toUpperCase(), name.normalize("NFD"), ` ${name} `]) {
        if (foldTerm(other) === foldTerm(name) && slugify(name).startsWith("untitled-") === false) {
          expect(slugify(other)).toBe(slugify(name));
        }
      }
    }),
  );
});
