/** Blogs of Hugo in place: what it kept from its readers is kept from ours, and everything else is where it was. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";
import { filesIn } from "./transcript.ts";

const post = (lines: string, body = "Text.") => `---\n${lines}\n---\n\n${body}\n`;
const dated = (lines = "") => post(`title: T\ndate: 2020-01-01${lines === "" ? "" : `\n${lines}`}`);
const blog = (files: Readonly<Record<string, string>>, settings = "") => ({
  "hugo.toml": `title = "Old"\nbaseURL = "https://example.com/"\n${settings}`,
  ...files,
});

type Row = { readonly file: string; readonly state: string; readonly url: string | null };

/** Of each file its address, or why it has none. */
async function states(files: Readonly<Record<string, string>>) {
  const { out, error } = await inkstone(["list", "all", "--json", "--now", "2024-01-01"], { cwd: folder(files) });
  expect(error).toBe("");
  const rows = out.trim().split("\n");
  return Object.fromEntries(
    rows.map((line) => {
      const { file, state, url } = JSON.parse(line) as Row;
      return [file.replace("content/", ""), state === "published" ? url : state];
    }),
  );
}

test("what a section hands down to its posts keeps them from being shown, unless they say otherwise", async () => {
  const files = blog({
    "content/posts/_index.md": post("title: P\ncascade: {draft: true}", "Words of the section."),
    "content/posts/a.md": dated(),
    "content/posts/b.md": dated("draft: false"),
    "content/posts/sub/c.md": dated(),
    "content/posts/open/_index.md": post("cascade:\n- draft: false"),
    "content/posts/open/d.md": dated(),
    "content/old/_index.md": "+++\n[cascade]\nexpiryDate = 2021-01-01\n+++\n",
    "content/old/a.md": dated(),
    "content/old/b.md": dated("expiryDate: 2030-01-01"),
    "content/json/_index.md": '{\n\t"title": "J",\n\t"cascade": {"draft": true}\n}\n\nText.\n',
    "content/json/a.md": '{\n\t"title": "J",\n\t"date": "2020-01-01"\n}\n\nText.\n',
    "content/json/b.md": '{"title": "J", "date": "2020-01-01", "draft": false}\n\nText.\n',
    "content/parts/_index.md": post("cascade: {_build: {render: never, list: never}}"),
    "content/parts/a.md": dated(),
    "content/parts/b.md": dated("build: {render: always}"),
    "content/parts/c.md": dated("headless: true"),
  });
  expect(await states(files)).toEqual({
    "posts/_index.md": "section",
    "posts/a.md": "draft",
    "posts/b.md": "/posts/b/",
    "posts/sub/c.md": "draft",
    "posts/open/_index.md": "section",
    "posts/open/d.md": "/posts/open/d/",
    "old/_index.md": "section",
    "old/a.md": "expired",
    "old/b.md": "/old/b/",
    "json/_index.md": "section",
    "json/a.md": "draft",
    "json/b.md": "/json/b/",
    "parts/_index.md": "section",
    "parts/a.md": "not-rendered",
    "parts/b.md": "/parts/b/",
    "parts/c.md": "not-rendered",
  });
  const { exit, out, error } = await inkstone(["build", "--now", "2024-01-01"], { cwd: folder(files) });
  expect([exit, error]).toEqual([0, ""]);
  expect(out).toContain("11 posts · 5 at their old address by its rules, 6 withheld as before\n");
  expect(out).toContain("  content/posts/_index.md  text of a section, which has no page of its own here\n");
  expect(out).toContain("  content/parts/a.md  not rendered, by its `build` or `headless`\n");
});

