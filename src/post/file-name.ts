/** What the path of a post says: its date, its name, and whether it is a post or a page. */
import { withoutEnding } from "../shared/markdown-names.ts";
import { onceForText } from "../shared/once.ts";

export type FileName = {
  /** `2014-08-24`, perhaps of a day that does not exist; `null` where the name begins with no date. */
  readonly day: string | null;
  /** The date as the name has it: `14-8-24`. */
  readonly written: string | null;
  /** The name without its extension. */
  readonly whole: string;
  /** The name without date and extension; empty where nothing else is in it. */
  readonly rest: string;
};

const DATED = /^(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})(?:[-_ ]+(.*))?$/s;

/** `posts/2014-8-4-x.md` → 2014-08-04 and `x`. Of a bundle, `posts/x/index.md`, the folder has the name. */
export function readFileName(path: string): FileName {
  const parts = path.split("/");
  let name = withoutEnding(parts.at(-1) ?? "");
  if (/^_?index$/i.test(name) && parts.length > 2) name = parts.at(-2) ?? name;
  const match = DATED.exec(name);
  if (!match) return { day: null, written: null, whole: name, rest: name };
  const [, year = "", month = "", day = "", rest = ""] = match;
  // A year of two digits is one of this century, as Jekyll has it.
  const full = year.length === 2 ? `20${year}` : year;
  return {
    day: `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`,
    written: `${year}-${month}-${day}`,
    whole: name,
    rest: /[\p{L}\p{N}]/u.test(rest) ? rest : "",
  };
}

/** Files of the posts folder are posts, all others pages. */
export function isInFolder(path: string, folder: string): boolean {
  const plain = bare(folder);
  return plain === "" || plain === "." ? !path.startsWith("pages/") : path.startsWith(`${plain}/`);
}

const bare = onceForText((folder) => folder.replace(/^\.?\/|\/$/g, ""));
