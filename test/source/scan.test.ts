import { describe, expect, test } from "vitest";
import { scan } from "../../src/source/scan.ts";
import type { Content } from "./folder.ts";
import { folder } from "./folder.ts";

const listed = (files: Readonly<Record<string, Content>>, name = "posts", links: "refuse" | "follow" = "refuse") => {
  const found = scan(folder(files), name, links);
  return {
    files: found.files.map(({ path }) => path),
    problems: found.problems.map(({ severity, code, message }) => `${severity} ${code} ${message}`),
    withheld: found.withheld,
  };
};

test("files at any depth, in the order of their code units", () => {
  const names = [
    "posts/b.md",
    "posts/B.md",
    "posts/中.md",
    "posts/a/z.md",
    "posts/a b.md",
    "posts/2014/05/x/index.md",
    "posts/é.md",
  ];
  const { files } = listed(Object.fromEntries(names.map((name) => [name, "x"])));
  expect(files).toEqual([
    "posts/2014/05/x/index.md",
    "posts/B.md",
    "posts/a b.md",
    "posts/a/z.md",
    "posts/b.md",
    "posts/é.md",
    "posts/中.md",
  ]);
});

test("a folder that is not there has no files and no problems", () => {
  expect(listed({ "posts/a.md": "x" }, "pages")).toEqual({ files: [], problems: [], withheld: [] });
});

test("names come in Unicode form C, whatever the disk has", () => {
  expect(listed({ "posts/cafe\u0301.md": "x" }).files).toEqual(["posts/caf\u00e9.md"]);
});

describe("what editors leave behind is not seen", () => {
  test.each([
    ["posts/.#a.md", { link: "me@host.123:456" }],
    ["posts/#a.md#", "x"],
    ["posts/a.md~", "x"],
    ["posts/.a.md.swp", "x"],
    ["posts/a.md.swp", "x"],
    ["posts/4913", ""],
    ["posts/a.md___jb_tmp___", "x"],
    ["posts/a.md___jb_old___", "x"],
    ["posts/.DS_Store", "x"],
    ["posts/.git/HEAD", "x"],
    ["posts/Thumbs.db", "x"],
  ] satisfies readonly [string, Content][])("%s", (name, content) => {
    expect(listed({ [name]: content, "posts/a.md": "x" })).toEqual({
      files: ["posts/a.md"],
      problems: [],
      withheld: [],
    });
  });

  test.each(["posts/4914.md", "posts/a#b.md", "posts/~a.md", "assets/.well-known/security.txt"])(
    "but %s is",
    (name) => {
      expect(listed({ [name]: "x" }, name.split("/")[0]).files).toEqual([name]);
    },
  );
});

describe("links", () => {
  const outside = { link: "/etc/passwd" };

  test.each([
    ["a post that leads outside", { "posts/link.md": outside }, "posts", "error", "posts/link.md"],
    [
      "a post that leads to another",
      { "posts/a.md": "x", "posts/link.md": { link: "a.md" } },
      "posts",
      "error",
      "posts/link.md",
    ],
    ["a link to nothing", { "posts/link.md": { link: "none.md" } }, "posts", "error", "posts/link.md"],
    ["a loop", { "posts/loop": { link: "." }, "posts/a.md": "x" }, "posts", "warning", "posts/loop"],
    ["a loop from below", { "posts/a/loop": { link: "../.." }, "posts/a.md": "x" }, "posts", "error", "posts/a/loop"],
    ["an asset that leads outside", { "assets/leak.txt": outside }, "assets", "error", "assets/leak.txt"],
    ["a folder of assets outside", { "assets/etc": { link: "/etc" } }, "assets", "error", "assets/etc"],
    ["assets in a loop", { "assets/a/loop": { link: ".." } }, "assets", "warning", "assets/a/loop"],
    ["the folder of assets itself", { assets: { link: "/etc" } }, "assets", "error", "assets"],
  ] satisfies readonly [string, Record<string, Content>, string, string, string][])(
    "%s",
    (_, files, name, severity, where) => {
      const found = listed(files, name, name === "posts" ? "refuse" : "follow");
      expect(found.problems).toHaveLength(1);
      expect(found.problems[0]).toMatch(new RegExp(`^${severity} source/symlink The symlink ${where} `));
      expect(found.files.every((file) => file === "posts/a.md")).toBe(true);
    },
  );

  test("among the assets they are followed inside the project", () => {
    const found = listed(
      { "images/a.png": "x", "assets/img": { link: "../images" }, "assets/b.png": { link: "../images/a.png" } },
      "assets",
      "follow",
    );
    expect(found).toEqual({ files: ["assets/b.png", "assets/img/a.png"], problems: [], withheld: [] });
  });

  test("many folders that link to one another are walked once", () => {
    const names = Array.from({ length: 12 }, (_, at) => `f${at}`);
    const pairs = names.flatMap((from) =>
      names.map((to) => [`assets/${from}/to-${to}`, { link: `../${to}` }] as const),
    );
    const found = listed(Object.fromEntries(pairs), "assets", "follow");
    expect(found.files).toEqual([]);
    expect(found.problems.length).toBeGreaterThan(0);
  });
});

test("a pipe is named and not opened", () => {
  const found = listed({ "posts/pipe.md": { pipe: true }, "posts/a.md": "x" });
  expect(found.files).toEqual(["posts/a.md"]);
  expect(found.withheld).toEqual([{ file: "posts/pipe.md", reason: "not-a-file", when: null }]);
  expect(found.problems).toHaveLength(1);
  expect(found.problems[0]).toMatch(/^warning source\/not-a-file posts\/pipe\.md is a pipe/);
});
