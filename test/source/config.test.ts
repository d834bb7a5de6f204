import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/model.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import type { Overrides } from "../../src/source/config.ts";
import { readConfig } from "../../src/source/config.ts";
import { settingsSchema } from "../../src/source/settings-schema.ts";
import { settingsAsMarkdown, settingsTable } from "../../src/source/settings-table.ts";
import { type Content, folder } from "./folder.ts";

const site = (text: string) => folder({ "site.yml": text, "posts/a.md": "x", "assets/x.txt": "x" });
const settingsOf = (text: string, overrides: Overrides = {}) => readConfig(site(text), overrides).settings;

function problemsOf(text: string, overrides: Overrides = {}): readonly Problem[] {
  const root = site(text);
  try {
    return readConfig(root, overrides).problems;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

describe("without a word, everything has a default", () => {
  test.each([
    ["no file", folderless()],
    ["an empty file", () => site("")],
    ["only comments", () => site("# nothing yet\n")],
    ["only empty values", () => site("title:\npaginate:\nauthor:\nfeeds:\npermalink: ''\nout: ' '\n")],
  ])("%s", (_, make) => {
    const root = make();
    const { settings, out, problems } = readConfig(root, {});
    expect(problems).toEqual([]);
    expect(out).toBe(path.join(root, "dist"));
    expect(settings).toMatchObject({
      title: "Blog",
      origin: "",
      base: "",
      language: "zh-CN",
      timezone: "Asia/Shanghai",
      permalink: "/posts/:slug/",
      paginate: { home: 10, terms: 20 },
      posts: "posts",
      navigation: null,
      feeds: { site: true, terms: false },
      drafts: false,
      noindex: false,
    });
  });
});

function folderless(): () => string {
  return () => folder({ "posts/a.md": "x" });
}

describe("what is written is what is meant", () => {
  test.each([
    ["title: 012", { title: "012" }],
    ["title: no", { title: "no" }],
    ["title: '砚台: 博客'", { title: "砚台: 博客" }],
    ["title: cafe\u0301", { title: "caf\u00e9" }],
    ["url: https://example.com", { origin: "https://example.com", base: "" }],
    ["url: https://example.com/blog/", { origin: "https://example.com", base: "/blog" }],
    ["url: http://example.com:8080/a/b", { origin: "http://example.com:8080", base: "/a/b" }],
    ["url: https://例え.jp/博客", { origin: "https://xn--r8jz45g.jp", base: "/%E5%8D%9A%E5%AE%A2" }],
    ["language: zh-cn", { language: "zh-CN" }],
    ["timezone: PRC", { timezone: "PRC" }],
    ["author: 鲁迅", { author: { name: "鲁迅", email: null, url: null, avatar: null } }],
    [
      "url: https://e.test/blog\nauthor:\n  name: 鲁迅\n  url: /me/",
      { author: { name: "鲁迅", email: null, url: "/blog/me/", avatar: null } },
    ],
    ["author:\n  name: 鲁迅\n  email: a@b.c", { author: { name: "鲁迅", email: "a@b.c", url: null, avatar: null } }],
    ["paginate: 0", { paginate: { home: 0, terms: 0 } }],
    ["paginate: 7", { paginate: { home: 7, terms: 7 } }],
    ["paginate:\n  home: 3", { paginate: { home: 3, terms: 20 } }],
    ["posts: _posts/", { posts: "_posts" }],
    ["posts: ./content/博客", { posts: "content/博客" }],
    ["feeds:\n  terms: true", { feeds: { site: true, terms: true } }],
    ["encoding: GBK", { encoding: "gbk" }],
    ["checks:\n  link/not-found: error", { checks: { "link/not-found": "error" } }],
    ["navigation:\n- title: 关于\n  url: /about/", { navigation: [{ title: "关于", url: "/about/" }] }],
    ["theme:\n  colour: [1, two]", { theme: { colour: [1, "two"] } }],
    ["title: x", { dev: { scrollToEdit: true } }],
    ["dev: { scrollToEdit: false }", { dev: { scrollToEdit: false } }],
    ["dev:\n  scrollToEdit:", { dev: { scrollToEdit: true } }],
    ["limits:\n  postBytes: 0", { limits: { postBytes: Number.MAX_SAFE_INTEGER, frontMatterBytes: 65_536 } }],
    ["limits:\n  postBytes: 5", { limits: { postBytes: 5, frontMatterBytes: 65_536 } }],
  ])("%s", (text, expected) => {
    expect(settingsOf(`${text}\n`)).toMatchObject(expected);
  });
});

test.each([
  ["--base over url", "url: https://a.com/b", { base: "/c/" }, { origin: "https://a.com", base: "/c" }],
  ["--base / for the root", "url: https://a.com/b", { base: "/" }, { base: "" }],
  ["--url over url", "url: https://a.com/b", { url: "https://x.com/y" }, { origin: "https://x.com", base: "/y" }],
  ["--drafts are not indexed", "", { drafts: true }, { drafts: true, noindex: true }],
  ["--future is not indexed", "", { future: true }, { future: true, noindex: true }],
] satisfies readonly [string, string, Overrides, object][])("%s", (_, text, overrides, expected) => {
  expect(settingsOf(text, overrides)).toMatchObject(expected);
});

describe("what is wrong is said, at its place, with what to do", () => {
  test.each([
    ["title: T\npaginat: 3", "config/unknown-key", "2:1", /paginat.*paginate/s],
    ["baseurl: /blog", "config/unknown-key", "1:1", /baseurl.*`url`/s],
    ["author:\n  nmae: x", "config/unknown-key", "2:3", /author\.nmae.*name/s],
    ["paginate: -3", "config/bad-value", "1:11", /paginate.*whole number/s],
    ["paginate: ten", "config/bad-value", "1:11", /paginate/],
    ["breaks: yes", "config/bad-value", "1:9", /`breaks`.*true/s],
    ["html: escap", "config/bad-value", "1:7", /escap.*`escape`/s],
    ["navigation: about", "config/bad-value", "1:13", /navigation.*list/s],
    ["checks:\n  link/not-found: fatal", "config/bad-value", "2:19", /`error`/],
    ["url: example.com", "config/bad-url", "1:6", /url.*https:\/\/example\.com/s],
    ["url: //example.com", "config/bad-url", "1:6", /https:\/\/example\.com/],
    ["url: /blog", "config/bad-url", "1:6", /only a path.*https:\/\/example\.com\/blog/s],
    ["url: https://a:b@example.com", "config/bad-url", "1:6", /password/],
    ["url: https://example.com/?a=b", "config/bad-url", "1:6", /`\?`/],
    ["url: 'https://exa mple.com'", "config/bad-url", "1:6", /no address/],
    ["url: https://example.com/a//b/../c", "config/bad-url", "1:6", /like https:\/\/example\.com\/a\/c\./],
    ["comments: giscus", "config/bad-value", "1:11", /`comments: \{ giscus: \{ repo: … \} \}`/],
    ["analytics: plausible", "config/bad-value", "1:12", /`analytics: \{ plausible: … \}`/],
    ["comments: yes please", "config/bad-value", "1:11", /`true` or `false`/],
    ["language: jp", "config/bad-language", "1:11", /did you mean ja/],
    ["language: chinesisch_", "config/bad-language", "1:11", /language tag/],
    ["timezone: Mars/Base", "config/bad-timezone", "1:11", /timezone.*Mars\/Base/s],
    ["timezone: Asia/Shanghia", "config/bad-timezone", "1:11", /Asia\/Shanghai/],
    ["permalink: /:yeer/:title/", "config/bad-permalink", "1:12", /:yeer.*:year/s],
    ["permalink: pretty", "config/bad-permalink", "1:12", /another generator.*:categories\/:year/s],
    ["permalink: /blog/", "config/bad-permalink", "1:12", /one address/],
    ["permalink: /../:slug/", "config/bad-permalink", "1:12", /leads out of its folder/],
    ["permalink: https://x.test/:slug/", "config/bad-permalink", "1:12", /an address, not a path/],
    ["permalink: '/:slug/?x'", "config/bad-permalink", "1:12", /\? or #/],
    ["collections:\n  _wiki: /:pth/", "config/bad-permalink", "2:10", /:pth.*:path/s],
    ["posts: ../elsewhere", "config/bad-posts", "1:8", /inside the project/],
    ["title: T\nassets: posts", "config/bad-assets", "2:9", /where the posts are/],
    ["assets: posts/2014", "config/bad-assets", "1:9", /where the posts are/],
    ["assets: templates", "config/bad-assets", "1:9", /templates/],
    ["assets: ./data/", "config/bad-assets", "1:9", /data/],
    ["assets: dist", "config/bad-assets", "1:9", /written to/],
    ["out: public\nassets: public/static", "config/bad-assets", "2:9", /written to/],
    ["collections:\n  _wiki: /:path/\nassets: _wiki", "config/bad-assets", "3:9", /where the posts are/],
    ["pages: posts", "config/bad-pages", "1:8", /where the posts are/],
    ["collections:\n  ../outside: /:path/", "config/bad-collections", "2:3", /inside the project/],
    ["out: site.yml", "config/bad-out", "1:6", /site\.yml is a file/],
    ["out: site.yml/x", "config/bad-out", "1:6", /site\.yml is a file/],
    ["navigation:\n- title: B", "config/bad-link", "2:3", /navigation\.0.*`url`/s],
    ["navigation:\n- title: A\n  url: /a/\n- url: /b/", "config/bad-link", "4:3", /navigation\.1.*`title`/s],
    ["languages:\n  en:\n    navigation: [{title: '', url: /}]", "config/bad-link", "3:18", /`title`/],
    ["tags:\n  集群: ../", "config/bad-slug", "2:7", /nothing to name a page by/],
    ["encoding: klingon", "config/bad-encoding", "1:11", /klingon/],
    ["out: posts", "config/bad-out", "1:6", /out.*posts/s],
    ["out: posts/site", "config/bad-out", "1:6", /out.*posts/s],
    ["out: assets", "config/bad-out", "1:6", /assets/],
    ["out: .", "config/bad-out", "1:6", /project itself/],
    ["out: ..", "config/bad-out", "1:6", /around the project/],
    ["out: /", "config/bad-out", "1:6", /root of the disk/],
  ])("%s", (text, code, place, words) => {
    const [problem, ...others] = problemsOf(`${text}\n`);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: "error", code, file: "site.yml" });
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
    expect(`${problem?.message} ${problem?.hint}`).toMatch(words);
    expect(problem?.frame?.text).toBe(text.split("\n")[(problem?.line ?? 0) - 1]);
  });

  test.each([
    ["- a\n", 1],
    ["# words\n\ntitle\n", 3],
  ])("%j is no settings", (text, line) => {
    expect(problemsOf(text)).toMatchObject([{ code: "config/not-keys", file: "site.yml", line, column: 1 }]);
  });

  test.each([
    ["navigation:\n- title: B\n  url: javascript:x", "3:8"],
    ["social:\n  matrix: 'matrix:u/me'", "2:11"],
    ["author:\n  name: A\n  url: data:text/html,x", "3:8"],
    ["theme:\n  license: { name: A, url: 'java script:x' }", "2:28"],
  ])("%s: no page leads there, and it is said", (text, place) => {
    const [problem, ...others] = problemsOf(`${text}\n`);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: "warning", code: "config/bad-link", file: "site.yml" });
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
  });

  test("what is left empty is not there", () => {
    const { social, termSlugs } = settingsOf("social: { github: '', x: 'https://x.com/a' }\ntags: { 集群: '' }\n");
    expect(social).toEqual({ x: "https://x.com/a" });
    expect(termSlugs.tags).toEqual({ 集群: "集群" });
  });

  test("a check of no problem, tabs: both said, and the site is built", () => {
    expect(problemsOf("checks:\n\tlink/not-fuond: error\n")).toMatchObject([
      { severity: "warning", code: "yaml/tab", line: 2 },
      { severity: "warning", code: "config/unknown-check", line: 2, column: 2, hint: "did you mean `link/not-found`?" },
    ]);
  });

  test.each(["site.yaml", "_config.yml"])("%s beside no site.yml", (name) => {
    const root = folder({ [name]: "title: T\n", "posts/a.md": "x" });
    expect(readConfig(root, {}).problems).toMatchObject([
      { severity: "warning", code: "config/other-name", file: name },
    ]);
    fs.writeFileSync(path.join(root, "site.yml"), "");
    expect(readConfig(root, {}).problems).toEqual([]);
  });

  test.each([
    ["a pipe", { pipe: true }, /no file/],
    ["a link to nowhere", { link: "gone.yml" }, /leads nowhere/],
    ["a link that leads to itself", { link: "site.yml" }, /site\.yml/],
    ["a link out of the project", { link: "/etc/hostname" }, /leads out of the project, to \/etc\/hostname/],
    ["a link to a folder", { link: "posts" }, /no file/],
  ] satisfies readonly [string, Content, RegExp][])("site.yml is %s", (_, content, words) => {
    const root = folder({ "site.yml": content, "posts/a.md": "x" });
    expect(() => readConfig(root, {})).toThrow(ProblemError);
    expect(() => readConfig(root, {})).toThrow(words);
  });

  test("a link within the project is the file it leads to", () => {
    const root = folder({ "site.yml": { link: "conf/site.yml" }, "conf/site.yml": "title: T\n", "posts/a.md": "x" });
    expect(readConfig(root, {}).settings.title).toBe("T");
  });

  test("all of it in one run", () => {
    const codes = problemsOf("titel: x\nurl: example.com\npaginate: many\n").map(({ code }) => code);
    expect(codes.toSorted()).toEqual(["config/bad-url", "config/bad-value", "config/unknown-key"]);
  });

  test.each([
    ['title: T\n][ : oops "\n', 2],
    ["title: T\n__proto__:\n  polluted: 1\n", 2],
  ])("%j is no YAML", (text, line) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ severity: "error", file: "site.yml", line });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([["- a\n- b\n"], ["just words\n"]])("%j is no set of keys", (text) => {
    expect(problemsOf(text)).toMatchObject([{ code: "config/not-keys", file: "site.yml" }]);
  });

  test("bytes that are not UTF-8", () => {
    const root = folder({ "site.yml": Buffer.from("title: \xd6\xd0\xce\xc4\n", "latin1"), "posts/a.md": "x" });
    expect(() => readConfig(root, {})).toThrow(/not UTF-8/);
  });

  test.each([
    [{ url: "example.com" }, "--url"],
    [{ base: "blog" }, "--base"],
    [{ base: "/../x" }, "--base"],
    [{ out: "posts" }, "--out"],
  ] satisfies readonly [Overrides, string][])("a flag is called by its name: %j", (overrides, name) => {
    const [problem] = problemsOf("title: T\n", overrides);
    expect(problem?.message).toContain(name);
    expect(problem?.file).toBeUndefined();
  });

  test("a link to the posts is no folder of assets", () => {
    const root = site("assets: files\n");
    fs.symlinkSync("posts", path.join(root, "files"));
    expect(() => readConfig(root, {})).toThrow(/where the posts are/);
  });

  test.each(["assets: .", "pages: .", "assets: files", "pages: site\nassets: site", "posts: assets/posts"])(
    "%s is well",
    (text) => expect(problemsOf(`${text}\n`)).toEqual([]),
  );

  test("a link to a folder of sources is no output folder", () => {
    const root = site("out: public\n");
    fs.symlinkSync("posts", path.join(root, "public"));
    expect(() => readConfig(root, {})).toThrow(/posts/);
  });
});

