/** Where posts and pages will be. */
import { describe, expect, test } from "vitest";
import { unknownToken } from "../../src/post/permalink.ts";
import { post, said } from "./posts.ts";

const address = (frontMatter: string, changes: Parameters<typeof post>[1]) => {
  const { url, file } = post(`title: 标题\n${frontMatter}`, changes).card;
  return `${url} ${file}`;
};

describe("patterns", () => {
  const path = "posts/2014-08-04-Mesos.Con 2014.md";
  const dated = "date: 2014-08-04 09:05:07\ncategories: [Big Data, C#]";
  test.each([
    ["/posts/:slug/", "/posts/mesos-con-2014/ posts/mesos-con-2014/index.html"],
    ["/:categories/:title", "/big-data/c-sharp/Mesos.Con-2014 big-data/c-sharp/Mesos.Con-2014.html"],
    ["/:category/:slug.html", "/big-data/mesos-con-2014.html big-data/mesos-con-2014.html"],
    ["/:year/:month/:day/:title/", "/2014/08/04/Mesos.Con-2014/ 2014/08/04/Mesos.Con-2014/index.html"],
    ["/:short_year/:i_month/:i_day/:y_day/:slug/", "/14/8/4/216/mesos-con-2014/ 14/8/4/216/mesos-con-2014/index.html"],
    ["/:hour:minute:second/", "/090507/ 090507/index.html"],
    [":slug/", "/mesos-con-2014/ mesos-con-2014/index.html"],
  ])("%s", (permalink, expected) => expect(address(dated, { path, permalink })).toBe(expected));

  test("a post without category loses the segment, not the slash", () => {
    expect(address("", { permalink: "/:categories/:slug/" })).toBe("/mesos/ mesos/index.html");
  });

  test.each([
    ["posts/x/index.md", "date: 2014-08-24", "/posts/x/"],
    ["posts/2014-08-24-x/index.md", "", "/posts/x/"],
    ["posts/a/b/2014-08-24-x.markdown", "", "/posts/x/"],
    ["posts/2014-08-24-第一天.md", "", "/posts/%E7%AC%AC%E4%B8%80%E5%A4%A9/"],
    ["posts/2014-08-24-\u1112\u1161\u11ab.md", "", "/posts/%ED%95%9C/"],
    ["posts/2014-08-24.md", "", "/posts/%E6%A0%87%E9%A2%98/"],
    ["posts/2014-08-24-x.md", "slug: 自定义 Slug", "/posts/%E8%87%AA%E5%AE%9A%E4%B9%89-slug/"],
    ["posts/about.md", "layout: page", "/about/"],
    ["pages/about.md", "", "/about/"],
    ["pages/tools/My Links.md", "", "/tools/my-links/"],
    ["pages/tools/index.md", "", "/tools/"],
    ["pages/about.md", "permalink: /me/", "/me/"],
    ["pages/about.md", "slug: me", "/me/"],
  ])("%s %s", (path, frontMatter, url) => expect(post(`title: 标题\n${frontMatter}`, { path }).card.url).toBe(url));

  test("a token that stands for nothing is found", () => {
    expect(unknownToken("/:year/:slugg/")).toBe(":slugg");
    expect(unknownToken("/:categories/:year/:month/:day/:title/")).toBeNull();
  });
});

