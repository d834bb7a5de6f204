import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clean } from "../../src/output/clean.ts";
import { publish } from "../../src/output/publish.ts";
import { project, site, treeOf, write } from "./tree.ts";

const blog = { "index.html": "home", "posts/a/index.html": "a", "posts/b/index.html": "b" };

describe("clean", () => {
  it("removes what was published, the folders this leaves empty, and the list of it", async () => {
    const place = project();
    await publish(site(blog), place);
    const done = await clean(place);
    expect(done).toEqual({ removed: Object.keys(blog).sort(), kept: [], foreign: [] });
    expect(Object.keys(treeOf(place.root)).filter((path) => !path.startsWith(".inkstone/"))).toEqual([]);
    expect(await clean(place)).toEqual({ removed: [], kept: [], foreign: [] });
  });

  it("leaves what others have, also a page of ours that they changed, and names it", async () => {
    const place = project();
    await publish(site(blog), place);
    const theirs = { CNAME: "x", ".git/HEAD": "ref", "posts/a/own.txt": "own", "posts/b/index.html": "edited" };
    write(place.out, theirs);
    const told = await clean({ ...place, dryRun: true });
    expect(treeOf(place.out)).toEqual({ ...blog, ...theirs });
    const done = await clean(place);
    expect(done).toEqual({
      removed: ["index.html", "posts/a/index.html"],
      kept: ["posts/b/index.html"],
      foreign: [".git/", "CNAME", "posts/"],
    });
    expect(told).toEqual(done);
    expect(treeOf(place.out)).toEqual(theirs);
  });

  it("removes nothing where nothing is known", async () => {
    const place = project();
    write(place.out, blog);
    expect(await clean(place)).toEqual({ removed: [], kept: [], foreign: ["index.html", "posts/"] });
    expect(treeOf(place.root)).toEqual({
      "dist/index.html": "home",
      "dist/posts/a/index.html": "a",
      "dist/posts/b/index.html": "b",
    });
  });

  it("removes what a killed build left staged", async () => {
    const place = project();
    await publish(site(blog), place);
    write(place.root, { ".inkstone/stage/123/tree/a/index.html": "x", "dist/.inkstone-stage/7": "x" });
    await clean(place);
    expect(treeOf(join(place.root, ".inkstone"))).toEqual({
      ".gitignore": "*\n",
      "manifest.json": expect.any(String),
      "stage/": "",
    });
    expect(Object.keys(treeOf(place.root)).filter((path) => path.startsWith("dist"))).toEqual([]);
  });

  it("of one output folder does not forget another", async () => {
    const place = project();
    const other = { ...place, out: join(place.root, "preview") };
    await publish(site(blog), place);
    await publish(site(blog), other);
    await clean(place);
    expect((await publish(site(blog), other)).unchanged).toBe(3);
    expect((await clean(other)).removed).toHaveLength(3);
  });

  it("goes on although the output folder has vanished", async () => {
    const place = project();
    await publish(site(blog), place);
    rmSync(place.out, { recursive: true });
    expect(await clean(place)).toEqual({ removed: [], kept: [], foreign: [] });
    mkdirSync(place.out);
    expect((await publish(site(blog), place)).written).toHaveLength(3);
  });
});
