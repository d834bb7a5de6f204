/** Where Jekyll looks for posts: in `_posts` and `_drafts` at any depth, but not below what it leaves out. */
import fs from "node:fs";
import path from "node:path";
import { matcher } from "../leave-out.ts";

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