describe("a permalink of its own", () => {
  test.each([
    ["/a/b", "/a/b a/b.html"],
    ["/a/b/", "/a/b/ a/b/index.html"],
    ["a.html", "/a.html a.html"],
    ["/笔记/一/", "/%E7%AC%94%E8%AE%B0/%E4%B8%80/ 笔记/一/index.html"],
    ["/%E7%AC%94%E8%AE%B0/", "/%E7%AC%94%E8%AE%B0/ 笔记/index.html"],
    ["/:year/x/", "/2014/x/ 2014/x/index.html"],
    ["/old.aspx", "/old.aspx old.aspx.html"],
  ])("%s", (permalink, expected) => expect(address(`permalink: "${permalink}"`, {})).toBe(expected));

  test.each([
    ["../../../escape.html", "`..`"],
    ["/%2e%2e/%2e%2e/escape.html", "`..`"],
    ["'..\\..\\escape.html'", "\\"],
    ["https://evil.test/x/", "another site"],
    ["//evil.test/x/", "//"],
    [`/${"a".repeat(300)}/`, "255"],
    [`/${"a".repeat(252)}`, "255"],
    ["/...", "dots"],
    ["/:slugg/", "did you mean `:slug`?"],
  ])("%s is refused", (permalink, words) => {
    const [problem] = said(`---\ntitle: T\npermalink: ${permalink}\n---\nx`);
    expect(problem).toMatch(/^error front-matter\/bad-permalink 3:12 `permalink`/);
    expect(problem).toContain(words);
  });

  test.each([
    ["custom/e", "/custom/e/ custom/e/index.html"],
    ["/custom/e.html", "/custom/e.html custom/e.html"],
    ["/:year/:contentbasename", "/2014/mesos/ 2014/mesos/index.html"],
    ["https://elsewhere.test/x", "/posts/mesos/ posts/mesos/index.html"],
  ])("Hugo's `url: %s`", (url, expected) => {
    const changes = { compat: "hugo", path: "posts/mesos.md", permalink: "/posts/:path/" } as const;
    expect(address(`date: 2014-08-24\nURL: "${url}"`, changes)).toBe(expected);
  });

  test("what is wrong with Hugo's `url` is said of it", () => {
    const text = "---\ntitle: T\nurl: ../x\n---\nx";
    expect(said(text, "posts/x.md", { compat: "hugo" })).toEqual([
      expect.stringMatching(/^error front-matter\/bad-permalink 3:6 `url` is `..\/x/),
    ]);
  });

  test("what Windows cannot hold is said", () => {
    expect(said("---\ntitle: T\npermalink: /con/aux.html\n---\nx")[0]).toMatch(
      /^warning front-matter\/windows-name 3:12 .*Windows cannot hold a file named `con`/,
    );
  });

  test.each(["'...'", "' - '", "///"])("slug: %s names nothing", (slug) => {
    expect(said(`---\ntitle: T\nslug: ${slug}\n---\nx`)[0]).toMatch(/^error front-matter\/bad-slug 3:7/);
  });
});

describe("other addresses that lead here", () => {
  const aliases = (lines: string) => post(`title: T\n${lines}`, { base: "/blog" }).aliases;

  test("strings and lists, every spelling, each once, not the post's own", () => {
    expect(
      aliases("aliases: [/old/, /旧/x, /posts/mesos/]\nredirect_from: /old/\nalias: y.html").map(
        ({ url, file, at }) => [url, file, at.line],
      ),
    ).toEqual([
      ["/blog/old/", "old/index.html", 4],
      ["/blog/%E6%97%A7/x", "旧/x.html", 3],
      ["/blog/y.html", "y.html", 5],
    ]);
  });

  test.each([
    [
      "/posts/:path/",
      "old/a/index.html o.php/index.html b.html posts/sub/rel/index.html posts/up/index.html top/index.html",
    ],
    ["/posts/:path.html", "old/a.html o.php.html b.html posts/sub/rel.html posts/up.html top.html"],
  ])("of Hugo's, seen from where the page is, with %s", (permalink, files) => {
    const lines = 'aliases: ["/old/a", "/o.php", "/b.html", rel, ../up, ../../../top]';
    const { aliases: all } = post(`title: T\n${lines}`, { compat: "hugo", permalink, path: "posts/sub/x.md" });
    expect(all.map(({ file }) => file).join(" ")).toBe(files);
    expect(
      said("---\ntitle: T\ndate: 2020-01-01\naliases: [https://old.test/x]\n---\nx", "posts/x.md", { compat: "hugo" }),
    ).toEqual([expect.stringContaining("error front-matter/bad-alias 4:11")]);
  });

  test("an alias that is the post's own address but for case is dropped, and said", () => {
    expect(aliases("aliases: [/a/, /A/, /a/]")).toHaveLength(1);
    expect(said("---\ntitle: T\naliases: [/a/, /A/]\n---\nx")[0]).toMatch(
      /^warning front-matter\/alias-of-itself 3:16 `\/A\/` is another of these but for case/,
    );
    const front = "---\ntitle: T\npermalink: /Notes/x/\nredirect_from: /notes/X/\n---\nx";
    expect(aliases("permalink: /Notes/x/\nredirect_from: /notes/X/")).toEqual([]);
    expect(said(front)).toContainEqual(expect.stringContaining("front-matter/alias-of-itself 4:16"));
  });

  test.each(["*", "/2014/*", "/:x", "/a%2A/"])("%s would be a pattern in _redirects, and is said", (alias) => {
    expect(aliases(`aliases: ["${alias}"]`)).toHaveLength(1);
    const front = `---\ntitle: T\naliases: ["/wiki/Category:Foo", "${alias}"]\n---\nx`;
    expect(said(front)).toEqual([expect.stringMatching(/^warning front-matter\/alias-pattern 3:33 /)]);
  });

  test.each([
    ["../../../alias-escape.html", "`..`"],
    ["https://old.test/x", "another site"],
    ["/?p=12", "never reaches a file"],
    ["/x#y", "never reaches a file"],
  ])("%s is refused", (alias, words) => {
    const [problem] = said(`---\ntitle: T\naliases: ["/fine/", "${alias}"]\n---\nx`);
    expect(problem).toMatch(/^error front-matter\/bad-alias 3:21 `aliases` holds/);
    expect(problem).toContain(words);
  });
});
