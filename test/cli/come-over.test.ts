import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { rows } from "./rows.ts";
import { inkstone } from "./run.ts";

const post = (lines: string, body = "Text.") => `---\n${lines}\n---\n\n${body}\n`;

const jekyll = {
  "_config.yml":
    "title: Old\nurl: https://example.com\nbaseurl: /blog\ntimezone: Asia/Shanghai\nsass: {}\ncollections:\n  wiki: {output: true}\n",
  "_posts/2014-08-24-Mesos_Con.md": post(
    "title: M\ncategories: Big Data\ntags: a b",
    "{{ site.url }} and `{{ code }}`",
  ),
  "_posts/2014-8-25-utc.md": post("title: U\ndate: 2014-08-24 23:42:02"),
  "travel/_posts/2014-08-26-far.md": post("title: F\ntag: a b\npermalink: /far/away"),
  "_wiki/vim/tips.md": post("title: V\ndate: 2018-03-21 10:00:00 +0800"),
};

const hexo = {
  "_config.yml":
    "title: Old\nurl: https://example.com\nroot: /\npermalink: :category/:title.html\nnew_post_name: :year-:month-:day-:title.md\ntag_map:\n  js: javascript\n",
  "source/_posts/2014-08-24-a_b.md": post(
    "title: A\ndate: 2014-08-24 23:42:02\ncategories: [Big Data, x]\ntags: js",
    "{% note %}",
  ),
  "source/_posts/2014-8-24-a_b.md": post("title: B\ndate: 2014-08-24"),
};

const hugo = {
  "hugo.toml": 'title = "Old"\nbaseURL = "https://example.com/"\n[permalinks]\nnotes = "/:year/:filename/"\n',
  "content/posts/Big Data/index.md": '+++\ntitle = "B"\ndate = 2014-08-24T23:42:02+08:00\n+++\n\n{{< ref "x" >}}\n',
  "content/posts/x.md": post("title: X\ndate: 2014-08-24\nslug: other"),
  "content/posts/y.md": post("title: Y\ndate: 2014-08-24\nurl: /why/"),
  "content/notes/n.md": post("title: N\ndate: 2014-08-24"),
  "content/about.md": post("title: About"),
};

describe("an old blog keeps its addresses, dates and terms", () => {
  test("Jekyll", async () => {
    expect(await rows(jekyll)).toEqual({
      "_posts/2014-08-24-Mesos_Con.md": ["/blog/big/data/2014/08/24/Mesos_Con.html", "2014-08-24", "a,b"],
      "_posts/2014-8-25-utc.md": ["/blog/2014/08/25/utc.html", "2014-08-25T07:42:02+08:00", ""],
      "travel/_posts/2014-08-26-far.md": ["/blog/far/away", "2014-08-26", "a b"],
      "_wiki/vim/tips.md": ["/blog/wiki/vim/tips.html", "2018-03-21T10:00:00+08:00", ""],
    });
  });

  test("Hexo", async () => {
    expect(await rows(hexo)).toEqual({
      "source/_posts/2014-08-24-a_b.md": ["/Big-Data/x/a_b.html", "2014-08-24T23:42:02+08:00", "js"],
      "source/_posts/2014-8-24-a_b.md": ["/uncategorized/2014-8-24-a-b.html", "2014-08-24", ""],
    });
  });

  test("Hugo", async () => {
    expect(await rows(hugo)).toEqual({
      "content/posts/Big Data/index.md": ["/posts/big-data/", "2014-08-24T15:42:02+00:00", ""],
      "content/posts/x.md": ["/posts/other/", "2014-08-24", ""],
      "content/posts/y.md": ["/why/", "2014-08-24", ""],
      "content/notes/n.md": ["/2014/n/", "2014-08-24", ""],
      "content/about.md": ["/about/", null, ""],
    });
  });
});

