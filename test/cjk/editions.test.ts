/** A site in several languages: lists, terms and feeds of each, and pages that know their translations. */
import { beforeAll, describe, expect, test } from "vitest";
import { readHtml } from "../laws/parse-markup.ts";
import { type BuiltFolder, buildFolder, fileOf } from "./folder.ts";
import { postText, yaml } from "./sites.ts";

const settings = {
  title: "墨石",
  url: "https://example.com/blog",
  language: "zh-CN",
  feeds: { site: true, terms: true },
  languages: { en: { title: "Inkstone", subtitle: "In English" }, "zh-TW": {} },
};

const files = {
  "posts/集群.md": postText({ title: "集群", tags: ["Docker", "集群"], translationKey: "cluster" }),
  "posts/clusters.md": postText({ title: "Clusters", lang: "en-US", tags: ["Docker"], translationKey: "cluster" }),
  "posts/notes.md": postText({ title: "笔记" }),
  "posts/notes.en.md": postText({ title: "Notes", date: "2014-08-25", aliases: ["/old-notes/"] }),
  "posts/taiwan.md": postText({ title: "集群的繁體版", lang: "zh-HK" }),
  "posts/french.md": postText({ title: "En français", lang: "fr" }),
  "posts/own.md": postText({ title: "Own", lang: "en", permalink: "/somewhere/" }),
  "pages/about.md": "---\ntitle: 关于\n---\n\n正文\n",
  "pages/about.en.md": "---\ntitle: About\n---\n\ntext\n",
};

let built: BuiltFolder;
beforeAll(async () => {
  built = await buildFolder({ ...files, "site.yml": yaml(settings) });
});

const linksOf = (file: string, rel: string) =>
  readHtml(fileOf(built, file))
    .filter(({ name, attributes }) => name === "link" && attributes.get("rel") === rel)
    .map(({ attributes }) => [attributes.get("hreflang"), attributes.get("href")]);
const titles = (file: string) =>
  readHtml(fileOf(built, file)).flatMap(({ name, text, attributes }) =>
    name === "a" && /\/posts\/|somewhere/.test(attributes.get("href") ?? "") ? [text] : [],
  );

test("nothing is wrong, and every page is rendered", () => {
  expect(built.problems).toEqual([]);
  expect(built.files.size).toBe(built.urls.size);
});

describe("addresses", () => {
  test.each([
    ["a post in the site's language", "posts/集群/index.html", "/blog/posts/%E9%9B%86%E7%BE%A4/"],
    ["a post in another", "en/posts/clusters/index.html", "/blog/en/posts/clusters/"],
    ["its language from the file's name", "en/posts/notes/index.html", "/blog/en/posts/notes/"],
    ["the nearest language by script", "zh-tw/posts/taiwan/index.html", "/blog/zh-tw/posts/taiwan/"],
    ["a language without an edition", "posts/french/index.html", "/blog/posts/french/"],
    ["a permalink is as written", "somewhere/index.html", "/blog/somewhere/"],
    ["a page", "en/about/index.html", "/blog/en/about/"],
    ["home", "en/index.html", "/blog/en/"],
    ["tags", "en/tags/index.html", "/blog/en/tags/"],
    ["a tag", "en/tags/docker/index.html", "/blog/en/tags/docker/"],
    ["the archive", "zh-tw/archive/index.html", "/blog/zh-tw/archive/"],
    ["feeds", "en/feed.xml", "/blog/en/feed.xml"],
    ["feeds of terms", "en/tags/docker/feed.xml", "/blog/en/tags/docker/feed.xml"],
    ["an alias is as written", "old-notes/index.html", "/blog/old-notes/"],
  ])("%s: %s", (_what, file, url) => expect(built.urls.get(file)).toBe(url));

  test("what a host looks for is there once", () => {
    const once = [...built.files.keys()].filter((file) => /404\.html|robots\.txt|sitemap\.xml|_headers/.test(file));
    expect(once.sort()).toEqual(["404.html", "_headers", "robots.txt", "sitemap.xml"]);
  });
});

describe("each language has its own", () => {
  test("posts", () => {
    expect(titles("en/index.html")).toEqual(expect.arrayContaining(["Clusters", "Notes", "Own"]));
    expect(titles("en/index.html").join()).not.toMatch(/集群|français/);
    expect(titles("index.html").join()).toMatch(/集群.*français|français.*集群/);
    expect(titles("index.html").join()).not.toMatch(/Clusters|繁體/);
  });

  test("words, name and language", () => {
    const english = fileOf(built, "en/index.html");
    expect(english).toMatch(/<html lang="en"/);
    expect(english).toContain("Inkstone · In English");
    expect(english).toContain("Skip to content");
    expect(english).toContain(">Archive</a>");
    expect(english).not.toContain("墨石");
    expect(fileOf(built, "zh-tw/archive/index.html")).toContain("彙整");
  });

  test("feed, terms and navigation", () => {
    expect(fileOf(built, "en/feed.xml")).toMatch(/xml:lang="en"[\s\S]*<title>Inkstone<\/title>/);
    expect(fileOf(built, "en/feed.xml")).toContain('href="https://example.com/blog/en/"');
    expect(fileOf(built, "feed.xml")).not.toContain("Clusters");
    expect(fileOf(built, "en/posts/clusters/index.html")).toContain('href="/blog/en/tags/docker/"');
    expect(fileOf(built, "posts/集群/index.html")).toContain('href="/blog/tags/docker/"');
    expect(fileOf(built, "en/about/index.html")).toContain('href="/blog/en/archive/"');
  });

  test("neighbours", () => {
    const english = fileOf(built, "en/posts/clusters/index.html");
    expect(english).toMatch(/rel="(?:prev|next)"/);
    expect(english).not.toContain("笔记");
  });

  test("the sitemap knows them all", () => {
    const sitemap = fileOf(built, "sitemap.xml");
    for (const path of ["", "en/", "zh-tw/archive/", "en/posts/notes/", "tags/docker/", "en/tags/docker/"])
      expect(sitemap).toContain(`<loc>https://example.com/blog/${path}</loc>`);
  });
});

