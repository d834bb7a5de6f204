/**
 * Where a file's front matter is, for those who want to know what a file says of itself before it is read as a post:
 * the plain shapes alone, from the first line on. What nearly is front matter is told where posts are read.
 */
import { jsonBlockEnd } from "./json-block.ts";

export type FrontBlock = {
  readonly format: "yaml" | "toml" | "json";
  readonly block: string;
  /** Of the file, from 1, on which the block begins. */
  readonly line: number;
};

/** `null` where there is none, or where it does not end. */
export function findFrontBlock(text: string): FrontBlock | null {
  const opening = /^\ufeff?\s*(?:(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)|(?=\{))/.exec(text);
  if (opening === null) return null;
  const [above, fence] = opening;
  const line = above.split(/\r\n|\n|\r/).length;
  if (fence === undefined) {
    const end = jsonBlockEnd(text, above.length);
    return end < 0 ? null : { format: "json", block: text.slice(above.length, end), line };
  }
  const below = text.slice(above.length);
  const end = below.search(fence === "---" ? /^(?:---|\.\.\.)[ \t]*$/m : /^\+\+\+[ \t]*$/m);
  return end < 0 ? null : { format: fence === "---" ? "yaml" : "toml", block: below.slice(0, end), line };
}