test("every key is told, and what is not understood", async () => {
  const root = folder(jekyll);
  const { exit, out } = await inkstone(["build"], { cwd: root });
  expect(exit).toBe(0);
  expect(out.split("\n").slice(0, 10)).toEqual([
    "a Jekyll blog, read in place with _config.yml",
    "  title: taken",
    "  url: taken",
    "  baseurl: not taken; it is part of `url`",
    "  timezone: taken",
    "  collections: taken, those with pages: _wiki",
    "  sass: not taken",
    "4 posts · 4 at their old address by its rules",
    "not understood in posts, and left as they stand:",
    "       1 × {{ site.url }}  in _posts/2014-08-24-Mesos_Con.md:7",
  ]);
  expect(fs.readdirSync(root).sort()).toEqual([".inkstone", "_config.yml", "_posts", "_wiki", "dist", "travel"]);
});

test("where the old pages are still there, they are what counts", async () => {
  const root = folder({ ...hexo, "public/index.html": "", "public/Big-Data/x/a_b.html": "" });
  const { out } = await inkstone(["check"], { cwd: root });
  expect(out).toContain(`2 posts · 1 at their old address as in public/, 1 differs:
  source/_posts/2014-8-24-a_b.md was not at /uncategorized/2014-8-24-a-b.html
`);
});

test.each([
  ["jekyll", jekyll],
  ["hexo", hexo],
  ["hugo", hugo],
])("import writes the site.yml that a %s blog amounts to", async (origin, files) => {
  const before = await rows(files);
  const root = folder(files);
  const { exit } = await inkstone(["import"], { cwd: root });
  expect(exit).toBe(0);
  const written = fs.readFileSync(path.join(root, "site.yml"), "utf8");
  expect(written).toContain(`compat: ${origin}\n`);
  expect(await rows({ ...files, "site.yml": written })).toEqual(before);

  const again = await inkstone(["import"], { cwd: root });
  expect([again.exit, again.error]).toEqual([1, expect.stringContaining("There is a site.yml in")]);
  expect(fs.readFileSync(path.join(root, "site.yml"), "utf8")).toBe(written);
});

test("import finds nothing where nothing is", async () => {
  const { exit, error } = await inkstone(["import"], { cwd: folder({ "notes.md": "" }) });
  expect([exit, error]).toEqual([1, expect.stringContaining("There is no blog of Jekyll, Hexo or Hugo in")]);
});

test("values that mean nothing here are told, and stop nothing", async () => {
  const root = folder({
    "_config.yml":
      "title: Old\nlang: klingon!\ntimezone: Mars/Base\npaginate: many\nurl: example.com\nauthor: [a, b]\n",
    "_posts/2014-08-24-a.md": post("title: A"),
  });
  const { exit, out, error } = await inkstone(["build"], { cwd: root });
  expect([exit, error]).toEqual([0, ""]);
  for (const key of ["lang", "timezone", "paginate", "url", "author"])
    expect(out).toContain(`  ${key}: not taken; its value means nothing here\n`);
  expect((await inkstone(["import"], { cwd: root })).exit).toBe(0);
  expect((await inkstone(["check"], { cwd: root })).exit).toBe(0);
});

test("settings of Hugo are read as JSON, too", async () => {
  const files = { "content/posts/a.md": post("title: A\ndate: 2014-08-24") };
  for (const name of ["hugo.json", "config.json", "config/_default/hugo.json"]) {
    const { out } = await inkstone(["build"], { cwd: folder({ ...files, [name]: '{"title": "旧"}' }) });
    expect(out).toContain("\n  title: taken\n");
  }
});

test("a language's folder that is not there is named", async () => {
  const root = folder({
    "hugo.toml": 'defaultContentLanguage = "zh"\n[languages.zh]\ncontentDir = "content/zh"\n',
    "content/en/a.md": post("title: A\ndate: 2014-08-24"),
  });
  const { exit, error } = await inkstone(["build"], { cwd: root });
  expect([exit, error]).toEqual([2, expect.stringContaining("There is no folder content/zh in")]);
});

