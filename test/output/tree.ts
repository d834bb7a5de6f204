import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ReadyFile } from "../../src/model.ts";
import type { Place } from "../../src/output/publish.ts";
import { hash } from "../../src/shared/hash.ts";
import { ProblemError } from "../../src/shared/problem.ts";

/** Path → content. A folder that must be there although it is empty is written `name/`. */
export type Tree = Readonly<Record<string, string>>;

/** A new project folder that is gone after the test. */
export function project(under = tmpdir()): Place {
  const root = mkdtempSync(join(under, "inkstone-output-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return { root, out: join(root, "dist") };
}

/** The files of a site, pages unless their name says otherwise. */
export function site(tree: Tree): ReadyFile[] {
  return Object.entries(tree).map(([file, text]) => ({ file, source: `posts/${file}.md`, content: { text } }));
}

export function asset(file: string, from: string, text: string): ReadyFile {
  return { file, source: from, content: { copyFrom: from, hash: hash(text), size: Buffer.byteLength(text) } };
}

/** What a folder holds: files with their text, links as `-> target`, empty folders as `name/`. */
export function treeOf(folder: string): Tree {
  return Object.fromEntries(listTree(folder, "").sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function write(folder: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    if (path.endsWith("/")) mkdirSync(join(folder, path), { recursive: true });
    else {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
}

/** The problems with which something ends; fails if it does not, or ends otherwise. */
export async function problemsOf(work: Promise<unknown>): Promise<ProblemError["problems"]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  throw new Error("it ended well, but a problem was expected");
}

function listTree(folder: string, path: string): [string, string][] {
  const entries = readdirSync(join(folder, path), { withFileTypes: true });
  if (entries.length === 0 && path !== "") return [[`${path}/`, ""]];
  return entries.flatMap((entry): [string, string][] => {
    const each = path === "" ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) return listTree(folder, each);
    if (entry.isSymbolicLink()) return [[each, `-> ${readlinkSync(join(folder, each))}`]];
    return [[each, readFileSync(join(folder, each), "utf8")]];
  });
}
