import { describe, expect, test } from "vitest";
import type { Settings } from "../../src/model.ts";
import { checkAddresses } from "../../src/site/check-addresses.ts";
import { checkLinks } from "../../src/site/check-links.ts";
import { type Atlas, findReference, type Place } from "../../src/site/find-references.ts";
import { placeAssets } from "../../src/site/place-assets.ts";
import { asset, card, known } from "./known.ts";

const base = "/blog";
const from = card("posts/2014/mesos.md", { url: "/blog/mesos/mesoscon/", file: "mesos/mesoscon/index.html" });
const other = card("posts/第一天.md", {
  url: "/blog/posts/%E7%AC%AC%E4%B8%80%E5%A4%A9/",
  file: "posts/第一天/index.html",
});
const plain = card("posts/2014/plain.md", { url: "/blog/a/plain", file: "a/plain.html" });
const place = (url: string, anchors: readonly string[] | null = null): Place => ({
  url,
  anchors: anchors === null ? null : new Set(anchors),
  asset: null,
});
const picture: Place = {
  url: "/blog/images/x%20y.png",
  anchors: null,
  asset: asset("assets/images/x y.png", { width: 3, height: 4 }),
};
const beside: Place = {
  url: "/blog/posts/2014/b.png",
  anchors: null,
  asset: asset("posts/2014/b.png", { width: 1, height: 2 }),
};
const code: Place = { url: "/blog/demo.ts", anchors: null, asset: asset("assets/demo.ts", { text: "let x;" }) };

const atlas: Atlas = {
  base,
  postsFolder: "posts",
  byFile: new Map([
    ["mesos/mesoscon/index.html", place(from.url, ["first"])],
    ["posts/第一天/index.html", place(other.url, ["总结", "day-1"])],
    ["a/plain.html", place(plain.url)],
    ["index.html", place("/blog/")],
    ["tags/index.html", place("/blog/tags/")],
    ["feed.xml", place("/blog/feed.xml")],
    ["images/x y.png", picture],
    ["posts/2014/b.png", beside],
  ]),
  bySource: new Map([
    [from.path, place(from.url, ["first"])],
    [other.path, place(other.url, ["总结", "day-1"])],
    [plain.path, place(plain.url)],
    ["assets/images/x y.png", picture],
    ["posts/2014/b.png", beside],
    ["assets/demo.ts", code],
  ]),
  cards: new Map([[other.path, other]]),
  withheld: new Set(["posts/2014/draft.md"]),
  failed: new Set(["posts/2014/broken.md"]),
};

const at = { line: 6, column: 5, length: 1 };
const find = (target: string, kind: "link" | "image" | "text" | "card" = "link", self = from) =>
  findReference({ kind, target, ...at }, self, atlas);

describe("what is found", () => {
  test.each([
    ["a post by its file, as an editor sees it", "../第一天.md", other.url],
    ["with an anchor", "../第一天.md#总结", `${other.url}#%E6%80%BB%E7%BB%93`],
    ["percent-encoded", "../%E7%AC%AC%E4%B8%80%E5%A4%A9.md#day-1", `${other.url}#day-1`],
    ["a post beside it", "plain.md", plain.url],
    ["a post from the root of the project", "/posts/第一天.md", other.url],
    ["an address", "/tags/", "/blog/tags/"],
    ["an address without its slash", "/tags", "/blog/tags/"],
    ["an address that has the base path already", "/blog/tags/", "/blog/tags/"],
    ["an address without the extension", "/a/plain", "/blog/a/plain"],
    ["an address with it", "/a/plain.html", "/blog/a/plain"],
    ["an address in Chinese", "/posts/第一天/", other.url],
    ["an address relative to the page", "../../tags/", "/blog/tags/"],
    ["the home page", "/", "/blog/"],
    ["a query is kept", "/tags/?q=1", "/blog/tags/?q=1"],
    ["an anchor of the page itself", "#first", "#first"],
    ["a query of the page itself", "?q=1#first", "/blog/mesos/mesoscon/?q=1#first"],
    ["another site", "https://example.com/x", "https://example.com/x"],
    ["mail", "mailto:a@example.com", "mailto:a@example.com"],
  ])("%s: %s", (_, target, url) => {
    expect(find(target)).toEqual({ resolved: expect.objectContaining({ url }), miss: null });
  });

  test("a query of a page whose address ends in no slash", () => {
    expect(find("?q=1", "link", plain)).toMatchObject({ resolved: { url: "/blog/a/plain?q=1" }, miss: null });
  });

  test.each([
    ["/images/x y.png", picture.url, 3],
    ["/images/x%20y.png", picture.url, 3],
    ["../../assets/images/x%20y.png", picture.url, 3],
    ["b.png", beside.url, 1],
    ["./b.png", beside.url, 1],
  ])("the image %s with its size", (target, url, width) => {
    expect(find(target, "image")).toEqual({ resolved: expect.objectContaining({ url, width }), miss: null });
  });

  test("an included file by its text, a card by its post", () => {
    expect(find("/assets/demo.ts", "text").resolved.text).toBe("let x;");
    expect(find("demo.ts", "text").resolved.text).toBe("let x;");
    expect(find("../第一天.md", "card").resolved.card).toBe(other);
  });
});