test("below a language's own folder in its address, that is said of all addresses", async () => {
  const root = folder({
    "hugo.toml": 'defaultContentLanguage = "zh"\ndefaultContentLanguageInSubdir = true\n',
    "content/posts/a.md": post("title: A\ndate: 2014-08-24"),
  });
  const { out } = await inkstone(["build"], { cwd: root });
  expect(out).toContain("posts in zh are at the top, not below /zh/");
  expect(out).toContain("at addresses of ours, since its `defaultcontentlanguageinsubdir` is not understood");
});

test("a page of the blog's own for what is not there takes the place of ours, and is in no list", async () => {
  const files = {
    "site.yml": "title: 砚台\nurl: https://example.com\n",
    "posts/a.md": post("title: A\ndate: 2014-08-24"),
    "pages/lost.md": post("title: Lost\npermalink: /404.html", "Nowhere."),
  };
  const old = {
    "_config.yml": "title: 砚台\nurl: https://example.com\n",
    "_posts/2014-08-24-a.md": post("title: A"),
    "404.html": post("permalink: /404.html", "<p>Nowhere.</p>"),
  };
  for (const each of [files, old]) {
    const root = folder(each);
    const { exit, error } = await inkstone(["build", "--strict"], { cwd: root });
    expect([exit, error]).toEqual([0, ""]);
    const page = fs.readFileSync(path.join(root, "dist/404.html"), "utf8");
    expect(page).toContain("<p>Nowhere.</p>");
    expect(page).toContain('<meta name="robots" content="noindex');
    for (const list of ["index.html", "sitemap.xml"])
      expect(fs.readFileSync(path.join(root, "dist", list), "utf8")).not.toContain("404.html");
  }
});

test("HTML that brings its own frame, or is a template, is named and not made", async () => {
  const root = folder({
    ...jekyll,
    "whole.html": post("title: W", "<!doctype html>\n<p>W</p>"),
    "loop.html": post("title: L", "{% for post in site.posts %}{% endfor %}"),
    "bare.html": post("layout: null", "<p>B</p>"),
    "empty.html": "---\nlayout: tags\n---\n",
    "plain.html": "<p>no front matter</p>\n",
  });
  const { exit, out } = await inkstone(["build"], { cwd: root });
  expect(exit).toBe(0);
  expect(out).toContain(
    "not made here (templates, other markup, no front matter): bare.html, empty.html, loop.html, whole.html\n",
  );
  expect(fs.readFileSync(path.join(root, "dist/plain.html"), "utf8")).toBe("<p>no front matter</p>\n");
});

test.each([
  ["Pelican", "pelicanconf.py", 'SITENAME = "Old"\n'],
  ["Zola", "config.toml", 'base_url = "https://example.com"\n[[taxonomies]]\nname = "tags"\n'],
  ["Gatsby", "gatsby-config.js", "module.exports = {};\n"],
])("a blog of %s is named, and not taken for one of Hugo's", async (name, file, text) => {
  const root = folder({ [file]: text, "content/a.md": "Title: A\nDate: 2014-08-24\nStatus: draft\n\nText.\n" });
  const built = await inkstone(["build"], { cwd: root });
  expect([built.exit, built.out]).toEqual([2, expect.not.stringContaining("Hugo blog")]);
  expect(built.error).toContain(`error  config/other-generator  ${file}`);
  expect(built.error).toContain(`This is a blog of ${name}, as ${file} says`);
  expect(fs.readdirSync(root).sort()).toEqual(["content", file].sort());
  const imported = await inkstone(["import"], { cwd: root });
  expect([imported.exit, imported.error]).toEqual([1, expect.stringContaining(`is one of ${name}, as ${file} says`)]);
});

test("settings of Hugo's own are what counts", async () => {
  const root = folder({ ...hugo, "gatsby-config.js": "", "config.toml": 'base_url = "x"\n' });
  expect((await inkstone(["build"], { cwd: root })).out).toContain("a Hugo blog, read in place with hugo.toml\n");
});
