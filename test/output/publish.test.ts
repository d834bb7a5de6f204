import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadyFile } from "../../src/model.ts";
import { publish } from "../../src/output/publish.ts";
import { asset, problemsOf, project, site, type Tree, treeOf, write } from "./tree.ts";

const blog: Tree = {
  "index.html": "home",
  "posts/第一篇/index.html": "first",
  "posts/second/index.html": "second",
  "tags/集群/index.html": "tag",
  "feed.xml": "<feed/>",
};

describe("a site is published", () => {
  it("into a folder that is not there yet, even deep", async () => {
    const place = project();
    const out = join(place.root, "build/public/site");
    const done = await publish(site(blog), { ...place, out });
    expect(treeOf(out)).toEqual(sorted(blog));
    expect(done).toMatchObject({ written: Object.keys(blog).sort(), unchanged: 0, removed: [], foreign: [] });
  });

  it("into an empty folder, which stays the folder it is", async () => {
    const place = project();
    mkdirSync(place.out);
    const { ino } = statSync(place.out);
    await publish(site(blog), place);
    expect(treeOf(place.out)).toEqual(sorted(blog));
    expect(statSync(place.out).ino).toBe(ino);
  });

  it("from files that arrive one after another", async () => {
    const place = project();
    async function* slowly() {
      yield* site(blog);
    }
    await publish(slowly(), place);
    expect(treeOf(place.out)).toEqual(sorted(blog));
  });

  it("without writing anything the second time", async () => {
    const place = project();
    await publish(site(blog), place);
    const before = stamps(place.root, [".inkstone/manifest.json", ...Object.keys(blog).map((file) => `dist/${file}`)]);
    const done = await publish(site(blog), place);
    expect(done).toMatchObject({ written: [], unchanged: 5, removed: [], replaced: [], problems: [] });
    expect(stamps(place.root, Object.keys(before))).toEqual(before);
  });

  it("writing only what differs and removing what is gone, with the folders this leaves empty", async () => {
    const place = project();
    await publish(site(blog), place);
    const { "tags/集群/index.html": _, ...rest } = blog;
    const next = { ...rest, "index.html": "HOME", "posts/third/index.html": "third" };
    const before = stamps(place.out, ["posts/第一篇/index.html", "feed.xml"]);
    const done = await publish(site(next), place);
    expect(done.written).toEqual(["index.html", "posts/third/index.html"]);
    expect(done.removed).toEqual(["tags/集群/index.html"]);
    expect((await publish(site({ ...next, "posts/third/index.html": "3" }), place)).foreign).toEqual([]);
    const fewer = await publish(site({ ...next, "posts/third/extra.html": "3" }), place);
    expect(await publish(site(next), place)).toMatchObject({
      removed: ["posts/third/extra.html"],
      foreign: [],
      kept: [],
    });
    expect(fewer.foreign).toEqual([]);
    expect(treeOf(place.out)).toEqual(sorted(next));
    expect(stamps(place.out, Object.keys(before))).toEqual(before);
  });

  it("leaving nothing of ours in the output folder and nothing staged behind", async () => {
    const place = project();
    await publish(site(blog), place);
    await publish(site({ ...blog, "index.html": "HOME" }), place);
    expect(Object.keys(treeOf(join(place.root, ".inkstone")))).toEqual([".gitignore", "manifest.json", "stage/"]);
    expect(readFileSync(join(place.root, ".inkstone/.gitignore"), "utf8")).toBe("*\n");
  });

  const swaps: [string, Tree, Tree][] = [
    ["a file becomes a folder", { about: "1" }, { "about/index.html": "2" }],
    ["a folder becomes a file", { "about/a/b/index.html": "1", "about/c": "2" }, { about: "3" }],
    ["both at once, the other way round", { a: "1", "b/c": "2" }, { "a/c": "3", b: "4" }],
    ["a name changes its case", { "About.html": "1", "Tags/x": "2" }, { "about.html": "3", "tags/x": "4" }],
    ["a name changes its Unicode form", { "caf\u00e9.html": "1" }, { "cafe\u0301.html": "2" }],
    ["nothing is left", { "a/b/c": "1" }, {}],
    ["a name looks like something else", { __proto__x: "1", "constructor/x": "1" }, { "a b/100%/#?.html": "2" }],
  ];
  it.each(swaps)("although %s", async (_, before, after) => {
    const place = project();
    await publish(site(before), place);
    await publish(site(after), place);
    expect(treeOf(place.out)).toEqual(sorted(after));
    await publish(site(before), place);
    expect(treeOf(place.out)).toEqual(sorted(before));
  });

  it("although a page is named __proto__", async () => {
    const place = project();
    const page: ReadyFile = { file: "__proto__", source: "posts/x.md", content: { text: "x" } };
    await publish([page], place);
    expect((await publish([page], place)).unchanged).toBe(1);
    expect((await publish([], place)).removed).toEqual(["__proto__"]);
  });

  it("again where somebody deleted or edited it", async () => {
    const place = project();
    await publish(site(blog), place);
    rmSync(join(place.out, "posts"), { recursive: true });
    write(place.out, { "index.html": "edited by hand" });
    const done = await publish(site(blog), place);
    expect(done.replaced).toEqual(["index.html"]);
    expect(treeOf(place.out)).toEqual(sorted(blog));
  });

  it("although somebody changed a page without changing its size", async () => {
    const place = project();
    await publish(site(blog), place);
    write(place.out, { "index.html": "h0me" });
    utimesSync(join(place.out, "index.html"), 1e9, 1e9);
    await publish(site(blog), place);
    expect(treeOf(place.out)).toEqual(sorted(blog));
  });

  it("without writing what a fresh checkout has only given new times", async () => {
    const place = project();
    await publish(site(blog), place);
    utimesSync(join(place.out, "index.html"), 1e9, 1e9);
    expect(await publish(site(blog), place)).toMatchObject({ written: [], unchanged: 5 });
    expect(await publish(site(blog), place)).toMatchObject({ written: [], unchanged: 5 });
  });

  it("to two folders of one project without mixing them up", async () => {
    const place = project();
    const other = { ...place, out: join(place.root, "preview") };
    await publish(site(blog), place);
    await publish(site({ a: "1", b: "2" }), other);
    await publish(site({ a: "1" }), other);
    expect(treeOf(place.out)).toEqual(sorted(blog));
    expect(treeOf(other.out)).toEqual({ a: "1" });
    expect((await publish(site(blog), place)).unchanged).toBe(5);
  });

  it("by a project that was moved, as before", async () => {
    const place = project();
    const old = join(place.root, "old");
    const moved = join(place.root, "moved");
    mkdirSync(old);
    await publish(site(blog), { root: old, out: join(old, "dist") });
    renameSync(old, moved);
    const done = await publish(site({ "index.html": "new" }), { root: moved, out: join(moved, "dist") });
    expect(done).toMatchObject({ written: ["index.html"], kept: [], foreign: [] });
    expect(treeOf(join(moved, "dist"))).toEqual({ "index.html": "new" });
  });

  it("through an output folder that is a link to a real one", async () => {
    const place = project();
    mkdirSync(join(place.root, "www"));
    symlinkSync("www", place.out);
    await publish(site(blog), place);
    expect(treeOf(join(place.root, "www"))).toEqual(sorted(blog));
  });
});

