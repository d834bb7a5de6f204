import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { build } from "../../src/build.ts";
import type { OutputFile, Problem, Spot } from "../../src/model.ts";
import { layAside } from "../../src/output/lay-aside.ts";
import { layAsideMeanwhile, layingAside } from "../../src/output/lay-aside-meanwhile.ts";
import { publish } from "../../src/output/publish.ts";
import { hash } from "../../src/shared/hash.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { createWorker, inProcess } from "../../src/worker/in-process.ts";
import { home, now } from "../laws/in-memory.ts";
import { problemsOf, project, type Tree, treeOf, write } from "./tree.ts";

/** Nothing is as quick as that, and nothing as slow. */
const [slowDisk, quickDisk] = [() => layingAside(-1), () => layingAside(Infinity)];

const ways = [
  { way: "at once", lay: async (text: string, spot: Spot) => layAside(text, spot) },
  { way: "meanwhile", lay: layAsideMeanwhile },
];

describe.each(ways)("a page laid aside $way", ({ lay }) => {
  const text = "<p>第一篇 😀</p>".repeat(9_000);

  it("is whole, and known by its bytes and its time", async () => {
    const spot = spotIn("a/b/c.html");
    const laid = await lay(text, spot);
    expect(readFileSync(spot.path, "utf8")).toBe(text);
    const { size, mtimeMs } = statSync(spot.path);
    expect(laid).toEqual({ hash: hash(Buffer.from(text)), size, mtime: mtimeMs });
  });

  it("beside another, and in no folder of its own", async () => {
    const spot = spotIn("a.html");
    await lay(text, spot);
    const path = join(dirname(spot.path), "b.html");
    await lay("", { ...spot, path, folder: null });
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("is not written where the same stands", async () => {
    const spot = { ...spotIn("a.html"), standing: hash(Buffer.from(text)) };
    expect(await lay(text, spot)).toMatchObject({ mtime: null });
    expect(existsSync(dirname(spot.path))).toBe(false);
  });

  it("does not take the place of another", async () => {
    const spot = spotIn("a.html");
    await lay("one", spot);
    expect(await problemsOf(lay("two", spot))).toMatchObject([{ code: "output/disk" }]);
    expect(readFileSync(spot.path, "utf8")).toBe("one");
  });

  it("says what could not be written, where a file stands in its way", async () => {
    const spot = spotIn("a.html");
    mkdirSync(dirname(dirname(spot.path)), { recursive: true });
    writeFileSync(dirname(spot.path), "");
    const [problem] = await problemsOf(lay(text, spot));
    expect(problem).toMatchObject({ code: "output/disk" });
    expect(problem?.message).toMatch(/^Could not write dist\/a\.html \(staged, not yet published\): /);
  });
});

describe("on a disk that is slow", () => {
  it("the site is the one of a quick disk, file by file in the same order", async () => {
    const [slow, quick] = [blog(), blog()];
    const [one, other] = [await publishBlog(slow.root, slowDisk), await publishBlog(quick.root, quickDisk)];
    expect(one.problems).toEqual(other.problems);
    expect(one.order).toEqual(other.order);
    expect(treeOf(slow.out)).toEqual(treeOf(quick.out));
    expect(Object.keys(treeOf(slow.out)).length).toBeGreaterThan(100);
  });

  it("again, nothing is written", async () => {
    const { root } = blog();
    await publishBlog(root, slowDisk);
    expect(await publishBlog(root, slowDisk)).toMatchObject({ published: { written: [] } });
  });

  it("a page that cannot be made is told before the next is tried, and nothing is lost or left", async () => {
    const broken = {
      "templates/post.njk": "{{ post.title }}{% if post.title == 'Post 7' %}{{ post.nothing.more }}{% endif %}",
    };
    const [slow, quick] = [blog(broken), blog(broken)];
    const [one, other] = [await publishBlog(slow.root, slowDisk), await publishBlog(quick.root, quickDisk)];
    expect(one.order).toEqual(other.order);
    expect(one.problems).toEqual(other.problems);
    expect(one.problems.map(({ file }) => file)).toEqual(["templates/post.njk"]);
    expect(treeOf(join(slow.root, ".inkstone"))["stage/"]).toBe("");
  });

  it("whoever stops in the midst leaves nothing in the stage", async () => {
    const { root, out } = blog();
    const stop = new AbortController();
    const work = publishBlog(root, slowDisk, { signal: stop.signal, stopAt: 20, stop: () => stop.abort() });
    await expect(work).rejects.toThrow(/abort/i);
    expect(treeOf(out)).toEqual({});
    expect(treeOf(join(root, ".inkstone"))["stage/"]).toBe("");
  });
});

function spotIn(name: string): Spot {
  const path = join(project().root, "stage/posts", name);
  return { path, folder: dirname(path), shown: `dist/${name}`, standing: null };
}

function blog(more: Tree = {}) {
  const place = project();
  const posts = Array.from({ length: 120 }, (_, number) => [
    `posts/2024-01-02-p${number}.md`,
    `---\ntitle: Post ${number}\ntags: [t${number % 7}]\n---\n\nWords of ${number}.\n`,
  ]);
  write(place.root, { "site.yml": "title: 砚\nurl: https://example.com\n", ...Object.fromEntries(posts), ...more });
  mkdirSync(place.out);
  return place;
}

type Stopping = { readonly signal?: AbortSignal; readonly stopAt?: number; readonly stop?: () => void };

async function publishBlog(root: string, disk: typeof slowDisk, { signal, stopAt, stop }: Stopping = {}) {
  const workers = inProcess(createWorker(), disk);
  const built = await build(await readSources(root, { home, now }), workers);
  const problems: Problem[] = [...built.problems];
  const order: OutputFile[] = [];
  const files = async function* (spot: (file: OutputFile) => Spot | null) {
    const how = { spot: ({ file }: { readonly file: OutputFile }) => spot(file) };
    for await (const ready of built.render(built.outputs, (problem) => problems.push(problem), how)) {
      order.push(ready.file);
      if (order.length === stopAt) stop?.();
      yield ready;
    }
  };
  const published = await publish(files, { root, out: join(root, "dist"), ...(signal && { signal }) });
  return { problems, order, published };
}
