import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ProblemError } from "../../src/shared/problem.ts";
import { readSources } from "../../src/source/read-sources.ts";
import type { Content } from "./folder.ts";
import { folder } from "./folder.ts";

/** A package with a small theme of its own, so that these tests do not hang on ours. */
const home = () =>
  folder({
    "templates/post.njk": "ours",
    "templates/home.njk": "ours",
    "templates/README.md": "about templates",
    "templates/strings/en.yml": "older: Older\nnewer: Newer\nhome: Home\n",
    "templates/strings/zh-CN.yml": "older: 更早\nnewer: 更新\n",
    "templates/strings/zh-TW.yml": "older: 較早\n",
    "assets/css/main.css": "ours",
    "assets/images/sample.png": "x",
    "posts/sample.md": "x",
  });

const sourcesOf = (files: Readonly<Record<string, Content>>, options = {}) =>
  readSources(folder({ "posts/a.md": "x", ...files }), { home: home(), now: 0, ...options });
const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);

test("every file goes where its folder says", async () => {
  const sources = await sourcesOf({
    "posts/2014/b.markdown": "b",
    "posts/2014/photo.jpg": "no picture at all",
    "posts/_index.md": "set aside",
    "pages/_later.md": "set aside",
    "posts/empty.md": "",
    "pages/about.md": "about",
    "pages/cv.pdf": "x",
    "assets/robots.txt": "x",
    "templates/post.njk": "theirs",
    "templates/components/box.njk": "box",
    "README.md": "not read",
  });
  expect(sources.problems).toEqual([]);
  expect(paths(sources.posts)).toEqual(["posts/2014/b.markdown", "posts/a.md", "posts/empty.md"]);
  expect(sources.posts[2]?.text).toBe("");
  expect(sources.withheld).toEqual(
    ["posts/_index.md", "pages/_later.md"].map((file) => ({ file, reason: "set-aside", when: null })),
  );
  expect(paths(sources.pages)).toEqual(["pages/about.md"]);
  expect(paths(sources.assets)).toEqual([
    "assets/css/main.css",
    "assets/robots.txt",
    "pages/cv.pdf",
    "posts/2014/photo.jpg",
  ]);
  expect(sources.templates.map(({ name, path, text }) => [name, path, text])).toEqual([
    ["components/box.njk", "templates/components/box.njk", "box"],
    ["home.njk", "inkstone:templates/home.njk", "ours"],
    ["post.njk", "templates/post.njk", "theirs"],
  ]);
});

test("Markdown under another name is a file to download, and said to be", async () => {
  const sources = await sourcesOf({ "posts/b.mdx": "b", "pages/c.mkd": "c", "assets/d.mdx": "d" });
  expect(sources.problems).toMatchObject([
    { severity: "warning", code: "source/not-a-post", file: "posts/b.mdx" },
    { severity: "warning", code: "source/not-a-post", file: "pages/c.mkd" },
  ]);
});

