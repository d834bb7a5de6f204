import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { look, onDisk } from "./disk.ts";
import type { Entries, Entry } from "./manifest.ts";
import type { Ground } from "./place.ts";

/** What stands where a file should be written. */
export type Standing =
  | { readonly is: "same"; readonly mtime: number }
  /** `before`: the hash of what is there, if we wrote it. */
  | { readonly is: "free" | "ours"; readonly before: string | null }
  /** A file we once wrote and somebody changed since. */
  | { readonly is: "edited" }
  | { readonly is: "foreign" }
  | { readonly is: "folder" };

export type Compare = {
  with(wanted: { readonly file: OutputFile; readonly hash: string; readonly size: number }): Standing;
  /** What is known of a place by its looks: nothing is there, or exactly this of ours. Else `null`. */
  foresee(file: OutputFile): Foreseen | null;
};
export type Foreseen = { readonly is: "free" } | { readonly is: "ours"; readonly hash: string; readonly mtime: number };

/** One stat where nothing changed; a file is read only when size and time do not tell. */
export function comparison(ground: Ground, owned: Entries): Compare {
  const twinOf = twins(ground, owned);
  const foresee: Compare["foresee"] = (file) =>
    onDisk(`read ${ground.show(file)}`, () => {
      const found = look(join(ground.out, file));
      if (found === null) return { is: "free" };
      const entry = owned.get(file);
      const rested = found.isFile() && entry?.mtime === found.mtimeMs && entry.size === found.size;
      return entry !== undefined && rested ? { is: "ours", hash: entry.hash, mtime: entry.mtime } : null;
    });
  const compare: Compare["with"] = ({ file, hash: wanted, size }) =>
    onDisk(`read ${ground.show(file)}`, () => {
      const path = join(ground.out, file);
      const found = look(path);
      if (found === null) return { is: "free", before: null };
      if (found.isDirectory()) return { is: "folder" };
      if (!found.isFile()) return { is: "foreign" };
      const entry = owned.get(file) ?? twinOf(file, found.ino);
      const rested = entry !== undefined && entry.mtime === found.mtimeMs && entry.size === found.size;
      if (rested)
        return entry.hash === wanted ? { is: "same", mtime: entry.mtime } : { is: "ours", before: entry.hash };
      if (entry === undefined && found.size !== size) return { is: "foreign" };
      const content = hash(readFileSync(path));
      if (content === wanted) return { is: "same", mtime: found.mtimeMs };
      if (entry === undefined) return { is: "foreign" };
      return isOurs(entry, content) ? { is: "ours", before: content } : { is: "edited" };
    });
  return { with: compare, foresee };
}

/** Whether what stands at the path of an entry is still what we wrote; `null` = nothing stands there. */
export function stillOurs(ground: Ground, file: OutputFile, entry: Entry): boolean | null {
  return onDisk(`read ${ground.show(file)}`, () => {
    const path = join(ground.out, file);
    const found = look(path);
    if (found === null) return null;
    if (!found.isFile()) return false;
    if (entry.mtime === found.mtimeMs && entry.size === found.size) return true;
    return isOurs(entry, hash(readFileSync(path)));
  });
}

/** One key for all spellings that some file system takes for one name. */
export function foldCase(file: OutputFile): string {
  return file.normalize("NFC").toLowerCase();
}

function isOurs(entry: Entry, content: string): boolean {
  return content === entry.hash || content === entry.before;
}

/** Where `About.html` and `about.html` are one file, a page that changes its case finds itself in the way. */
function twins(ground: Ground, owned: Entries): (file: OutputFile, inode: number) => Entry | undefined {
  let byFold: Map<string, OutputFile> | null = null;
  return (file, inode) => {
    byFold ??= new Map([...owned.keys()].map((path) => [foldCase(path), path]));
    const twin = byFold.get(foldCase(file));
    if (twin === undefined || look(join(ground.out, twin))?.ino !== inode) return undefined;
    return owned.get(twin);
  };
}
