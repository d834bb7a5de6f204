import { describe, expect, test } from "vitest";
import type { Settings } from "../../src/model.ts";
import { indexSite } from "../../src/site/index-site.ts";
import { paginate } from "../../src/site/paginate.ts";
import { partNamesakes } from "../../src/site/part-namesakes.ts";
import { relatedPosts } from "../../src/site/related.ts";
import { withhold } from "../../src/site/withhold.ts";
import { card, day, known, tag } from "./known.ts";

const settings = { language: "zh-CN", base: "", drafts: false, future: false } as Settings;
const index = (...cards: Parameters<typeof indexSite>[0]) => indexSite(cards, settings, () => null);

describe("order", () => {
  test("newest first, equal moments by path, whatever order the files came in", () => {
    const cards = [
      card("posts/b.md"),
      card("posts/a.md"),
      card("posts/c.md", { date: day("2020-01-01") }),
      card("posts/d.md", { date: day("1999-01-01") }),
    ];
    const expected = ["posts/c.md", "posts/a.md", "posts/b.md", "posts/d.md"];
    expect(index(...cards).posts.map(({ path }) => path)).toEqual(expected);
    expect(index(...cards.reverse()).posts.map(({ path }) => path)).toEqual(expected);
  });

  test("years hold their posts, newest year first; pages are in no list", () => {
    const site = index(
      card("posts/a.md", { date: day("2014-12-31") }),
      card("posts/b.md", { date: day("2015-01-01") }),
      card("pages/about.md", { kind: "page", date: null }),
    );
    expect(site.years.map(({ year, posts }) => [year, posts.length])).toEqual([
      ["2015", 1],
      ["2014", 1],
    ]);
    expect(site.pages.map(({ path }) => path)).toEqual(["pages/about.md"]);
  });
});

describe("terms", () => {
  test("spellings with one slug are one term, shown as most posts write it, and said once", () => {
    const site = index(
      card("posts/a.md", { tags: [tag("docker")] }),
      card("posts/b.md", { tags: [tag("Docker")] }),
      card("posts/c.md", { tags: [tag("Docker")] }),
    );
    expect(site.tags.map(({ name, posts }) => [name, posts.length])).toEqual([["Docker", 3]]);
    expect(site.problems.map(({ code }) => code)).toEqual(["terms/merged"]);
    expect(site.problems[0]?.message).toContain("`Docker` (2), `docker` (1)");
    expect(site.posts.flatMap(({ tags }) => tags.map(({ name }) => name))).toEqual(["Docker", "Docker", "Docker"]);
  });

  test("one post with both spellings counts once", () => {
    const site = index(card("posts/a.md", { tags: [tag("docker"), tag("Docker")] }));
    expect(site.tags.map(({ posts }) => posts.length)).toEqual([1]);
  });

  test("every post says it as it is shown, once", () => {
    const site = index(
      card("posts/a.md", { tags: [tag("三体")] }),
      card("posts/b.md", { tags: [tag("三体")] }),
      card("posts/c.md", { tags: [tag("「三体」", "三体"), tag("三体\u200b", "三体")] }),
    );
    expect(site.posts.map(({ tags }) => tags.map(({ name }) => name))).toEqual([["三体"], ["三体"], ["三体"]]);
  });

  test("but terms that a setting put at one address keep their names", () => {
    const site = index(
      card("posts/a.md", { tags: [tag("新技术", "newtech")] }),
      card("posts/b.md", { tags: [tag("newtech")] }),
    );
    expect(site.posts.flatMap(({ tags }) => tags.map(({ name }) => name)).sort()).toEqual(["newtech", "新技术"]);
  });

  test("pinyin order for a Chinese site, numbers by value", () => {
    const names = ["重庆", "北京", "第10章", "第2章", "阿里"];
    const site = index(card("posts/a.md", { tags: names.map((name) => tag(name)) }));
    expect(site.tags.map(({ name }) => name)).toEqual(["阿里", "北京", "重庆", "第2章", "第10章"]);
  });
});

describe("paginate", () => {
  const items = Array.from({ length: 23 }, (_, i) => i);

  test.each([
    [0, [23]],
    [10, [10, 10, 3]],
    [23, [23]],
    [22, [22, 1]],
  ])("23 items by %i", (size, expected) => {
    const slices = paginate(items, size, "/tags/x/", "/blog");
    expect(slices.map((slice) => slice.items.length)).toEqual(expected);
    expect(slices.flatMap((slice) => slice.items)).toEqual(items);
  });

  test("neighbours and addresses, base path included", () => {
    const [first, second, third] = paginate(items, 10, "/tags/集群/", "/blog");
    expect(first?.path).toBe("/tags/集群/");
    expect(first?.paginator).toMatchObject({
      number: 1,
      total: 3,
      prev: null,
      next: "/blog/tags/%E9%9B%86%E7%BE%A4/page/2/",
    });
    expect(second?.paginator?.prev).toBe("/blog/tags/%E9%9B%86%E7%BE%A4/");
    expect(third?.paginator?.next).toBeNull();
  });

  test("an empty list still has its page", () => {
    expect(paginate([], 10, "/", "")).toEqual([{ path: "/", items: [], paginator: null }]);
  });

  test("a page of ten thousand lists few of them", () => {
    const many = paginate(Array.from({ length: 10_000 }), 1, "/", "");
    expect(Math.max(...many.map(({ paginator }) => paginator?.pages.length ?? 0))).toBeLessThan(12);
  });
});