describe("front matter in what is no Markdown", () => {
  const written = (line: string) => `---\ntitle: D\n${line}\n---\n\n<p>Text.\n`;

  test.each([
    ["posts/d.html", "draft: true", "draft"],
    ["posts/deep/d.htm", "Draft: 'yes'", "draft"],
    ["pages/d.txt", "published: false", "unpublished"],
    ["posts/d.md.bak", "draft: true", "draft"],
    ["posts/d.md.orig", "draft: true", "draft"],
    ["posts/d", "draft: true", "draft"],
  ])("%s with `%s` is not published, and said", async (file, line, reason) => {
    const { assets, withheld, problems } = await sourcesOf({ [file]: written(line) });
    expect(paths(assets)).not.toContain(file);
    expect(withheld).toEqual([{ file, reason, when: null }]);
    expect(problems).toMatchObject([{ severity: "warning", code: "source/not-a-post", file }]);
  });

  test("TOML, too, and however long the text below is", async () => {
    const text = `+++\ntitle = "D"\ndraft = true\n+++\n${"长".repeat(100_000)}`;
    const { withheld } = await sourcesOf({ "posts/d.html": text });
    expect(withheld).toMatchObject([{ file: "posts/d.html", reason: "draft" }]);
  });

  test("what is no draft is published and said; so is a draft where drafts are shown", async () => {
    const files = { "posts/d.html": written("draft: true"), "posts/e.txt": written("draft: false") };
    const shown = await sourcesOf({ ...files, "posts/f.md.bak": "x" }, { drafts: true });
    expect(paths(shown.assets)).toEqual(expect.arrayContaining(["posts/d.html", "posts/e.txt", "posts/f.md.bak"]));
    expect(shown.problems.map(({ file, message }) => [file, message.slice(0, 25)])).toEqual([
      ["posts/d.html", "This file is published as"],
      ["posts/e.txt", "This file is published as"],
      ["posts/f.md.bak", "This file is published as"],
    ]);
  });

  test("other files begin with dashes, too", async () => {
    const files = {
      "posts/rules.txt": "---\n\ntext\n---\n",
      "posts/many.yml": "---\ndraft: true\n---\n",
      "posts/page.html": "<p>---\ndraft: true\n---\n",
      "assets/d.html": written("draft: true"),
    };
    const { assets, problems } = await sourcesOf(files);
    expect(problems).toEqual([]);
    expect(paths(assets)).toEqual(expect.arrayContaining(Object.keys(files)));
  });
});

test("the sample blog is the package: nothing is read twice, and all of its assets are its own", async () => {
  const root = home();
  const sources = await readSources(root, { home: root, now: 0 });
  expect(paths(sources.templates)).toEqual(["templates/home.njk", "templates/post.njk"]);
  expect(paths(sources.assets)).toEqual(["assets/css/main.css", "assets/images/sample.png"]);
});

test.each([
  ["posts/ex.txt", "An example:\n\n---\ntitle: x\ndraft: true\n---\n"],
  ["posts/demo.html", "<pre>\n---\ntitle: x\npublished: false\n---\n</pre>"],
  ["posts/LICENSE", "Some words\n\n---\nName: x\n---\n"],
])("what stands further down in %s is no front matter", async (file, text) => {
  const { assets, problems, withheld } = await sourcesOf({ [file]: text });
  expect(paths(assets)).toContain(file);
  expect([problems, withheld]).toEqual([[], []]);
});

test.each([
  ["posts/p.mdx", "---\ntitle: x\npassword: abc\n---\nx", "password"],
  ["posts/j.mdx", '{\n"title":"X","draft": true\n}\nx', "draft"],
  ["posts/m.txt", "---\ntitle: x\npublished: 'no' # yet\n---\nx", "unpublished"],
])("%s is withheld", async (file, text, reason) => {
  const { assets, withheld } = await sourcesOf({ [file]: text });
  expect(paths(assets)).not.toContain(file);
  expect(withheld).toMatchObject([{ file, reason }]);
});

test("words that begin as `draft: true` does withhold nothing", async () => {
  const text = "---\nSpeaker: Bob\ndraft: yes it was only a draft\npassword: ''\n---\nmore";
  expect((await sourcesOf({ "posts/minutes.txt": text })).withheld).toEqual([]);
});

test("a file of blank lines is soon looked through", async () => {
  const { assets } = await sourcesOf({
    "posts/blank.txt": "\n".repeat(200_000),
    "posts/x.html": "   \n".repeat(50_000),
  });
  expect(paths(assets)).toContain("posts/blank.txt");
});

test("a site's asset takes the place of ours", async () => {
  const sources = await sourcesOf({ "assets/css/main.css": "theirs" });
  expect(sources.assets).toMatchObject([{ path: "assets/css/main.css", text: "theirs", size: 6 }]);
  expect(fs.readFileSync(sources.assets[0]?.disk ?? "", "utf8")).toBe("theirs");
});