describe("what is not found", () => {
  test.each([
    ["/nope/", "link", "address"],
    ["nope.md", "link", "file"],
    ["draft.md", "link", "withheld"],
    ["#unreal", "link", "anchor"],
    ["../第一天.md#unreal", "link", "anchor"],
    ["/images/nope.png", "image", "image"],
    ["nope.ts", "text", "text"],
    ["nope.md", "card", "card"],
    ["draft.md", "card", "withheld"],
    ["../第一天.md", "text", "post"],
    ["draft.md", "text", "post"],
    ["b.png", "text", "no-text"],
    ["https://example.com/", "card", "card"],
    ["https://example.com/a.js", "text", "text"],
    ["../../../../etc/passwd", "link", "address"],
  ] as const)("%s as %s is missed as %s", (target, kind, miss) => {
    expect(find(target, kind).miss?.kind).toBe(miss);
  });

  test("it keeps the address the author wrote, under the base path", () => {
    expect(find("/nope/").resolved.url).toBe("/blog/nope/");
  });

  test("a link to a post that has errors of its own is not blamed", () => {
    expect(find("broken.md").miss).toBeNull();
    expect(find("broken.md", "card").miss).toBeNull();
  });

  test("the message stands where the link stands and names the nearest", () => {
    const post = known(from.path, from, { references: [{ kind: "link", target: "../第一天天.md", ...at }] });
    const source = { path: from.path, hash: "", text: "---\ntitle: x\n---\n\n\nSee [x](../第一天天.md).\n" };
    const [problem] = checkLinks([post], atlas, () => source).problems;
    expect(problem).toMatchObject({
      code: "link/no-such-post",
      severity: "warning",
      file: from.path,
      line: 6,
      column: 5,
    });
    expect(problem?.hint).toContain("posts/第一天.md");
  });
});

describe("addresses", () => {
  const claim = (file: string, source: string, alias = false) => ({
    file,
    url: `/${file}`,
    source,
    path: source,
    alias,
  });
  const clashes = (...claims: Parameters<typeof checkAddresses>[0]) =>
    checkAddresses(claims, () => undefined).map(({ message }) => message);

  test.each([
    ["the same file", "a/index.html", "a/index.html"],
    ["another case", "Same/index.html", "same/index.html"],
    ["another Unicode form", "ガ/index.html", "ガ/index.html".normalize("NFD")],
    ["a file where a folder is needed", "x.html", "x.html/y/index.html"],
  ])("%s is an error that names both", (_, one, two) => {
    expect(clashes(claim(one, "posts/a.md"), claim(two, "posts/b.md"))).toEqual([
      expect.stringMatching(/posts\/[ab]\.md.*posts\/[ab]\.md/),
    ]);
  });

  test("so is a page without a slash at the address of a file", () => {
    const redirect = { ...claim("img/a.png.html", "posts/a.md", true), url: "/img/a.png" };
    expect(clashes(claim("img/a.png", "assets/img/a.png"), redirect)).toEqual([
      expect.stringMatching(
        /^Two outputs would have the address \/img\/a\.png: .*assets.*posts\/a\.md|posts\/a\.md.*assets/,
      ),
    ]);
  });

  test("a file where one of ours goes is blamed, and can be moved", () => {
    const file = claim("index.html", "assets/index.html");
    const home = { ...claim("index.html", "the home page"), url: "/", path: null };
    for (const claims of [
      [file, home],
      [home, file],
    ])
      expect(checkAddresses(claims, () => undefined)).toMatchObject([
        {
          file: "assets/index.html",
          message: "Two outputs would be the file index.html: assets/index.html and the home page.",
          hint: "rename the file, or move it.",
        },
      ]);
  });

  test("distinct addresses are fine", () => {
    expect(
      clashes(claim("a.html", "posts/a.md"), claim("a/index.html", "posts/b.md"), claim("b", "posts/c.md")),
    ).toEqual([]);
  });
});

describe("assets", () => {
  const settings = {
    base: "/blog",
    posts: "_posts",
    pages: "pages",
    assets: "assets",
    collections: [],
    compat: null,
  } as unknown as Settings;
  const bundle = known("_posts/trip/index.md", { url: "/blog/trip/", file: "trip/index.html" });
  test.each([
    ["assets/a/b c.css", "a/b c.css", "/blog/a/b%20c.css"],
    ["_posts/2014/x.png", "posts/2014/x.png", "/blog/posts/2014/x.png"],
    ["_posts/trip/day/1.png", "trip/day/1.png", "/blog/trip/day/1.png"],
    ["pages/me.png", "me.png", "/blog/me.png"],
  ])("%s → %s", (path, file, url) => {
    const { placed } = placeAssets([asset(path)], [bundle], new Set([bundle.card.path]), settings);
    expect(placed).toMatchObject([{ file, url }]);
  });

  test("what belongs to a withheld bundle stays at home with it", () => {
    expect(placeAssets([asset("_posts/trip/1.png")], [bundle], new Set(), settings)).toMatchObject({
      placed: [],
      withheld: [{ file: "_posts/trip/1.png" }],
    });
  });
});
