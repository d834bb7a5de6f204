import { readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../model.ts";
import { foldCase, stillOurs } from "./compare.ts";
import { codeOf, look } from "./disk.ts";
import type { Folders } from "./folders.ts";
import type { Entries } from "./manifest.ts";
import { byPath, folderOf } from "./output-file.ts";
import type { Ground } from "./place.ts";

/** What we once wrote and no longer do. Only what is listed and still has our content goes. */
export type Removals = {
  readonly files: ReadonlySet<OutputFile>;
  /** Somebody has changed these since: they are theirs now. */
  readonly kept: readonly OutputFile[];
  /** Listed, but not there: only their folders may be left over. */
  readonly gone: readonly OutputFile[];
};

export type Search = {
  readonly ground: Ground;
  readonly owned: Entries;
  readonly wanted: { has(file: OutputFile): boolean };
  readonly folders: Folders;
};

export function findRemovals({ ground, owned, wanted, folders }: Search): Removals {
  const files = new Set<OutputFile>();
  const kept: OutputFile[] = [];
  const gone: OutputFile[] = [];
  for (const [file, entry] of [...owned].sort(([a], [b]) => byPath(a, b))) {
    if (wanted.has(file)) continue;
    const state = folders.stateOf(folderOf(file));
    const ours = state === "there" ? stillOurs(ground, file, entry) : state === "link" ? false : null;
    if (ours === true) files.add(file);
    else if (ours === false) kept.push(file);
    else gone.push(file);
  }
  return { files, kept, gone };
}

/**
 * Removes files, except one that a file system blind to case holds to be a page just written: that page's new
 * spelling and the old one are the same file.
 */
export function removeFiles(ground: Ground, files: Iterable<OutputFile>, wanted: Iterable<OutputFile>): void {
  const doomed = [...files];
  if (doomed.length === 0) return;
  const spelling = new Map<string, OutputFile>();
  for (const file of wanted) spelling.set(foldCase(file), file);
  for (const file of doomed) {
    const twin = spelling.get(foldCase(file));
    if (twin === undefined || !isSameFile(ground, file, twin)) remove(join(ground.out, file));
  }
}

/** Removes the folders that became empty, upwards; answers with what others have in those that are not. */
export function removeEmptyFolders(ground: Ground, files: Iterable<OutputFile>, wanted: ReadonlySet<string>): string[] {
  const left = new Set<string>();
  const done = new Set<string>();
  const deepestFirst = [...new Set([...files].map(folderOf))].sort((a, b) => -byPath(a, b));
  for (const start of deepestFirst) {
    for (let folder = start; folder !== "" && !wanted.has(folder) && !done.has(folder); folder = folderOf(folder)) {
      if (!removeFolder(join(ground.out, folder))) {
        left.add(folder);
        break;
      }
      done.add(folder);
    }
  }
  return [...left].filter((folder) => !done.has(folder)).flatMap((folder) => namesIn(ground, folder));
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

/** True if the folder is no more. Not being allowed to is no harm: it is empty, or it is not ours alone. */
function removeFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
  }
}

function isSameFile(ground: Ground, one: OutputFile, other: OutputFile): boolean {
  const a = look(join(ground.out, one));
  const b = look(join(ground.out, other));
  return a !== null && b !== null && a.ino === b.ino && a.dev === b.dev;
}

function namesIn(ground: Ground, folder: string): string[] {
  const path = join(ground.out, folder);
  if (!look(path)?.isDirectory()) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.map((entry) => `${folder}/${entry.name}${entry.isDirectory() ? "/" : ""}`).sort(byPath);
}