describe("strings of the theme", () => {
  test.each([
    ["zh-CN", { older: "更早", newer: "更新", home: "Home" }],
    ["zh-SG", { older: "更早", newer: "更新", home: "Home" }],
    ["zh-HK", { older: "較早", newer: "Newer", home: "Home" }],
    ["en-GB", { older: "Older", newer: "Newer", home: "Home" }],
    ["fr", { older: "Older", newer: "Newer", home: "Home" }],
  ])("%s", async (language, strings) => {
    expect((await sourcesOf({ "site.yml": `language: ${language}\n` })).strings).toEqual(strings);
  });

  test("a site's own words over ours, but not over those of a nearer language", async () => {
    const files = {
      "templates/strings/zh-CN.yml": "older: 往前\n",
      "templates/strings/en.yml": "newer: Next\nhome: Start\n",
    };
    expect((await sourcesOf(files)).strings).toEqual({ older: "往前", newer: "更新", home: "Start" });
  });
});

describe("data", () => {
  test("YAML, JSON and CSV by their names", async () => {
    const { data, problems } = await sourcesOf({
      "data/links.yml": "- name: 友链\n  url: https://a.com\n",
      "data/numbers.json": '{"a": [1, 2.5, null]}',
      "data/books.csv": '\uFEFFtitle,author\r\n"红楼梦, 上",曹雪芹\r\n"he said ""no""",\r\n',
      "data/none.yml": "",
    });
    expect(problems).toEqual([]);
    expect(data).toEqual({
      links: [{ name: "友链", url: "https://a.com" }],
      numbers: { a: [1, 2.5, null] },
      books: [
        { title: "红楼梦, 上", author: "曹雪芹" },
        { title: 'he said "no"', author: "" },
      ],
      none: null,
    });
  });

  test.each([
    ["data/a.json", '{\n  "a": 1,\n}', "error data/bad-json data/a.json:3:1"],
    ["data/a.json", "{'a': 1}", "error data/bad-json data/a.json:1:2"],
    ["data/a.json", "[1 2]", "error data/bad-json data/a.json:1:4"],
    ["data/a.json", '["a\nb"]', "error data/bad-json data/a.json:1:2"],
    ["data/a.json", "", "error data/bad-json data/a.json:1:1"],
    ["data/a.json", '{"a": 1} x', "error data/bad-json data/a.json:1:10"],
    ["data/a.json", '{"__proto__": {"x": 1}}', "error data/forbidden-key data/a.json:1:2"],
    [
      "data/a.json",
      '[{"a": "{"},\n {"b": {"a": 1}, "a": 2, "\\u0061": 3}]',
      "error data/duplicate-key data/a.json:2:26",
    ],
    ["data/a.csv", "a,b\n1,2,3\n", "error data/bad-csv data/a.csv:2:1"],
    ["data/a.csv", "a,b,a\n1,2,3\n", "error data/bad-csv data/a.csv:1:1"],
    ["data/a.csv", "a,b,c\n1,2,3\n4\n5,6\n", "warning data/short-row data/a.csv:3:1"],
    ["data/a.yml", "a:\n\tb: 1\n", "warning yaml/tab data/a.yml:2:1"],
    ["data/a.csv", 'a,b\n"1,2\n', "error data/bad-csv data/a.csv:2:1"],
    ["data/deep/a.yml", "x", "warning data/not-read data/deep/a.yml"],
    ["data/a.toml", "x", "warning data/not-read data/a.toml"],
  ])("%s %j", async (name, text, expected) => {
    const { problems } = await sourcesOf({ [name]: text });
    const said = problems.map((problem) =>
      [
        problem.severity,
        problem.code,
        [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":"),
      ].join(" "),
    );
    expect(said).toEqual([expected]);
  });

  test("two files of one name are an error that names both", async () => {
    const { problems } = await sourcesOf({ "data/a.yml": "1", "data/a.json": "1" });
    expect(problems).toMatchObject([
      { severity: "error", code: "data/same-name", file: "data/a.yml", related: [{ file: "data/a.json" }] },
    ]);
  });
});

