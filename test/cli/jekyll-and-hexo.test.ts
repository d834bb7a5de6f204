/** What blogs of Jekyll and of Hexo do in ways of their own, read in place. */
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { rows } from "./rows.ts";
import { inkstone } from "./run.ts";

const post = (lines: string, body = "Text.") => `---\n${lines}\n---\n\n${body}\n`;

test("what a password was to protect is nowhere in the site, and that is said", { timeout: 60_000 }, async () => {
  const secret = "Xyzzy among friends.";
  const drafts = { "source/_drafts/d.md": post("title: D\ndate: 2019-01-02\npassword: 1234", secret) };
  const root = folder({
    "_config.yml": "title: Old\nurl: https://example.com\n",
    "source/_posts/a.md": post("title: A\ndate: 2018-01-01"),
    ...drafts,
    "source/_posts/s.md": post("title: S\ndate: 2019-01-01\npassword: hi", secret),
  });
  for (const flags of [[], ["--drafts"]]) {
    const { exit, out } = await inkstone(["build", "--now", "2020-01-01", ...flags], { cwd: root });
    expect(exit).toBe(0);
    expect(out).toContain("source/_posts/s.md is withheld (password), and was not before");
    expect(out).toContain("  source/_posts/s.md  it has a password, and nothing is encrypted here\n");
    const texts = fs.readdirSync(path.join(root, "dist"), { recursive: true, withFileTypes: true });
    for (const file of texts.filter((entry) => entry.isFile()))
      expect(fs.readFileSync(path.join(file.parentPath, file.name), "utf8")).not.toMatch(/xyzzy/i);
  }
  const { out } = await inkstone(["why", "source/_posts/s.md"], { cwd: root });
  expect(out).toContain("withheld  it has a `password`, and nothing is encrypted here");
});

test("Jekyll reads posts and drafts at any depth, and each folder above is a category", async () => {
  const files = {
    "_config.yml": "title: Old\nurl: https://example.com\nexclude: [old]\n",
    "_posts/sub/_posts/2020-02-02-n.md": post("title: N"),
    "travel/japan/_posts/2020-04-02-tokyo.md": post("title: T\ncategories: [city]"),
    "travel/japan/_posts/sub/2020-04-04-deep.md": post("title: D"),
    "Far Away/_posts/2020-04-05-f.md": post("title: F"),
    "about/us/_drafts/x.md": post("title: X"),
    "old/_posts/2020-01-01-e.md": post("title: E"),
    "vendor/bundle/gem/_posts/2020-01-01-v.md": post("title: V"),
    "_site/a/_posts/2020-01-01-v.md": post("title: V"),
  };
  const root = folder(files);
  const { out } = await inkstone(["list", "all", "--json", "--now", "2021-01-01"], { cwd: root });
  const rows = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(
    Object.fromEntries(rows.map(({ file, url, state, categories }) => [file, [state, url, categories.join()]])),
  ).toEqual({
    "_posts/sub/_posts/2020-02-02-n.md": ["published", "/2020/02/02/n.html", ""],
    "travel/japan/_posts/2020-04-02-tokyo.md": [
      "published",
      "/travel/japan/city/2020/04/02/tokyo.html",
      "travel,japan,city",
    ],
    "travel/japan/_posts/sub/2020-04-04-deep.md": ["published", "/travel/japan/2020/04/04/deep.html", "travel,japan"],
    "Far Away/_posts/2020-04-05-f.md": ["published", "/far%20away/2020/04/05/f.html", "Far Away"],
    "about/us/_drafts/x.md": ["draft", "/about/us/x.html", "about,us"],
  });
});