test("what is said in a language is of that language: what a section hands down, aliases, addresses", async () => {
  const settings = 'defaultContentLanguage = "zh"\n[languages.zh]\ntitle = "旧"\n[languages.en]\ntitle = "Old"\n';
  const files = {
    "content/posts/_index.zh.md": post("cascade: {draft: true}"),
    "content/posts/_index.en.md": post("title: P"),
    "content/posts/a.md": dated(),
    "content/posts/a.en.md": dated("aliases: [/old, near]"),
    "content/posts/b.en.md": dated("url: by/b"),
    "content/posts/c.en.md": dated("url: /by/c/"),
  };
  const root = folder(blog(files, settings));
  await inkstone(["build", "--now", "2024-01-01"], { cwd: root });
  for (const page of ["en/old", "en/posts/near", "en/by/b", "by/c"])
    expect(fs.existsSync(path.join(root, "dist", page, "index.html")), page).toBe(true);
  expect(await states(blog(files, settings))).toEqual({
    "posts/_index.zh.md": "section",
    "posts/_index.en.md": "section",
    "posts/a.md": "draft",
    "posts/a.en.md": "/en/posts/a/",
    "posts/b.en.md": "/en/by/b/",
    "posts/c.en.md": "/by/c/",
  });
});

test("what a section hands down and is not heeded is told at its place", async () => {
  const root = folder(
    blog({
      "content/posts/_index.md": post(
        "title: P\ncascade:\n- _target: {path: /posts/x*}\n  draft: true\n- draft: false\n  layout: wide\n  build: {list: never}",
      ),
      "content/posts/a.md": dated("build: {list: never}"),
      "content/notes/_index.md": post("cascade: {draft: [true}"),
    }),
  );
  const { exit, error } = await inkstone(["build"], { cwd: root });
  expect(exit).toBe(1);
  expect(error).toContain("warning  source/cascade  content/posts/_index.md:3:1");
  expect(error).toContain("this is not heeded: `draft`, `layout`, `build.list`.");
  expect(error).toContain("warning  front-matter/build  content/posts/a.md:4:15");
  expect(error).toContain("error  source/bad-cascade  content/notes/_index.md:2:");
});

const named = {
  "content/My Posts/Some_File.v2.md": post("title: On it\ndate: 2020-01-05"),
  "content/My Posts/2020-01-05-Dated Name.md": post("title: T 1\nslug: My-Slug.X\ndate: 2020-01-05"),
  "content/My Posts/sub/_index.md": post("title: S"),
  "content/My Posts/sub/deep/x.md": post("title: X\ndate: 2020-01-05"),
  "content/My Posts/bun/index.en.md": post("title: B\ndate: 2020-01-05"),
  "content/My Posts/own.en.md": post('title: O\ndate: 2020-01-05\nurl: "own/:year/:contentbasename"'),
  "content/contact/index.md": post("title: C\nslug: reach"),
  "content/top.md": post("title: Top"),
};

test.each([
  ["", ["some_file.v2/", "my-slug.x/", "sub/deep/x/", "bun/", "reach/", "top/"], "my-posts/"],
  [
    "uglyURLs = true\n",
    ["some_file.v2.html", "my-slug.x.html", "sub/deep/x.html", "bun.html", "reach.html", "top.html"],
    "my-posts/",
  ],
  ['[permalinks]\nmy-posts = "/:year/:title"\n', ["on-it/", "t-1/", "x/", "b/", "reach/", "top/"], "2020/"],
  [
    '[permalinks]\nmy-posts = "/:year/:slug.html"\n',
    ["on-it.html/", "my-slug.x.html/", "x.html/", "b.html/", "reach/", "top/"],
    "2020/",
  ],
  [
    '[permalinks.page]\nmy-posts = ":section/:filename"\n',
    ["some_file.v2/", "2020-01-05-dated-name/", "x/", "bun/", "reach/", "top/"],
    "my-posts/",
  ],
  [
    '[permalinks]\nmy-posts = "z/:slugorcontentbasename/"\n',
    ["some_file.v2/", "my-slug.x/", "x/", "bun/", "reach/", "top/"],
    "z/",
  ],
  [
    'uglyURLs = true\n[permalinks]\nmy-posts = "/:sections/:title/"\n',
    ["on-it.html", "t-1.html", "sub/x.html", "b.html", "reach.html", "top.html"],
    "my-posts/",
  ],
])("posts are where Hugo had them with %j", async (settings, [file, dated, deep, bundle, contact, top], folder) => {
  expect(await states(blog(named, settings))).toEqual({
    "My Posts/Some_File.v2.md": `/${folder}${file}`,
    "My Posts/2020-01-05-Dated Name.md": `/${folder}${dated}`,
    "My Posts/sub/_index.md": "section",
    "My Posts/sub/deep/x.md": `/${folder}${deep}`,
    "My Posts/bun/index.en.md": `/${folder}${bundle}`,
    "My Posts/own.en.md": "/own/2020/own/",
    "contact/index.md": `/${contact}`,
    "top.md": `/${top}`,
  });
});

