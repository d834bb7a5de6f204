/** From when on a post is shown, whatever its blog calls the day. */
import { describe, expect, test } from "vitest";
import type { Origin } from "../../src/model.ts";
import { post, said } from "./posts.ts";

const days = (lines: string, compat: Origin | null, path = "posts/a.md") => {
  const { card, appears } = post(`title: T\n${lines}`, { compat, path });
  return [card.kind, card.date?.day ?? null, appears?.day ?? null];
};

describe("a day of publication", () => {
  test.each(["publishDate: 2099-01-01", "pubDate: 2099-01-01", "published: 2099-01-01", "publish_date: 2099-01-01"])(
    "%s is waited for, in every blog",
    (line) => {
      for (const compat of [null, "hugo"] as const)
        expect(days(`date: 2020-03-08\n${line}`, compat)).toEqual(["post", "2020-03-08", "2099-01-01"]);
      for (const compat of ["jekyll", "hexo"] as const)
        expect(days(line, compat, "posts/2020-03-08-a.md")).toEqual(["post", "2020-03-08", "2099-01-01"]);
    },
  );

  test("is waited for beside a later date, if not by Hugo", () => {
    const lines = "date: 2099-03-08\npublishDate: 2020-01-01";
    expect(days(lines, null)).toEqual(["post", "2099-03-08", "2099-03-08"]);
    expect(days(lines, "hugo")).toEqual(["post", "2099-03-08", "2020-01-01"]);
  });

  test("stands for a date that is not there", () => {
    expect(days("publishDate: 2020-03-08", null)).toEqual(["post", "2020-03-08", "2020-03-08"]);
    expect(days("published: 2020-03-08", null)).toEqual(["post", "2020-03-08", "2020-03-08"]);
    expect(days("publishDate: 2020-03-08", null, "posts/2020-01-01-a.md")).toEqual([
      "post",
      "2020-01-01",
      "2020-03-08",
    ]);
  });

  test("that does not exist is an error at its place", () => {
    expect(said("---\ntitle: T\npublished: 2020-02-30\n---\nx")).toEqual([
      expect.stringMatching(/^error front-matter\/bad-date 3:12 `published` is `2020-02-30`/),
    ]);
  });
});

test.each([
  ["publishDate: 2020-03-08\nlastmod: 2020-04-01", "2020-03-08"],
  ["pubdate: 2020-03-09", "2020-03-09"],
  ["published: 2020-03-10\nmodified: 2020-04-01", "2020-03-10"],
  ["lastmod: 2020-03-11", "2020-03-11"],
  ["modified: 2020-03-12", "2020-03-12"],
])("Hugo takes the date of a post from %j", (lines, day) => {
  expect(days(lines, "hugo")).toEqual(["post", day, day]);
  expect(days(lines, "hugo", "posts/2020-01-01-a.md")).toEqual(["post", day, day]);
});

test.each(["expiryDate", "unpublishdate"])("after its `%s` a post is gone", (key) => {
  expect(post(`title: T\n${key}: 2021-01-01`).expires?.day).toBe("2021-01-01");
  expect(said(`---\ntitle: T\npublishDate: 2022-01-01\n${key}: 2021-01-01\n---\nx`)).toEqual([
    `warning front-matter/expires-before-date 4:${key.length + 3} \`${key}\` is 2021-01-01, not after the day on which it is published, 2022-01-01: it is never shown. correct one of the two`,
  ]);
});
