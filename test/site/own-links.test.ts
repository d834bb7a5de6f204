/** Links that no post holds: of templates, and of the navigation. */
import { describe, expect, test } from "vitest";
import { parseYaml } from "../../src/shared/yaml.ts";
import { checkOwnLinks, type OwnLinks } from "../../src/site/check-own-links.ts";
import type { Atlas } from "../../src/site/find-references.ts";

const place = (url: string) => ({ url, anchors: null, asset: null });

function atlas(some: Partial<Atlas> = {}): Atlas {
  const base = some.base ?? "";
  return {
    base,
    postsFolder: "posts",
    byFile: new Map([
      ["index.html", place(`${base}/`)],
      ["about/index.html", place(`${base}/about/`)],
      ["a b.html", place(`${base}/a%20b`)],
    ]),
    bySource: new Map(),
    cards: new Map(),
    withheld: new Set(),
    failed: new Set(),
    ...some,
  };
}

const said = (text: string, some: Partial<Atlas> = {}, name = "post.njk") =>
  checkOwnLinks([{ name, path: `templates/${name}`, text, hash: "" }], { editions: [], file: null }, atlas(some)).map(
    ({ code, line, column, message }) => `${code} ${line}:${column} ${message}`,
  );

describe("under a base path, an address written out in a template", () => {
  test.each([
    ['<p>\n<a href="/about/">x</a>', "link/outside-base 2:10 `/about/` leads out of the site"],
    ["<a class=x\r\n  href='/about/'>", "link/outside-base 2:9 `/about/`"],
    ["<script src=/js/x.js></script>", "link/outside-base 1:13 `/js/x.js`"],
    ['<form method="get"action="/search/">', "link/outside-base 1:27 `/search/`"],
    ['汉字<a href="/tags/{{ term.slug }}/">', "link/outside-base 1:12 `/tags/`"],
    ['<a href="/{{ post.title }}/">', "link/outside-base 1:10 `/`"],
    ['<a href="/bloggers/">', "link/outside-base 1:10 `/bloggers/`"],
  ])("%j", (text, words) => {
    expect(said(text, { base: "/blog" })).toEqual([expect.stringContaining(words)]);
  });

  test.each([
    '<a href="{{ "/about/" | url }}">',
    '<a href="/blog/about/">',
    '<a href="//cdn.example/x.js">',
    '<a href="https://example.com/about/">',
    '<a href="{{ site.home }}about/">',
    '<a data-href="/about/">',
    '{# <a href="/about/"> #}<!-- <a href="/about/"> -->',
    'location.href="/about/"',
  ])("none: %j", (text) => {
    expect(said(text, { base: "/blog" })).toEqual([]);
  });

  test("but in a template of no page", () => {
    expect(said('<a href="/about/">', { base: "/blog" }, "feed.xml.njk")).toEqual([]);
  });
});

test("an address in a template leads to something", () => {
  const links = '<a href="/about/"> <a href="/about"> <a href="/a%20b?x#y"> <a href="/nope/">\n{{ "/nein/" | url }}';
  expect(said(links)).toEqual([
    expect.stringMatching(/^link\/not-found 1:69 Nothing is published at `\/nope\/`/),
    expect.stringMatching(/^link\/not-found 2:5 Nothing is published at `\/nein\/`/),
  ]);
  expect(said('<a href="/tags/{{ x }}/">')).toEqual([]);
  expect(said('<a href="/nope/">', { failed: new Set(["posts/nope.md"]) }), "which is told already").toEqual([]);
});

const none = { navigation: null, social: {}, theme: {} };
const ofSettings = (...settings: readonly Partial<OwnLinks>[]) =>
  checkOwnLinks([], { editions: settings.map((some) => ({ ...none, ...some })), file: null }, atlas({ base: "/blog" }));
const menu = (...urls: readonly string[]) => ({ navigation: urls.map((url) => ({ title: "x", url })) });

test("so does the navigation, once for all editions", () => {
  const same = menu("/about/", "/blog/about/", "https://example.com/", "/nope/");
  expect(ofSettings(same, {}, same)).toEqual([
    {
      severity: "warning",
      code: "link/not-found",
      file: "site.yml",
      message: "The navigation leads to `/nope/`, where nothing is published.",
    },
  ]);
});

test("and what else of `site.yml` is a link", () => {
  const social = { rss: "/feed.xml", mail: "mailto:a@b.c", about: "/about/" };
  const theme = { image: "a.svg", license: { name: "x", url: "/licence/" }, mermaid: "/js/none.js" };
  expect(ofSettings({ social, theme }).map(({ message }) => message)).toEqual([
    "`social.rss` leads to `/feed.xml`, where nothing is published.",
    "`theme.image` leads to `/images/a.svg`, where nothing is published.",
    "`theme.license.url` leads to `/licence/`, where nothing is published.",
    "`theme.mermaid` leads to `/js/none.js`, where nothing is published.",
  ]);
  expect(ofSettings({ theme: { license: "CC BY 4.0", image: "https://a.com/b.png" } })).toEqual([]);
});

test("an address of mail is advised as one", () => {
  expect(ofSettings({ social: { mail: "a@b.c" } })).toMatchObject([{ hint: "write `mailto:a@b.c`." }]);
});

test("an address without a slash is another one on every page", () => {
  expect(ofSettings(menu("about/", "#top", "?q=1", "//a.com", "tel:1"))).toMatchObject([
    { code: "link/relative", hint: expect.stringContaining("`/about/`") },
  ]);
});

test("what of `site.yml` leads nowhere is told at its place", () => {
  const text =
    "social: { x: /nope/ }\nlanguages:\n  en:\n    navigation: [{ title: B, url: /nein/ }]\nnavigation:\n- url: /non/\n";
  const { at } = parseYaml(text, { path: "site.yml", firstLine: 1, whole: text });
  const editions = [
    { ...none, ...menu("/non/"), social: { x: "/nope/" } },
    { ...none, ...menu("/nein/") },
  ];
  const problems = checkOwnLinks([], { editions, file: { path: "site.yml", text, at } }, atlas());
  expect(problems.map(({ line, column, message }) => `${line}:${column} ${message.split(",")[0]}`)).toEqual([
    "6:8 The navigation leads to `/non/`",
    "1:14 `social.x` leads to `/nope/`",
    "4:35 The navigation leads to `/nein/`",
  ]);
});
