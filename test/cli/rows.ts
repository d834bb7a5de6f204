/** What `inkstone list` says of a blog: address, date and tags of each file. */
import { expect } from "vitest";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";

type Row = { readonly file: string; readonly url: string; readonly date: string; readonly tags: readonly string[] };

export async function rows(files: Readonly<Record<string, string>>) {
  const { out, error } = await inkstone(["list", "all", "--json"], { cwd: folder(files) });
  expect(error).toBe("");
  const all = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
  return Object.fromEntries(all.map(({ file, url, date, tags }) => [file, [url, date, tags.join()]]));
}
