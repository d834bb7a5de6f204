/** What the words and flags of a call say of the project that it is about. */
import path from "node:path";
import type { ReadOptions } from "../source/read-sources.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";

/** The project, absolute. */
export function rootOf({ words }: Call): string {
  return path.resolve(words[0] ?? ".");
}

/** The present moment, or the one that `--now` names. */
export function presentOf({ flags }: Call): ReadOptions["now"] {
  return flagValue(flags, "now") ?? Date.now();
}

export function readOptions({ home, flags }: Call): Omit<ReadOptions, "now"> {
  return {
    home,
    drafts: flags.drafts === true,
    future: flags.future === true,
    base: flagValue(flags, "base"),
    url: flagValue(flags, "url"),
    out: flagValue(flags, "out"),
  };
}

/** As seen from where the person stands, if that is shorter. */
export function shownFolder(out: string): string {
  const seen = path.relative(process.cwd(), out);
  return `${seen === "" ? "." : seen.startsWith("..") || path.isAbsolute(seen) ? out : seen}/`;
}
