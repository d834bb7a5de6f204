/**
 * Posts and assets that an earlier run has read: where the stat is what it was, and the file had rested by then, it is
 * not opened; its text is read when somebody needs it. Only what is known by a hash can be known again so.
 */
import type { Asset, Problem, SourceFile, SourcePath } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Outcome } from "./read-file.ts";
import type { Look, Make } from "./remembered.ts";
import type { Found } from "./scan.ts";
import { hasRested, isSameStat, type Stat, statOf } from "./stat.ts";

/** A row of a table, since there are as many as files. */
export type KnownFile = readonly [
  path: SourcePath,
  hash: string,
  size: number,
  mtime: number,
  ctime: number,
  inode: number,
  width: number | null,
  height: number | null,
];

/** By the way in which they were read. */
export type KnownFiles = Readonly<Record<string, readonly KnownFile[]>>;

export type Recognition = {
  readonly look: Look;
  /** After the look: what the next run may know again. */
  known(): KnownFiles;
  /** How many of those were not known before. */
  fresh(): number;
};

export function recognize(before: KnownFiles, clock: () => number = Date.now): Recognition {
  const rows = new Map(Object.entries(before).map(([as, files]) => [as, new Map(files.map((row) => [row[0], row]))]));
  const known: Record<string, KnownFile[]> = {};
  let fresh = 0;
  const note = (as: string, row: KnownFile) => {
    known[as] ??= [];
    known[as].push(row);
  };

  const read = <Value>(file: Found, as: string, make: Make<Value>) => {
    if (!as.startsWith("post ") && as !== "asset") return make(file);
    const now = clock();
    const stat = statOf(file.full);
    if (stat === null) return make(file);
    const row = rows.get(as)?.get(file.path);
    if (row !== undefined && isSameStat(statIn(row), stat)) {
      note(as, row);
      const value =
        as === "asset" ? assetOf(file, row) : postOf(file, row, make as (file: Found) => Outcome<SourceFile>);
      return { value: value as Value };
    }
    const outcome = make(file, stat.size);
    const made = "value" in outcome ? rowOf(file, stat, outcome.value as SourceFile | Asset) : null;
    if (made !== null && hasRested(stat, now)) {
      note(as, made);
      fresh += 1;
    }
    return outcome;
  };
  return { look: { scan: (_, make) => make(), read, done: () => {} }, known: () => known, fresh: () => fresh };
}

function statIn([, , size, mtime, ctime, inode]: KnownFile): Stat {
  return { size, mtime, ctime, inode };
}

/** Files that may be included in posts are small; they are read each time. */
function rowOf({ path }: Found, { size, mtime, ctime, inode }: Stat, value: SourceFile | Asset): KnownFile | null {
  if (!("disk" in value)) return [path, value.hash, size, mtime, ctime, inode, null, null];
  return value.text === null ? [path, value.hash, size, mtime, ctime, inode, value.width, value.height] : null;
}

function assetOf({ path, full }: Found, [, hash, size, , , , width, height]: KnownFile): Asset {
  return { path, disk: full, hash, size, width, height, text: null };
}

function postOf(file: Found, [path, hash]: KnownFile, make: (file: Found) => Outcome<SourceFile>): SourceFile {
  return {
    path,
    hash,
    get text() {
      const outcome = make(file);
      if ("problem" in outcome) throw new ProblemError(outcome.problem);
      if (outcome.value.hash !== hash) throw new ProblemError(changedMeanwhile(path));
      return outcome.value.text;
    },
  };
}

function changedMeanwhile(path: SourcePath): Problem {
  return {
    severity: "error",
    code: "source/changed-meanwhile",
    message: `${path} was changed while the site was being built.`,
    file: path,
    hint: "build again.",
  };
}
