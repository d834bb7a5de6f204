import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { ReadyFile } from "../../src/model.ts";
import { type Place, publish } from "../../src/output/publish.ts";
import { asset, type Tree, treeOf, write } from "../output/tree.ts";

/**
 * A commit with everything in it that can happen: more than thirty changed files, new folders, deletions, a person's
 * file in a folder that goes, a file that becomes a folder and the other way round, assets, pages that stay.
 */
export const OLD: Tree = {
  ...pages("posts/第N篇/index.html", 24, "old"),
  ...pages("tags/N/index.html", 4, "old"),
  ...pages("gone/N/index.html", 4, "old"),
  ...pages("still/N.html", 5, "still"),
  "index.html": "list old",
  "feed.xml": "list old",
  "css/main.css": "asset old",
  "img/gone.png": "asset gone",
  about: "old file",
  "links/a/index.html": "old folder",
  "links/b.html": "old folder",
};

export const NEW: Tree = {
  ...pages("posts/第N篇/index.html", 24, "new page"),
  ...pages("posts/new-N/index.html", 3, "new page"),
  ...pages("tags/N/index.html", 3, "list new"),
  ...pages("still/N.html", 5, "still"),
  "still/more.html": "new page",
  "index.html": "list new",
  "feed.xml": "list new",
  "css/main.css": "asset new",
  "css/print.css": "asset new",
  "about/index.html": "new folder",
  links: "new file",
  "新/深/index.html": "new page",
};

/** What comes after whatever happened: other pages again, so that a manifest that believes itself is found out. */
export const NEXT: Tree = {
  ...pages("posts/第N篇/index.html", 12, "next"),
  ...pages("gone/N/index.html", 2, "next"),
  "index.html": "list next",
  "feed.xml": "list new",
  about: "old file",
  "links/b.html": "next",
};

export const THEIRS: Tree = {
  CNAME: "example.com",
  ".git/HEAD": "ref: refs/heads/main",
  "gone/2/own.txt": "a person's own",
  "posts/第3篇/notes.txt": "a person's own",
};

/** Hundreds of small trees are made and removed: in memory where there is a place for it. */
const FAST = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export function filesOf(tree: Tree): ReadyFile[] {
  return Object.entries(tree).map(([file, text]): ReadyFile => {
    if (text.startsWith("asset")) return asset(file, `assets/${text.slice(6)}/${file}`, text);
    const source = text.startsWith("list") ? "templates/list.njk" : `posts/${file}.md`;
    return { file, source, content: { text } };
  });
}

/** A project in which the old site stands published, with a person's files in between. */
export async function publishedOld(place = emptyProject()): Promise<Place> {
  await publish(filesOf(OLD), place);
  write(place.out, THEIRS);
  return place;
}

/** A project that was never built; `out` may be elsewhere. */
export function emptyProject(under = FAST, out?: string): Place {
  const root = mkdtempSync(join(under, "inkstone-faults-"));
  for (const { content } of [...filesOf(OLD), ...filesOf(NEW)]) {
    if ("copyFrom" in content) write(root, { [content.copyFrom]: textOfAsset(content.copyFrom) });
  }
  return { root, out: out ?? join(root, "dist") };
}

/** The same project again, to be broken. */
export function copyOf(place: Place): Place {
  const root = mkdtempSync(join(place.root, "..", "inkstone-faults-"));
  cpSync(place.root, root, { recursive: true, preserveTimestamps: true });
  return { root, out: join(root, "dist") };
}

export function discard(...places: readonly Place[]): void {
  for (const folder of places.flatMap(({ root, out }) => [root, out])) rmSync(folder, { recursive: true, force: true });
}

export function expectOld(place: Place): void {
  expect(treeOf(place.out)).toEqual(sorted({ ...OLD, ...THEIRS }));
}

export function expectNew(place: Place): void {
  expect(treeOf(place.out)).toEqual(sorted({ ...NEW, ...THEIRS }));
}

/** Every file is old or new and whole, a person's files are theirs, and no page leads to one that is not there yet. */
export function expectWhole(place: Place): void {
  const disk = treeOf(place.out);
  const { ".inkstone-stage/": _, ...found } = disk;
  for (const [path, text] of Object.entries(found)) {
    if (path.startsWith(".inkstone-stage") || path.endsWith("/")) continue;
    expect([OLD[path], NEW[path], THEIRS[path]], path).toContain(text);
  }
  for (const [path, text] of Object.entries(THEIRS)) expect(disk[path], path).toBe(text);
  for (const path of Object.keys(OLD)) {
    if (path in NEW && !isSwapped(path)) expect(disk, path).toHaveProperty([path]);
  }
  expectOrder(disk);
}

/** Whatever has happened before, the next build completes the site, be it the same (odd) or another one (even). */
export async function expectRecovery(place: Place, number = 1): Promise<void> {
  if (number % 2 === 0) {
    await publish(filesOf(NEXT), place);
    expect(treeOf(place.out)).toEqual(sorted({ ...NEXT, ...THEIRS }));
  } else {
    await publish(filesOf(NEW), place);
    expectNew(place);
    expect(await publish(filesOf(NEW), place)).toMatchObject({ written: [], removed: [] });
  }
  expectTidy(place);
}

/** No lock, nothing staged, here or in the output folder. */
export function expectTidy(place: Place): void {
  expect(existsSync(join(place.root, ".inkstone/lock"))).toBe(false);
  const stage = join(place.root, ".inkstone/stage");
  if (existsSync(stage)) expect(treeOf(stage)).toEqual({});
  expect(Object.keys(treeOf(place.out)).filter((path) => path.startsWith(".inkstone"))).toEqual([]);
}

/** Once a page is new every asset is, once a list is new every page is, once something is gone every list is new. */
function expectOrder(disk: Tree): void {
  const isNew = (prefix: string) =>
    Object.entries(NEW)
      .filter(([path, text]) => text.startsWith(prefix) && text !== OLD[path])
      .map(([path, text]) => disk[path] === text);
  const all = (prefix: string) => isNew(prefix).every(Boolean);
  const any = (prefix: string) => isNew(prefix).some(Boolean);
  if (any("new page")) expect(all("asset new"), "assets before pages").toBe(true);
  if (any("list new")) expect(all("new page"), "pages before lists").toBe(true);
  const gone = Object.keys(OLD).filter((path) => !(path in NEW) && !isSwapped(path));
  if (gone.some((path) => !(path in disk))) expect(all("list new"), "lists before removals").toBe(true);
}

function isSwapped(path: string): boolean {
  return path === "about" || path.startsWith("links/");
}

function pages(pattern: string, many: number, text: string): Tree {
  return Object.fromEntries(Array.from({ length: many }, (_, n) => [pattern.replace("N", String(n)), `${text} ${n}`]));
}

function textOfAsset(path: string): string {
  return `asset ${path.split("/")[1]}`;
}

function sorted(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));
}