describe("assets", () => {
  it("are copied, never linked, and readable whatever their source's mode", async () => {
    const place = project();
    write(place.root, { "assets/图.png": "png" });
    chmodSync(join(place.root, "assets/图.png"), 0o600);
    await publish([asset("images/图.png", "assets/图.png", "png"), ...site({ "a.html": "a" })], place);
    const copied = statSync(join(place.out, "images/图.png"));
    expect(treeOf(place.out)["images/图.png"]).toBe("png");
    expect(copied.nlink).toBe(1);
    expect(copied.mode & 0o777).toBe(0o666 & ~process.umask());
    expect(statSync(join(place.out, "a.html")).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(statSync(join(place.out, "images")).mode & 0o777).toBe(0o777 & ~process.umask());
  });

  it("are copied again only when their content changes", async () => {
    const place = project();
    write(place.root, { "assets/a.css": "one" });
    await publish([asset("a.css", "assets/a.css", "one")], place);
    expect((await publish([asset("a.css", "assets/a.css", "one")], place)).unchanged).toBe(1);
    write(place.root, { "assets/a.css": "two" });
    expect((await publish([asset("a.css", "assets/a.css", "two")], place)).written).toEqual(["a.css"]);
    expect(treeOf(place.out)).toEqual({ "a.css": "two" });
  });

  it.each([
    ["vanished", (path: string) => rmSync(path)],
    [
      "became a link",
      (path: string) => {
        rmSync(path);
        symlinkSync("/etc/passwd", path);
      },
    ],
    ["grew", (path: string) => write(path, { "../x": "one and more" })],
  ])("that %s during the build are a problem naming them", async (_, change) => {
    const place = project();
    write(place.root, { "assets/x": "one" });
    change(join(place.root, "assets/x"));
    const [problem] = await problemsOf(publish([asset("x", "assets/x", "one")], place));
    expect(problem).toMatchObject({ code: "output/asset-changed", file: "assets/x" });
    expect(Object.keys(treeOf(place.root))).not.toContain("dist/x");
  });
});

describe("files of others", () => {
  const theirs: Tree = { CNAME: "example.com", ".git/HEAD": "ref", "mine.html": "mine", "tags/集群/own.txt": "own" };

  it("survive every build, also in a folder that goes", async () => {
    const place = project();
    await publish(site(blog), place);
    write(place.out, theirs);
    const done = await publish(site({ "index.html": "only" }), place);
    expect(treeOf(place.out)).toEqual(sorted({ "index.html": "only", ...theirs }));
    expect(done.foreign).toEqual(["tags/集群/own.txt"]);
    await publish(site(blog), place);
    expect(treeOf(place.out)).toEqual(sorted({ ...blog, ...theirs }));
  });

  it("are named when they are met for the first time", async () => {
    const place = project();
    write(place.out, theirs);
    expect((await publish(site(blog), place)).foreign).toEqual([".git/", "CNAME", "mine.html", "tags/集群/own.txt"]);
    expect((await publish(site(blog), place)).foreign).toEqual([]);
  });

  it("that would be overwritten are named, and nothing is touched", async () => {
    const place = project();
    write(place.out, { "index.html": "mine", "feed.xml": "mine", "posts/second/index.html": "mine", a: "a" });
    const before = treeOf(place.out);
    const [problem] = await problemsOf(publish(site(blog), place));
    expect(problem).toMatchObject({ severity: "error", code: "output/foreign-files" });
    expect(problem?.message).toContain("dist holds 3 files that were not created by Inkstone");
    expect(problem?.message).toContain("dist/feed.xml, dist/index.html, dist/posts/second/index.html");
    expect(problem?.hint).toContain("--force");
    expect(treeOf(place.out)).toEqual(before);
  });

  it("are overwritten with force, the others left alone", async () => {
    const place = project();
    write(place.out, { "index.html": "mine", posts: "a file", a: "a" });
    await publish(site(blog), { ...place, force: true });
    expect(treeOf(place.out)).toEqual(sorted({ ...blog, a: "a" }));
  });

  it("that happen to be what would be written count as ours", async () => {
    const place = project();
    write(place.out, blog);
    expect(await publish(site(blog), place)).toMatchObject({ written: [], unchanged: 5 });
    expect((await publish([], place)).removed).toHaveLength(5);
  });

  it("in a folder that a file should replace stop the build, even with force", async () => {
    const place = project();
    write(place.out, { "about/own.txt": "own" });
    const [problem] = await problemsOf(publish(site({ about: "page" }), { ...place, force: true }));
    expect(problem).toMatchObject({ code: "output/foreign-folder" });
    expect(problem?.message).toContain("dist/about/own.txt");
    expect(treeOf(place.out)).toEqual({ "about/own.txt": "own" });
  });

  it("that once were ours stay when their page goes", async () => {
    const place = project();
    await publish(site(blog), place);
    write(place.out, { "feed.xml": "edited by hand" });
    const done = await publish(site({ "index.html": "home" }), place);
    expect(done.kept).toEqual(["feed.xml"]);
    expect(treeOf(place.out)).toEqual({ "feed.xml": "edited by hand", "index.html": "home" });
  });
});

describe("symlinks", () => {
  it("on the way of a page are refused, and nothing is written beyond them", async () => {
    const place = project();
    mkdirSync(join(place.root, "elsewhere"));
    mkdirSync(place.out);
    symlinkSync("../elsewhere", join(place.out, "posts"));
    for (const force of [false, true]) {
      const [problem] = await problemsOf(publish(site(blog), { ...place, force }));
      expect(problem).toMatchObject({ code: "output/symlink" });
      expect(problem?.message).toContain("dist/posts is a symlink");
    }
    expect(treeOf(place.root)).toMatchObject({ "elsewhere/": "", "dist/posts": "-> ../elsewhere" });
  });

  it("on the way of a page that goes are not followed", async () => {
    const place = project();
    await publish(site(blog), place);
    renameSync(join(place.out, "posts"), join(place.root, "elsewhere"));
    symlinkSync("../elsewhere", join(place.out, "posts"));
    const done = await publish(site({ "index.html": "home" }), place);
    expect(done.kept).toEqual(["posts/second/index.html", "posts/第一篇/index.html"]);
    expect(treeOf(join(place.root, "elsewhere"))).toEqual({
      "second/index.html": "second",
      "第一篇/index.html": "first",
    });
  });

  it("in the place of a page are not written through", async () => {
    const place = project();
    write(place.root, { "secret.txt": "secret" });
    mkdirSync(place.out);
    symlinkSync("../secret.txt", join(place.out, "index.html"));
    const [problem] = await problemsOf(publish(site(blog), place));
    expect(problem).toMatchObject({ code: "output/foreign-files" });
    await publish(site(blog), { ...place, force: true });
    expect(treeOf(place.root)).toMatchObject({ "secret.txt": "secret", "dist/index.html": "home" });
  });

  it.each([".inkstone", ".inkstone/stage"])("in the place of %s are refused", async (name) => {
    const place = project();
    write(place.root, { "elsewhere/stage/own.txt": "own" });
    mkdirSync(join(place.root, name, ".."), { recursive: true });
    symlinkSync(join(place.root, "elsewhere/stage"), join(place.root, name));
    const [problem] = await problemsOf(publish(site(blog), place));
    expect(problem).toMatchObject({ code: "output/symlink" });
    expect(treeOf(join(place.root, "elsewhere"))).toEqual({ "stage/own.txt": "own" });
  });

  it("as the output folder must lead somewhere", async () => {
    const place = project();
    symlinkSync("nowhere", place.out);
    expect((await problemsOf(publish(site(blog), place)))[0]).toMatchObject({ code: "output/symlink" });
  });
});

describe("nothing is touched", () => {
  it.each([
    ["a page fails to render", new Error("render")],
    ["nothing but a word is thrown", "word"],
  ])("when %s", async (_, thrown) => {
    const place = project();
    await publish(site(blog), place);
    const before = treeOf(place.root);
    function* broken() {
      yield* site({ "index.html": "new", "new/folder/index.html": "new" });
      throw thrown;
    }
    await expect(publish(broken(), place)).rejects.toBe(thrown);
    expect(treeOf(place.root)).toEqual(before);
  });

  it("when the build is called off", async () => {
    const place = project();
    await publish(site(blog), place);
    const before = treeOf(place.root);
    const stop = new AbortController();
    function* endless() {
      for (let number = 0; ; number++) {
        yield* site({ [`${number}.html`]: "page" });
        if (number === 100) setImmediate(() => stop.abort());
      }
    }
    await expect(publish(endless(), { ...place, signal: stop.signal })).rejects.toThrow(/abort/i);
    expect(treeOf(place.root)).toEqual(before);
  });

  it("by a dry run, which tells the same as the build after it", async () => {
    const place = project();
    expect((await publish(site(blog), { ...place, dryRun: true })).written).toHaveLength(5);
    expect(treeOf(place.root)).toEqual({});
    await publish(site(blog), place);
    const before = treeOf(place.root);
    const next = site({ "index.html": "new", posts: "file" });
    const { output: foreseen, ...told } = await publish(next, { ...place, dryRun: true });
    expect(treeOf(place.root)).toEqual(before);
    const { output: standing, ...done } = await publish(next, place);
    expect(told).toEqual(done);
    expect([...foreseen.files.keys()]).toEqual([...standing.files.keys()]);
  });

  it.each<[string, string, readonly string[]]>([
    ["two pages have one file", "output/same-file", ["a.html", "a.html"]],
    ["a file would be a folder", "output/file-and-folder", ["a", "a/b"]],
    ["a folder would be a file", "output/file-and-folder", ["a/b/c", "a"]],
    ["a path leads out", "output/unsafe-path", ["../a"]],
    ["a path leads out on the way", "output/unsafe-path", ["a/../../b"]],
    ["a path is absolute", "output/unsafe-path", ["/etc/x"]],
    ["a path is empty", "output/unsafe-path", [""]],
    ["a path ends in a slash", "output/unsafe-path", ["a/"]],
    ["a path has a NUL", "output/unsafe-path", ["a\0b"]],
    ["a name is too long", "output/unsafe-path", [`${"长".repeat(86)}/index.html`]],
    ["a path is that of our own stage", "output/unsafe-path", [".inkstone-stage/x"]],
  ])("when %s", async (_, code, files) => {
    const place = project();
    await publish(site(blog), place);
    const before = treeOf(place.root);
    const wanted = files.map((file): ReadyFile => ({ file, source: "posts/x.md", content: { text: "x" } }));
    expect((await problemsOf(publish(wanted, place)))[0]).toMatchObject({ code });
    expect(treeOf(place.root)).toEqual(before);
  });

  it.each(["", "..", "../.."])("when the output folder is the project or around it: %j", async (out) => {
    const place = project();
    const inner = join(place.root, "inner/project");
    mkdirSync(inner, { recursive: true });
    const [problem] = await problemsOf(publish(site(blog), { root: inner, out: join(inner, out) }));
    expect(problem).toMatchObject({ code: "output/unsafe-folder" });
    expect(treeOf(place.root)).toEqual({ "inner/project/": "" });
  });

  it("when the output folder is a file", async () => {
    const place = project();
    write(place.root, { dist: "file" });
    expect((await problemsOf(publish(site(blog), place)))[0]).toMatchObject({ code: "output/not-a-folder" });
    expect(treeOf(place.root)).toEqual({ dist: "file" });
  });
});

describe("the manifest", () => {
  it.each<[string, (text: string) => string]>([
    ["is cut short", (text) => text.slice(0, text.length / 2)],
    ["is empty", () => ""],
    ["has one letter changed", (text) => text.replace("first", "fir5t").replace("posts/", "post5/")],
    ["is some other JSON", () => '{"name":"x"}'],
    ["is from another version", (text) => text.replace('manifest":1', 'manifest":2')],
  ])("that %s is as if there were none, and said", async (_, damage) => {
    const place = project();
    await publish(site(blog), place);
    const path = ".inkstone/manifest.json";
    write(place.root, { [path]: damage(readFileSync(join(place.root, path), "utf8")) });
    const done = await publish(site(blog), place);
    expect(done).toMatchObject({ written: [], unchanged: 5 });
    expect(done.problems).toMatchObject([{ severity: "warning", code: "output/manifest-damaged" }]);
    expect((await publish(site(blog), place)).problems).toEqual([]);
  });

  it("that is a folder is a problem in words", async () => {
    const place = project();
    mkdirSync(join(place.root, ".inkstone/manifest.json"), { recursive: true });
    const [problem] = await problemsOf(publish(site(blog), place));
    expect(problem?.message).toContain(".inkstone/manifest.json");
    expect(Object.keys(treeOf(place.root))).not.toContain("dist/index.html");
  });

  it("finds a page again whose name differs only for file systems that see case", async () => {
    const place = project();
    await publish(site({ "About.html": "old" }), place);
    linkSync(join(place.out, "About.html"), join(place.out, "about.html"));
    const done = await publish(site({ "about.html": "new" }), place);
    expect(done.written).toEqual(["about.html"]);
    expect(treeOf(place.out)["about.html"]).toBe("new");
  });
});

function sorted(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function stamps(folder: string, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    files.map((file) => {
      const { ino, mtimeMs, ctimeMs } = statSync(join(folder, file));
      return [file, `${ino} ${mtimeMs} ${ctimeMs}`];
    }),
  );
}
