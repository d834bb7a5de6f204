/** Where Jekyll looks for posts: in `_posts` and `_drafts` at any depth, but not below what it leaves out. */
import fs from "node:fs";
import path from "node:path";
import type { Json } from "../../model.ts";
import { matcher } from "../leave-out.ts";
import type { Values } from "./old-settings.ts";
import { textOf } from "./translate.ts";

export type JekyllFolders = {
  /** Of the sources: empty, or `src`. */
  readonly source: string;
  /** Of the collections, posts among them: the same, or a folder below it. */
  readonly collections: string;
};

/** Where `source` and `collections_dir` say that a blog lies. */
export function foldersOf(old: Values): JekyllFolders {
  const source = folderIn(old.source);
  return { source, collections: below(source, folderIn(old.collections_dir)) };
}

/** `a` and `b`, of which either may be empty. */
export function below(folder: string, path: string): string {
  return folder === "" || path === "" ? folder + path : `${folder}/${path}`;
}

function folderIn(value: Json | undefined): string {
  const written = path.posix.normalize((textOf(value ?? "") ?? "").replaceAll("\\", "/")).replace(/\/+$/, "");
  return written === "." || /^(?:\/|\.\.(?:\/|$))/.test(written) ? "" : written;
}

type Patterns = { readonly exclude: readonly string[]; readonly include: readonly string[] };

/** `_drafts`, `travel/japan/_posts`: all but the `_posts` at the top, in the order of their names. */
export function postFoldersOf(root: string, { exclude, include }: Patterns): readonly string[] {
  const leaves = [...exclude, ...leftOut].map(matcher);
  const takes = include.map(matcher);
  const found: string[] = [];
  const look = (folder: string) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const inner = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) continue;
      const isNamed = takes.some((matches) => matches(entry.name));
      if (!isNamed && leaves.some((matches) => matches(inner))) continue;
      if (/^_(?:posts|drafts)$/.test(entry.name)) found.push(inner);
      else if (isNamed || !/^[._#~]|~$/.test(entry.name)) look(inner);
    }
  };
  look("");
  return found.filter((folder) => folder !== "_posts").sort();
}

/** What it leaves out without being told. */
const leftOut = ["**/node_modules", ...["bundle", "cache", "gems", "ruby"].map((name) => `vendor/${name}`)];