test("what Jekyll is told to include is there though its name begins with _", async () => {
  const root = folder({
    "_config.yml":
      "title: Old\nurl: https://example.com\npermalink: /:categories/:title/\ninclude: [_pages, _plan.md, .htaccess]\nexclude: [_pages/no.md]\n",
    "_posts/2020-01-05-x.md": post("title: X"),
    "_pages/about.md": post("title: About\npermalink: /about/"),
    "_pages/plain.md": post("title: P"),
    "_pages/no.md": post("title: N"),
    "_pages/raw.html": "---\ntitle: H\n---\n<p>x</p>\n",
    "_pages/dot.txt": "x",
    "_pages/_includes/y.md": post("title: Y"),
    "_pages/_posts/2020-01-09-in.md": post("title: In"),
    "_plan.md": post("title: Plan"),
    "_other/q.md": post("title: Q"),
  });
  const { exit, out } = await inkstone(["build", "--now", "2021-01-01"], { cwd: root });
  expect(exit).toBe(0);
  expect(out).toContain("  include: taken, but for .htaccess: such names are never published\n");
  const made = fs.readdirSync(path.join(root, "dist"), { recursive: true, encoding: "utf8" });
  const own = made.filter((file) => /^(?:_|about\/|x\/).*\.(?:html|txt)$/.test(file.replaceAll("\\", "/")));
  expect(own.sort()).toEqual([
    "_pages/dot.txt",
    "_pages/in/index.html",
    "_pages/plain/index.html",
    "_pages/raw/index.html",
    "_plan/index.html",
    "about/index.html",
    "x/index.html",
  ]);
});

describe("names of Hexo's posts in their addresses", () => {
  const names = ["2020-01-05-dated", "foo_bar", "foo bar", "a.b", "C++ intro", "it's", "sub/deep", "2019/12/index"];
  const addresses = async (settings: string, names: readonly string[]) => {
    const posts = names.map((name) => [`source/_posts/${name}.md`, post("title: T\ndate: 2020-01-05")]);
    const found = await rows({ "_config.yml": `title: Old\n${settings}`, ...Object.fromEntries(posts) });
    return names.map((name) => decodeURIComponent(found[`source/_posts/${name}.md`]?.[0] ?? ""));
  };

  test("are as they are, with their folders", async () => {
    expect(await addresses("permalink: /:title/\n", names)).toEqual(names.map((name) => `/${name}/`));
    expect(await addresses("permalink: /:name/:title\n", names)).toContain("/deep/sub/deep");
  });

  test("are one word each where new ones begin with a date, behind which they are as they are", async () => {
    const settings = "new_post_name: :year-:month-:day-:title.md\npermalink: /:title/\n";
    const made = ["dated", "foo-bar", "a-b", "C-intro", "it-s", "sub-deep", "2019-12-index"];
    // Where two of them meet, they met in Hexo, too.
    const apart = names.filter((name) => name !== "foo bar");
    expect(await addresses(settings, apart)).toEqual(made.map((name) => `/${name}/`));
  });
});

describe("Jekyll's addresses", () => {
  const names = ["soup", "2020-01-01-stew", "My_Soup.v2", "A  - b", "sub/index", "C++"];
  const addresses = async (settings: string, folderOfAll: string, all = names) => {
    const posts = all.map((name) => [`${folderOfAll}/${name}.md`, post("title: T")]);
    const found = await rows({
      "_posts/2020-01-01-x.md": post("title: X"),
      "_config.yml": settings,
      ...Object.fromEntries(posts),
    });
    return all.map((name) => decodeURIComponent(found[`${folderOfAll}/${name}.md`]?.[0] ?? ""));
  };

  test.each([
    ["/cook/:name/", ["soup", "2020-01-01-stew", "my-soup-v2", "a-b", "index", "c"]],
    ["/cook/:title/", ["soup", "stew", "My_Soup.v2", "A-b", "index", "C++"]],
    ["/cook/:slug/", ["soup", "stew", "my-soup-v2", "a-b", "index", "c"]],
    ["/cook/:path/", names],
  ])("of a collection by %s", async (pattern, expected) => {
    const settings = `title: Old\ncollections:\n  recipes: {output: true, permalink: ${pattern}}\n`;
    expect(await addresses(settings, "_recipes")).toEqual(expected.map((name) => `/cook/${name}/`));
  });

  test("of posts by their names", async () => {
    const all = ["2020-01-05-a--b", "2020-01-05-My_Post.v2", "2020-1-6-C++"];
    expect(await addresses("permalink: /:title/:slug/:name/\n", "_posts", all)).toEqual([
      "/a-b/a-b/2020-01-05-a-b/",
      "/My_Post.v2/my-post-v2/2020-01-05-my-post-v2/",
      "/C++/c/2020-1-6-c/",
    ]);
  });
});

