/** The search page and its index among the outputs of a site. */
import { describe, expect, test } from "vitest";
import { type BuiltFolder, buildFolder, fileOf } from "../cjk/folder.ts";

const post = (title: string, date: string, text = "") => `---\ntitle: ${title}\ndate: ${date}\n---\n\n${text}\n`;
const blog = {
  "site.yml": "title: 墨\nurl: https://example.com/blog\nlanguage: zh-CN\n",
  "posts/a.md": post("甲", "2014-08-24", "集群"),
  "posts/b.md": post("乙", "2014-08-25", "集群，容器"),
  "pages/about.md": "---\ntitle: 关于\n---\n\n容器\n",
};

const inSearch = ({ files }: BuiltFolder) => [...files.keys()].filter((file) => file.includes("search/")).sort();
const links = (html: string) => [...html.matchAll(/<a href="[^"]*">([^<]*)<\/a>/g)].map(([, text]) => text);
const entries = (html: string) => [...html.matchAll(/data-entry.*?<a [^>]*>(.*?)<\/a>/g)].map(([, title]) => title);

test("a page, an index, and a way there", async () => {
  const built = await buildFolder(blog);
  expect(built.problems).toEqual([]);
  expect(inSearch(built)).toEqual(["search/0.txt", "search/index.html"]);
  expect(built.urls.get("search/0.txt")).toBe("/blog/search/0.txt");
  const page = fileOf(built, "search/index.html");
  expect(page).toContain('data-search="/blog/search/" data-shards="1"');
  expect(page).toContain('<meta name="robots" content="noindex">');
  expect(links(fileOf(built, "index.html"))).toContain("搜索");
  expect(fileOf(built, "sitemap.xml")).not.toContain("/search/");
});

test("documents are the entries of the page, counted from its end", async () => {
  const built = await buildFolder(blog);
  expect(entries(fileOf(built, "search/index.html"))).toEqual(["乙", "甲", "关于"]);
  const [state, ...lines] = fileOf(built, "search/0.txt").trimEnd().split("\n");
  expect(fileOf(built, "search/index.html")).toContain(`data-documents="${state}"`);
  expect(lines).toContain("集群 1AA");
  expect(lines).toContain("容器 A1A");
});

test("a change of the text leaves the documents what they are, a new post does not", async () => {
  const stateOf = async (files: Readonly<Record<string, string>>) =>
    fileOf(await buildFolder(files), "search/0.txt").split("\n")[0];
  const before = await stateOf(blog);
  expect(await stateOf({ ...blog, "posts/a.md": post("甲二", "2014-08-24", "别的") })).toBe(before);
  expect(await stateOf({ ...blog, "posts/c.md": post("丙", "2014-08-26") })).not.toBe(before);
  expect(await stateOf({ ...blog, "posts/a.md": post("甲", "2014-08-26") })).not.toBe(before);
});

describe("an author's own search page takes the place of ours", () => {
  test.each([
    ["a page", { "pages/search.md": "---\ntitle: 找\npermalink: /search/\n---\n\n自己的\n" }, "自己的"],
    ["an asset", { "assets/search/index.html": "<p>自己的</p>" }, "copy"],
  ])("%s", async (_, own, text) => {
    const built = await buildFolder({ ...blog, ...own });
    expect(built.problems).toEqual([]);
    expect(inSearch(built)).toEqual(["search/index.html"]);
    expect(fileOf(built, "search/index.html")).toContain(text);
    expect(links(fileOf(built, "index.html")).filter((title) => title === "搜索" || title === "找")).toHaveLength(1);
  });
});

test("a site without posts has nothing to search", async () => {
  const built = await buildFolder({ "site.yml": blog["site.yml"], "pages/about.md": blog["pages/about.md"] });
  expect(inSearch(built)).toEqual([]);
  expect(links(fileOf(built, "index.html"))).not.toContain("搜索");
});

test("each language has its own", async () => {
  const built = await buildFolder({
    ...blog,
    "site.yml": `${blog["site.yml"]}languages: {en: {title: Ink}}\n`,
    "posts/c.md": "---\ntitle: Clusters\ndate: 2014-08-26\nlang: en\n---\n\nclusters\n",
  });
  expect(built.problems).toEqual([]);
  expect(inSearch(built)).toEqual(["en/search/0.txt", "en/search/index.html", "search/0.txt", "search/index.html"]);
  expect(entries(fileOf(built, "en/search/index.html"))).toEqual(["Clusters"]);
  expect(entries(fileOf(built, "search/index.html"))).toEqual(["乙", "甲", "关于"]);
  expect(fileOf(built, "en/search/index.html")).toContain('data-search="/blog/en/search/"');
});

test("the index has more files the more there is to find", async () => {
  const text = Array.from({ length: 60_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000))).join("");
  const built = await buildFolder({ ...blog, "posts/c.md": post("长", "2014-08-26", text) });
  expect(inSearch(built)).toEqual(["search/0.txt", "search/1.txt", "search/index.html"]);
});