describe("translations", () => {
  test("of a post by its key, the site's own language for readers of any other", () => {
    const own = "https://example.com/blog/posts/%E9%9B%86%E7%BE%A4/";
    const english = "https://example.com/blog/en/posts/clusters/";
    const feed = /feed/;
    for (const file of ["posts/集群/index.html", "en/posts/clusters/index.html"]) {
      expect(linksOf(file, "alternate").filter(([, href]) => !feed.test(href ?? ""))).toEqual([
        ["zh-CN", own],
        ["x-default", own],
        ["en-US", english],
      ]);
    }
  });

  test.each([
    ["posts and pages by their file names", "en/posts/notes/index.html", ["zh-CN", "x-default", "en"]],
    ["pages", "about/index.html", ["zh-CN", "x-default", "en"]],
    ["lists by their addresses", "zh-tw/index.html", ["zh-CN", "x-default", "en", "zh-TW"]],
    ["terms that more than one language has", "tags/docker/index.html", ["zh-CN", "x-default", "en"]],
    ["none of what is there once", "posts/french/index.html", []],
  ])("%s", (_what, file, languages) => {
    expect(linksOf(file, "alternate").flatMap(([lang]) => lang ?? [])).toEqual(languages);
  });

  test("are linked to, each in its own language", () => {
    const link = readHtml(fileOf(built, "en/posts/clusters/index.html")).find(
      ({ name, attributes }) => name === "a" && attributes.has("hreflang"),
    );
    expect(link?.text).toBe("简体中文");
    expect(link?.attributes.get("lang")).toBe("zh-CN");
  });
});

test("a site in one language is as it was: posts in others stand among the rest", async () => {
  const one = await buildFolder({ ...files, "site.yml": yaml({ ...settings, languages: undefined }) });
  expect(one.urls.get("posts/clusters/index.html")).toBe("/blog/posts/clusters/");
  expect(fileOf(one, "index.html")).toContain("Clusters");
  expect([...one.urls.keys()].filter((file) => file.startsWith("en/"))).toEqual([]);
  expect(fileOf(one, "index.html")).not.toContain("hreflang");
});

describe("`languages` that cannot be", () => {
  test.each([
    ["languages: [english language]", "no language tag"],
    ["languages: [en, EN]", "twice"],
    ["languages: {en: {titel: x}}", "did you mean `title`"],
  ])("%s", async (text, words) => {
    const failure = await buildFolder({ "site.yml": `${text}\n` }).catch((error: unknown) => error);
    expect(JSON.stringify((failure as { problems?: unknown }).problems)).toContain(words);
  });
});

describe("short names of terms", () => {
  test("a tag's address is the one that site.yml gives it; two may share one", async () => {
    const site = await buildFolder({
      "site.yml":
        "tags: {集群: cluster, clusters: Cluster, Ｃ＃: csharp}\ncategories: {技术: tech}\npermalink: /:categories/:slug/\n",
      "posts/a.md": postText({ title: "a", tags: ["集群", "C#"], categories: ["技术"] }),
      "posts/b.md": postText({ title: "b", tags: ["Clusters", "其它"] }),
    });
    expect(site.site.tags.map(({ name, url, posts }) => [name, url, posts.length])).toEqual(
      expect.arrayContaining([
        ["C#", "/tags/csharp/", 1],
        [expect.stringMatching(/集群|Clusters/), "/tags/cluster/", 2],
        ["其它", "/tags/%E5%85%B6%E5%AE%83/", 1],
      ]),
    );
    expect(site.urls.get("tech/a/index.html")).toBe("/tech/a/");
  });
});

test("first lines begin two characters in where site.yml asks for it", async () => {
  const body = "　　第一段。";
  const of = async (text: string) =>
    fileOf(await buildFolder({ "site.yml": text, "posts/a.md": postText({ title: "a" }, body) }), "posts/a/index.html");
  expect(await of("indent: true\n")).toMatch(/<body class="[^"]*\bindented\b[\s\S]*<p>第一段。<\/p>/);
  expect(await of("")).toContain("<p>　　第一段。</p>");
  expect(await of("")).not.toMatch(/<body class="[^"]*\bindented\b/);
});