test("what Jekyll's defaults give to posts counts, and import says it in site.yml", { timeout: 60_000 }, async () => {
  const files = {
    "_config.yml": `title: Old
collections: {recipes: {output: true}}
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post, categories: [blog], tags: [all]}
  - scope: {path: _posts/travel}
    values: {categories: [far], category: one}
  - scope: {path: _posts/secret}
    values: {published: false}
  - scope: {path: "_posts/t*/perm", type: posts}
    values: {permalink: "/perm/:title:output_ext"}
  - scope: {path: "", type: recipes}
    values: {permalink: /cook/:title/}
  - scope: {path: hidden}
    values: {published: false}
`,
    "_posts/2020-01-01-plain.md": post("title: A"),
    "_posts/2020-01-02-own.md": post("title: A\ncategories: [2020, x]\ntags: [b]"),
    "_posts/2020-01-03-words.md": post("title: A\ncategories: x y"),
    "_posts/travel/2020-01-04-t.md": post("title: A"),
    "_posts/travel/2020-01-04-u.md": post("title: A\ncategories: [x]"),
    "_posts/travel/2020-01-04-v.md": post("title: A\ncategory: x"),
    "_posts/travel/perm/2020-01-05-p.md": post("title: A"),
    "_posts/secret/2020-01-06-s.md": post("title: A"),
    "_posts/secret/2020-01-06-open.md": post("title: A\npublished: true"),
    "far/_posts/2020-01-07-f.md": post("title: A"),
    "_recipes/soup.md": post("title: A"),
    "hidden/x.md": post("title: A"),
  };
  const root = folder(files);
  const list = async () => {
    const { out, error } = await inkstone(["list", "all", "--json", "--now", "2021-01-01"], { cwd: root });
    expect(error).toBe("");
    const all = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return all.map(({ file, state, url }) => [file, state === "published" ? url : state]).sort();
  };
  const expected = [
    ["_posts/2020-01-01-plain.md", "/blog/2020/01/01/plain.html"],
    ["_posts/2020-01-02-own.md", "/blog/2020/x/2020/01/02/own.html"],
    ["_posts/2020-01-03-words.md", "/blog/x/y/2020/01/03/words.html"],
    ["_posts/secret/2020-01-06-open.md", "/blog/2020/01/06/open.html"],
    ["_posts/secret/2020-01-06-s.md", "unpublished"],
    ["_posts/travel/2020-01-04-t.md", "/far/one/2020/01/04/t.html"],
    ["_posts/travel/2020-01-04-u.md", "/far/x/one/2020/01/04/u.html"],
    ["_posts/travel/2020-01-04-v.md", "/far/x/2020/01/04/v.html"],
    ["_posts/travel/perm/2020-01-05-p.md", "/perm/p.html"],
    ["_recipes/soup.md", "/cook/soup/"],
    ["far/_posts/2020-01-07-f.md", "/far/blog/2020/01/07/f.html"],
    ["hidden/x.md", "/hidden/x.html"],
  ];
  expect(await list()).toEqual(expected);
  expect((await inkstone(["import"], { cwd: root })).out).toContain("  defaults: taken, but for `layout`\n");
  expect(await list()).toEqual(expected);
});