test("related posts share terms, the rarer the better, and never the post itself", () => {
  const common = Array.from({ length: 30 }, (_, i) => card(`posts/common-${i}.md`, { tags: [tag("all")] }));
  const site = index(
    ...common,
    card("posts/me.md", { tags: [tag("all"), tag("rare")] }),
    card("posts/twin.md", { tags: [tag("rare")], date: day("1990-01-01") }),
    card("posts/alone.md"),
  );
  const related = relatedPosts(site.tags);
  const of = (path: string) =>
    related(site.posts.find((post) => post.path === path) ?? { ...card(path), cover: null }).map((post) => post.path);
  expect(of("posts/me.md")[0]).toBe("posts/twin.md");
  expect(of("posts/me.md")).not.toContain("posts/me.md");
  expect(of("posts/me.md")).toHaveLength(5);
  expect(of("posts/alone.md")).toEqual([]);
});

describe("withhold", () => {
  const posts = [
    known("posts/draft.md", {}, { withheld: "draft" }),
    known("posts/off.md", {}, { withheld: "unpublished" }),
    known("posts/empty.md", {}, { withheld: "empty" }),
    known("posts/secret.md", {}, { withheld: "password" }),
    known("posts/later.md", { date: day("2999-01-01") }),
    known("posts/waits.md", {}, { appears: day("2999-01-02") }),
    known("posts/now.md"),
  ];
  const now = Date.parse("2026-01-01T00:00:00Z");
  test.each([
    [{ drafts: false, future: false }, ["now"]],
    [{ drafts: true, future: false }, ["draft", "off", "now"]],
    [{ drafts: false, future: true }, ["later", "waits", "now"]],
  ])("%o", (flags, expected) => {
    const { shown, withheld } = withhold(posts, { ...settings, ...flags }, now);
    expect(shown.map(({ card: { title } }) => title)).toEqual(expected);
    expect(shown.length + withheld.length).toBe(posts.length);
  });
  test("a future post says when it appears", () => {
    const when = (name: string) => withhold(posts, settings, now).withheld.find(({ file }) => file === name)?.when;
    expect(when("posts/later.md")).toBe("2999-01-01");
    expect(when("posts/waits.md")).toBe("2999-01-02");
  });
});

describe("posts of one name in several folders", () => {
  const source = (path: string) => ({ path, text: "---\ntitle: x\n---\n", hash: "" });
  const twin = (path: string, date: string, at = {}) =>
    known(path, { url: "/posts/30-notes/", file: "posts/30-notes/index.html", date: day(date) }, { at });
  const january = twin("posts/2016/01/30-notes.md", "2016-01-30");
  const april = twin("posts/2016/04/30-notes.md", "2016-04-30");
  const usual = { ...settings, posts: "posts", permalink: "/posts/:slug/" } as Settings;
  const urls = (posts: readonly ReturnType<typeof known>[], rules = usual) =>
    partNamesakes(posts, rules, source).posts.map(({ card: { url } }) => url);

  test("the oldest keeps the plain address, whatever order they are read in, and the others say where they are", () => {
    expect(urls([april, january])).toEqual(["/posts/2016/04/30-notes/", "/posts/30-notes/"]);
    expect(urls([january, april])).toEqual(["/posts/30-notes/", "/posts/2016/04/30-notes/"]);
    expect(partNamesakes([april, january], usual, source).problems).toMatchObject([
      { code: "page/namesake", severity: "warning", file: april.card.path },
    ]);
  });

  test.each([
    ["a permalink of the site's own", [january, april], { ...usual, permalink: "/:slug/" }],
    ["the same folder", [january, twin("posts/2016/01/30-Notes.md", "2016-02-01")], usual],
    [
      "a slug somebody chose",
      [january, twin("posts/b/x.md", "2016-02-01", { slug: { line: 2, column: 1, length: 1 } })],
      usual,
    ],
  ])("left for the collision check: %s", (_, posts, rules) => {
    expect(new Set(urls(posts, rules))).toEqual(new Set(["/posts/30-notes/"]));
  });
});