test.each([
  ['[permalinks]\nposts = "/:sections[1:]/:title/"\n', "permalinks"],
  ['[permalinks]\nnotes = "/:year/:title/"\nposts = "/:weekday/:title/"\n', "permalinks.posts"],
  ["[uglyURLs]\nposts = true\n", "uglyurls"],
  ["disablePathToLower = true\n", "disablepathtolower"],
  ['[frontmatter]\ndate = [":filename", ":default"]\n', "frontmatter.date"],
])("where %j decides addresses and is not understood, nothing is claimed of them", async (settings, key) => {
  const files = { "content/posts/a.md": dated(), "content/notes/b.md": dated(), "content/about.md": post("title: A") };
  const { out } = await inkstone(["check"], { cwd: folder(blog(files, settings)) });
  expect(out).toContain(`  ${key}: not taken; `);
  expect(out).toContain(`2 posts · 2 at addresses of ours, since its \`${key}\` is not understood\n`);
  const ofPage = key.startsWith("permalinks")
    ? "at their old address by its rules"
    : `at addresses of ours, since its \`${key}\` is not understood`;
  expect(out).toContain(`1 page · 1 ${ofPage}\n`);
});

test("where it is looked for the day of a change decides no address", async () => {
  const settings = '[frontmatter]\ndate = ["date", "lastmod"]\nlastmod = [":git", "lastmod"]\n';
  const { out } = await inkstone(["check"], { cwd: folder(blog({ "content/posts/a.md": dated() }, settings)) });
  expect(out).toContain("  frontmatter: not taken\n1 post · 1 at their old address by its rules\n");
});

test("files among the posts are where Hugo put them, and Markdown that is part of a page makes none", async () => {
  const files = blog(
    {
      "content/posts/a.md": dated(),
      "content/posts/undated.md": post("title: Un Dated"),
      "content/posts/img.svg": "<svg/>",
      "content/posts/files/My Doc.pdf": "x",
      "content/posts/raw.html": "<p>x</p>\n",
      "content/posts/My Bundle/index.en.md": post("title: B\ndate: 2020-01-01"),
      "content/posts/My Bundle/Pic A.svg": "<svg/>",
      "content/posts/My Bundle/more.md": "More.\n",
      "content/posts/My Bundle/deep/index.md": post("title: Deep"),
      "content/notes/n.md": dated(),
      "content/notes/n.svg": "<svg/>",
      "content/top.svg": "<svg/>",
    },
    '[permalinks]\nposts = "/p/:title/"\n',
  );
  const root = folder(files);
  const { exit, out, error } = await inkstone(["build", "--now", "2024-01-01"], { cwd: root });
  expect([exit, error]).toEqual([0, ""]);
  expect(out).toContain("  content/posts/My Bundle/more.md  part of the page whose index.md lies above it\n");
  expect(out).toContain("  content/posts/My Bundle/deep/index.md  part of the page");
  const made = filesIn(path.join(root, "dist"), /^(?!(?:p|posts|notes|top)\b)/);
  expect(made.trim().split(/\n */)).toEqual([
    "notes/n.svg",
    "notes/n/index.html",
    "p/b/Pic A.svg",
    "p/b/index.html",
    "p/t/index.html",
    "p/un-dated/index.html",
    "posts/files/My Doc.pdf",
    "posts/img.svg",
    "posts/raw.html",
    "top.svg",
  ]);
});