test.each([
  ["title: Old\nbaseurl: /blog\n", "baseurl", "it has no whole `url` before it; build with --base /blog"],
  ["title: Old\ncollections: {recipes: {output: true, permalink: '/:nonsense/'}}\n", "collections.recipes.permalink"],
  ["title: Old\ndefaults: [{scope: {path: _posts/a}, values: {permalink: '/:nonsense/'}}]\n", "defaults.permalink"],
])(
  "no old address is claimed for a Jekyll blog where what decides it is not taken: %s",
  async (settings, key, why = "") => {
    const root = folder({
      "_config.yml": settings,
      "_posts/2020-01-01-a.md": post("title: A"),
      "_recipes/soup.md": post("title: Soup"),
    });
    const { out } = await inkstone(["check", "--now", "2021-01-01"], { cwd: root });
    expect(out).toContain(`  ${key}: not taken; ${why}`);
    expect(out).toMatch(/\d posts? · \d at addresses of ours, since its `(.*)` is not understood/);
    expect(out).toContain(`since its \`${key}\` is not understood`);
  },
);

test.each([
  ["new_post_name: :year/:title.md\n", "new_post_name"],
  ["permalink: :lang/:title/\npermalink_defaults: {lang: en}\n", "permalink_defaults"],
  ["root: /blog/\n", "root"],
])("nor for a Hexo blog: %s", async (settings, key) => {
  const files = { "_config.yml": settings, "source/_posts/a.md": post("title: A\ndate: 2020-01-01") };
  const { out } = await inkstone(["check", "--now", "2021-01-01"], { cwd: folder(files) });
  expect(out).toContain(`  ${key}: not taken; `);
  expect(out).toMatch(/1 post · 1 at addresses of ours, since its `.*` is not understood/);
});

test("where Hexo keeps pictures beside posts, an address without an ending is a folder", async () => {
  const files = {
    "_config.yml": "permalink: :title\npost_asset_folder: true\n",
    "source/_posts/a.md": post("title: A\ndate: 2020-01-01"),
  };
  expect((await rows(files))["source/_posts/a.md"]?.[0]).toBe("/a/");
});

test.each([
  ["jekyll", { "_config.yml": "title: Old\n" }, "_posts/2020-01-01-", ["mkd", "mkdn", "mkdown"], ["mdx", "mdown"]],
  ["hexo", { "_config.yml": "title: Old\n" }, "source/_posts/", ["mkd", "mkdn", "mdwn", "mdtext"], []],
])("every ending under which %s reads Markdown makes a post", async (_, settings, start, endings, others) => {
  const names = [...endings, ...others].map((ending) => [
    `${start}${ending}.${ending}`,
    post("title: T\ndate: 2020-01-01"),
  ]);
  const root = folder({
    ...settings,
    [`${start}x.md`]: post("title: X\ndate: 2020-01-01"),
    ...Object.fromEntries(names),
  });
  const { out, error } = await inkstone(["build", "--now", "2021-01-01"], { cwd: root });
  expect(out).toContain(`built ${endings.length + 1} posts`);
  expect(error.match(/source\/not-a-post .*\n.*not published/g) ?? []).toHaveLength(others.length);
  const made = fs.readdirSync(path.join(root, "dist"), { recursive: true, encoding: "utf8" });
  for (const ending of endings) expect(made.filter((file) => file.includes(ending)).join()).toContain("html");
  for (const ending of others) expect(made.filter((file) => file.includes(ending))).toEqual([]);
});

test("Jekyll's weekdate is one of its styles, and its mark for the end of excerpts is known", async () => {
  const root = folder({
    "_config.yml": 'permalink: weekdate\nexcerpt_separator: "<!--cut-->"\n',
    "_posts/2020-12-31-a.md": post("title: A", "One.\n\n<!--cut-->\n\nTwo."),
  });
  const { exit, out } = await inkstone(["build", "--now", "2022-01-01"], { cwd: root });
  expect([exit, out]).toEqual([0, expect.stringContaining("1 post · 1 at their old address by its rules")]);
  const page = fs.readFileSync(path.join(root, "dist/2020/W53/Thu/a.html"), "utf8");
  expect(page).toContain('<meta name="description" content="One.">');
});

