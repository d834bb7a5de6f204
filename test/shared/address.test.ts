/** Addresses: what a browser asks for, what lies on the disk, and what may be neither. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressOf,
  decodeUrl,
  encodePath,
  encodeWritten,
  foldAddress,
  termUrl,
  whatIsWrongWithPath,
  windowsTrouble,
  withBase,
} from "../../src/shared/address.ts";

test.each([
  ["/", "", "/", "index.html"],
  ["/mesos/x/", "", "/mesos/x/", "mesos/x/index.html"],
  ["/mesos/x/", "/blog", "/blog/mesos/x/", "mesos/x/index.html"],
  ["/a/b", "", "/a/b", "a/b.html"],
  ["/a.html", "", "/a.html", "a.html"],
  ["a.html", "", "/a.html", "a.html"],
  ["/feed.xml", "/blog", "/blog/feed.xml", "feed.xml"],
  ["/tags/x/feed.json", "", "/tags/x/feed.json", "tags/x/feed.json"],
  ["/1.2.0", "", "/1.2.0", "1.2.0.html"],
  ["/x.aspx", "", "/x.aspx", "x.aspx.html"],
  ["/a/index.html", "", "/a/", "a/index.html"],
  ["/第一天/", "", "/%E7%AC%AC%E4%B8%80%E5%A4%A9/", "第一天/index.html"],
  ["/\u1112\u1161\u11ab/", "", "/%ED%95%9C/", "한/index.html"],
  ["/blog/x/", "/blog", "/blog/blog/x/", "blog/x/index.html"],
])("addressOf %s below %j", (path, base, url, file) => expect(addressOf(path, base)).toEqual({ url, file }));

test.each([
  ["https://例え.jp:80/日%20本", "https://xn--r8jz45g.jp:80/%E6%97%A5%20%E6%9C%AC"],
  ["https://例子.com@例子.com/x", "https://%E4%BE%8B%E5%AD%90.com@xn--fsqu00a.com/x"],
  ["//例え.jp", "//xn--r8jz45g.jp"],
  ["/标签/ a", "/%E6%A0%87%E7%AD%BE/%20a"],
])("what a person wrote: %s", (written, encoded) => expect(encodeWritten(written)).toBe(encoded));

describe("encoding", () => {
  test.each([
    ["/a b/", "/a%20b/"],
    ["/100%/", "/100%25/"],
    ["/c++/", "/c%2B%2B/"],
    ["/q?#/", "/q%3F%23/"],
    ["/it's@x,y;z/", "/it's@x,y;z/"],
  ])("%s", (path, encoded) => expect(encodePath(path)).toBe(encoded));

  test("decoding undoes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const path = text.normalize("NFC");
        expect(decodeUrl(encodePath(path))).toBe(path);
        expect(encodePath(path)).toMatch(/^[\x21-\x7e]*$/);
      }),
    );
  });

  test.each([
    ["/%E7%AC%AC%e4%b8%80天/", "/第一天/"],
    ["/100%/", "/100%/"],
    ["/%E0%A4%A/", "/%E0%A4%A/"],
    ["/%ff/", "/%ff/"],
  ])("what is no escape stays: %s", (url, path) => expect(decodeUrl(url)).toBe(path));
});

test.each([
  ["/x/", "", "/x/"],
  ["/x/", "/blog", "/blog/x/"],
  ["/blog/x/", "/blog", "/blog/x/"],
  ["/blog", "/blog", "/blog"],
  ["/blogger/", "/blog", "/blog/blogger/"],
  ["//cdn.test/x", "/blog", "//cdn.test/x"],
  ["x/", "/blog", "x/"],
])("withBase %s %j", (path, base, expected) => {
  expect(withBase(path, base)).toBe(expected);
  expect(withBase(withBase(path, base), base)).toBe(expected);
});

test("terms have folders of their own", () => {
  expect(termUrl("tag", "集群", "/blog")).toBe("/blog/tags/%E9%9B%86%E7%BE%A4/");
  expect(termUrl("category", "c-sharp", "")).toBe("/categories/c-sharp/");
});

test.each([
  ["Same/index.html", "same/index.html"],
  ["ガ.html", "ガ.html"],
  ["STRASSE.html", "straße.html"],
])("%s and %s are one file to some disk", (one, other) => expect(foldAddress(one)).toBe(foldAddress(other)));

describe("paths that may not be", () => {
  test.each([
    ["", "empty"],
    ["  ", "empty"],
    ["../../../escape.html", "`..`"],
    ["/a/./b", "`.`"],
    ["/%2e%2e/x", "`..`"],
    ["/%252e%252e/x", "escaped again"],
    ["..\\x", "backslash"],
    ["/%5c/", "backslash"],
    ["/a\u0000b", "U+0000"],
    ["/a%07b", "U+0007"],
    ["https://evil.test/x/", "another site"],
    ["javascript:alert(1)", "another site"],
    ["//evil.test/x/", "another site"],
    ["/a//b/", "//"],
    ["/.../", "dots"],
    [`/${"a".repeat(300)}/`, "255"],
    [`/${"长".repeat(86)}/`, "255"],
    [`/${"a/".repeat(2000)}`, "2048"],
  ])("%j: %s", (path, words) => expect(whatIsWrongWithPath(path)).toContain(words));

  test.each(["/", "/a/", "a.html", "/a/b", "/第一天/", "/a b/", "/.well-known/x", "/100%/", "/x..y/", "/%E7%AC%AC/"])(
    "%s may be",
    (path) => expect(whatIsWrongWithPath(path)).toBeNull(),
  );
});

test.each([
  ["con/aux.html", "`con`"],
  ["a/LPT1.html", "`LPT1`"],
  ["a:b.html", "`:`"],
  ["what?.html", "`?`"],
  ["a./index.html", "dot"],
  ["c#/index.html", "`#`"],
])("windowsTrouble %s", (path, words) => expect(windowsTrouble(path)).toContain(words));

test("what Windows can hold is no trouble", () => {
  for (const path of ["console/x.html", "第一天/index.html", "a.b/c+d.html"]) expect(windowsTrouble(path)).toBeNull();
});