describe("pictures have the size that they are shown in", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>';
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEUlEQVR4nGNgYGD4D8UQBgAb5gP9XZ0gSwAAAABJRU5ErkJggg==",
    "base64",
  );

  test.each([
    ["assets/a.svg", Buffer.from(svg), { width: 30, height: 20 }],
    ["assets/a.png", png, { width: 3, height: 2 }],
    ["assets/turned.jpg", jpeg(4, 3, 6), { width: 3, height: 4 }],
    ["assets/upright.jpg", jpeg(4, 3, 1), { width: 4, height: 3 }],
    ["assets/broken.png", Buffer.from("not a picture"), { width: null, height: null }],
    ["assets/a.txt", Buffer.from(svg), { width: null, height: null }],
  ])("%s", async (name, content, size) => {
    const { assets } = await sourcesOf({ [name]: content });
    expect(assets.find(({ path }) => path === name)).toMatchObject(size);
  });
});

/** The least of a JPEG that has a size and an EXIF orientation. */
function jpeg(width: number, height: number, orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a000000080001011200030000000100000000" + "00000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const segment = (mark: number, body: Buffer) => {
    const head = Buffer.from([0xff, mark, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif),
    segment(0xc0, frame),
    Buffer.from([0xff, 0xd9]),
  ]);
}

test("a post over the limit, and one in another encoding, are told together", async () => {
  const { posts, problems } = await sourcesOf({
    "site.yml": "limits:\n  postBytes: 100\n",
    "posts/b.md": "长".repeat(50),
    "posts/c.md": Buffer.from([0xd6, 0xd0]),
  });
  expect(paths(posts)).toEqual(["posts/a.md"]);
  expect(problems).toMatchObject([
    { severity: "error", code: "source/too-large", file: "posts/b.md", message: expect.stringContaining("limit") },
    { severity: "error", code: "source/not-utf8", file: "posts/c.md" },
  ]);
});

test("folders that are named and not there are said at their names", async () => {
  const { problems } = await sourcesOf({
    "site.yml": "pages: contents\nassets: nothing\ncollections:\n  wiki: /wiki/:path/\n  essays: /e/:path/\n",
    "content/about.md": "x",
    "essays/b.md": "x",
  });
  expect(problems.map(({ severity, code, line, column, hint }) => [severity, code, line, column, hint])).toEqual([
    ["warning", "config/no-folder", 1, 8, "did you mean content?"],
    ["warning", "config/no-folder", 2, 9, "make it, or correct the name."],
    ["warning", "config/no-folder", 4, 3, "make it, or correct the name."],
  ]);
  expect((await sourcesOf({ "site.yml": "pages: pages\nassets: assets\n" })).problems).toEqual([]);
});

describe("a site that cannot be read at all", () => {
  test("has no posts", async () => {
    const root = folder({ "site.yml": "title: T\n" });
    await expect(readSources(root, { home: home(), now: 0 })).rejects.toThrow(/There is no folder posts/);
  });

  test("names a folder of posts that is not there", async () => {
    const root = folder({ "site.yml": "title: T\nposts: psots\n", "posts/a.md": "x" });
    const reading = readSources(root, { home: home(), now: 0 });
    await expect(reading).rejects.toMatchObject({
      problems: [{ code: "config/no-posts", file: "site.yml", line: 2, column: 8, hint: "did you mean posts?" }],
    });
  });

  test.each([
    ["2014-08-24", Date.UTC(2014, 7, 23, 16)],
    ["2014-08-24T20:30", Date.UTC(2014, 7, 24, 12, 30)],
    ["2014-08-24T20:30:00Z", Date.UTC(2014, 7, 24, 20, 30)],
  ])("--now %s is in the site's zone", async (now, ms) => {
    expect((await sourcesOf({}, { now })).now).toBe(ms);
  });

  test("--now that is no moment", async () => {
    await expect(sourcesOf({}, { now: "2014-02-31" })).rejects.toBeInstanceOf(ProblemError);
  });
});

test("the folder to publish to is absolute and has no links in it", async () => {
  const root = folder({ "posts/a.md": "x", "elsewhere/x": "x", dist: { link: "elsewhere" } });
  expect((await readSources(root, { home: home(), now: 0 })).out).toBe(path.join(root, "elsewhere"));
});