test("a post that says where it has moved leads there", { timeout: 60_000 }, async () => {
  const root = folder({
    "_config.yml": "title: Old\nurl: https://example.com\nbaseurl: /blog\n",
    "_posts/2020-01-03-away.md": post("title: Away\nredirect_to: https://example.org/b?x=1&y=2"),
    "_posts/2020-01-04-near.md": post("title: Near\nredirect_to:\n  - /about/"),
    "_posts/2020-01-05-bad.md": post("title: Bad\nredirect_to: javascript:alert(1)"),
    "about.md": post("title: About\npermalink: /about/"),
  });
  for (const _ of ["anew", "again"]) {
    const { error } = await inkstone(["build", "--keep-going", "--now", "2021-01-01"], { cwd: root });
    expect(error).not.toContain("redirect_from");
    expect(error).toContain("front-matter/bad-link  _posts/2020-01-05-bad.md:3:14");
    const page = (name: string) => fs.readFileSync(path.join(root, "dist", name), "utf8");
    expect(page("2020/01/03/away.html")).toContain('content="0; url=https://example.org/b?x=1&amp;y=2"');
    expect(page("2020/01/04/near.html")).toContain('content="0; url=/blog/about/"');
    expect(page("index.html")).toContain('href="/blog/2020/01/03/away.html"');
    expect(page("sitemap.xml")).not.toContain("away");
  }
});

describe("what Liquid and kramdown would have replaced", () => {
  const body = `{{ "/assets/p.png" | relative_url }} {{ '/x/' | absolute_url }} {{site.url}}
{::comment}
hidden
{:/comment}
{::nomarkdown}<b>{:/}
{::options toc_levels="1" /}
\`{{ "code" | relative_url }}\`
{: .lead}`;
  const files = {
    "_config.yml": "title: Old\n",
    "_posts/2020-01-01-a.md": post("title: A", body),
    "_posts/2020-01-02-b.md": post("title: B", '![]({{ "/b.png" | relative_url }})'),
  };

  test("is counted where a blog is read in place", async () => {
    const { out, error } = await inkstone(["check", "--now", "2021-01-01"], { cwd: folder(files) });
    expect(error).not.toContain("compat/not-understood");
    expect(
      out.slice(out.indexOf("not understood"), out.indexOf("checked")),
    ).toBe(`not understood in posts, and left as they stand:
       2 × {{ "…" | relative_url }}  in 2 posts, first in _posts/2020-01-01-a.md:5
       1 × {: … }  in _posts/2020-01-01-a.md:12
       1 × {::comment}  in _posts/2020-01-01-a.md:6
       1 × {::nomarkdown}  in _posts/2020-01-01-a.md:9
       1 × {::options}  in _posts/2020-01-01-a.md:10
       1 × {{ "…" | absolute_url }}  in _posts/2020-01-01-a.md:5
       1 × {{ site.url }}  in _posts/2020-01-01-a.md:5
`);
  });

  test("is one warning after import, at each build, until it is gone", { timeout: 120_000 }, async () => {
    const root = folder(files);
    await inkstone(["import"], { cwd: root });
    for (const _ of ["anew", "again"]) {
      const { exit, error } = await inkstone(["build", "--now", "2021-01-01"], { cwd: root });
      expect(exit).toBe(0);
      expect(error.match(/^warning {2}compat\/not-understood/gm)).toHaveLength(1);
      expect(error).toContain("warning  compat/not-understood  _posts/2020-01-01-a.md:5:1\n");
      expect(error).toContain(
        '8 constructs of Jekyll in 2 posts stand in the pages as they are, this the first: 2 × {{ "…" | relative_url }}, 1 × {: … }, 1 × {::comment} and 4 other kinds.',
      );
    }
    fs.appendFileSync(path.join(root, "site.yml"), "checks: {compat/not-understood: off}\n");
    expect((await inkstone(["build", "--now", "2021-01-01"], { cwd: root })).error).not.toContain("not-understood");
    fs.writeFileSync(path.join(root, "_posts/2020-01-01-a.md"), post("title: A"));
    fs.rmSync(path.join(root, "_posts/2020-01-02-b.md"));
    const settings = fs.readFileSync(path.join(root, "site.yml"), "utf8").replace(/^checks:.*\n/m, "");
    fs.writeFileSync(path.join(root, "site.yml"), settings);
    expect((await inkstone(["build", "--now", "2021-01-01"], { cwd: root })).error).not.toContain("not-understood");
  });
});