describe("what this version does not read is not passed over", () => {
  test.each(["untrusted: [guests]", "plugins: [./x.js]", "highlight: shiki"])("%s", (text) => {
    const [problem] = problemsOf(`${text}\n`);
    expect(problem).toMatchObject({ severity: "warning", code: "config/not-yet", line: 1, column: 1 });
  });

  test.each(["plugins: []", "highlight: false", "analytics:"])("%s asks for nothing", (text) => {
    expect(problemsOf(`${text}\n`)).toEqual([]);
  });
});

test("any text gives settings or problems inside the file", () => {
  const root = site("");
  const line = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom(...settingsTable.map(({ name }) => name)), fc.json())
      .map(([key, value]) => `${key}: ${value}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      const text = lines.join("\n");
      fs.writeFileSync(path.join(root, "site.yml"), text);
      try {
        readConfig(root, {});
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        for (const { line: at } of error.problems) expect(at ?? 1).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
      }
    }),
    { numRuns: 300 },
  );
});

describe("one table tells the people and the editors", () => {
  test("every key is in both, save those not read yet", () => {
    const names = settingsTable.filter(({ later }) => later === undefined).map(({ name }) => name);
    expect(Object.keys(settingsSchema().properties as object)).toEqual(names);
    for (const name of names) expect(settingsAsMarkdown()).toContain(`| \`${name}\` |`);
  });

  test("the README shows the table as it is", () => {
    const readme = fs.readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");
    expect(readme).toContain(settingsAsMarkdown());
  });

  test("every default is one that the table itself allows", () => {
    const written = settingsTable
      .filter(({ later }) => later === undefined)
      .map((key) => `${key.name}: ${JSON.stringify(key.default)}`);
    expect(settingsOf(written.join("\n"))).toEqual(settingsOf(""));
  });
});