test("a layout in a folder of its own stops nothing", async () => {
  const files = { "_config.yml": "", "_posts/2020-12-31-a.md": post("title: A\nlayout: blog/post") };
  const { exit, error } = await inkstone(["build", "--now", "2022-01-01"], { cwd: folder(files) });
  expect([exit, error]).toEqual([
    0,
    expect.stringContaining("warning  front-matter/bad-layout  _posts/2020-12-31-a.md:3:9"),
  ]);
});

test("categories in the addresses of Hexo's posts: the last path of them, by the settings' words, or none", async () => {
  const settings = "title: Old\npermalink: /:category/:title/\ncategory_map: {Tech: t e}\n";
  const dated = (lines: string) => post(`title: T\ndate: 2020-01-05\n${lines}`);
  const found = await rows({
    "_config.yml": settings,
    "source/_posts/none.md": dated(""),
    "source/_posts/one.md": dated("categories: Tech"),
    "source/_posts/path.md": dated("categories: [Tech, Web Dev]"),
    "source/_posts/paths.md": dated("categories:\n  - Zed\n  - [Tech, Web]\n  - [Life, R&amp;D]"),
  });
  expect(
    Object.values(found)
      .map(([url]) => url)
      .sort(),
  ).toEqual(["/Life/R-amp-D/paths/", "/t-e/Web-Dev/path/", "/t-e/one/", "/uncategorized/none/"]);
  const other = folder({ "_config.yml": `${settings}default_category: misc\n`, "source/_posts/none.md": dated("") });
  const { out } = await inkstone(["check", "--now", "2021-01-01"], { cwd: other });
  expect(out).toContain("1 post · 1 at addresses of ours, since its `default_category` is not understood");
});

test.each([
  ["of Octopress", "source: source\ndestination: public\n", "source", "source"],
  ["in a source of its own", "source: ./src/\n", "src", "src"],
  ["with a folder for collections", "collections_dir: all\n", "", "all"],
])("a Jekyll blog %s is read where it lies", async (_, settings, source, collections) => {
  const within = (start: string, name: string) => (start === "" ? name : `${start}/${name}`);
  const files = {
    "_config.yml": `title: Old\n${settings}permalink: /:categories/:title/\ncollections: {wiki: {output: true}}\ndefaults:\n  - scope: {path: _posts/far}\n    values: {category: far}\n`,
    [within(collections, "_posts/2020-01-01-a.md")]: post("title: A"),
    [within(collections, "_posts/far/2020-01-02-b.md")]: post("title: B"),
    [within(collections, "_wiki/tips.md")]: post("title: Tips"),
    [within(source, "travel/_posts/2020-01-03-c.md")]: post("title: C"),
    [within(source, "about.md")]: post("title: About"),
    [within(source, "_layouts/post.html")]: "{{ content }}",
  };
  const root = folder(files);
  const list = async () => {
    const { out } = await inkstone(["list", "all", "--json", "--now", "2021-01-01"], { cwd: root });
    return out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).url)
      .sort();
  };
  const expected = ["/a/", "/about/", "/far/b/", ...(source === collections ? ["/travel/c/"] : []), "/wiki/tips/"];
  expect(await list()).toEqual(expected);
  expect((await inkstone(["import"], { cwd: root })).out).toContain("a Jekyll blog, read in place with _config.yml\n");
  expect(await list()).toEqual(expected);
});
