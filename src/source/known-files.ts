/**
 * Posts and assets that an earlier run has read: where the stat is what it was, and the file had rested by then, it is
 * not opened; its text is read when somebody needs it. Only what is known by a hash can be known again so.
 */
import type { Asset, SourceFile, SourcePath } from "../model.ts";
import type { Look, Make } from "./look.ts";
import { type Outcome, textAgain } from "./read-file.ts";
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

type Seen<Value> = { readonly as: string; readonly stat: Stat; readonly make: Make<Value> };
type Recalled<Value> = { readonly row: KnownFile; readonly outcome: Outcome<Value> };

/** Answers for one file after another what an earlier run made of it; `null`: it has to be read. */
export function recollection(before: KnownFiles): <Value>(file: Found, seen: Seen<Value>) => Recalled<Value> | null {
  const rows = new Map(Object.entries(before).map(([as, files]) => [as, new Map(files.map((row) => [row[0], row]))]));
  return <Value>(file: Found, { as, stat, make }: Seen<Value>) => {
    const row = rows.get(as)?.get(file.path);
    if (row === undefined || !isSameStat(statIn(row), stat)) return null;
    const value = as === asset ? assetOf(file, row) : new KnownPostFile(file, row, make as Make<SourceFile>);
    return { row, outcome: { value: value as Value } };
  };
}

/** A look that knows files again, and notes those that the next run may. */
export function recognize(before: KnownFiles, clock: () => number = Date.now): Recognition {
  const recall = recollection(before);
  const known: Record<string, KnownFile[]> = {};
  let fresh = 0;
  const note = (as: string, row: KnownFile) => {
    known[as] ??= [];
    known[as].push(row);
  };

  const read = <Value>(file: Found, as: string, make: Make<Value>): Outcome<Value> => {
    const now = clock();
    const stat = as === asset || as.startsWith("post ") ? statOf(file.full) : null;
    if (stat === null) return make(file);
    const recalled = recall(file, { as, stat, make });
    if (recalled !== null) {
      note(as, recalled.row);
      return recalled.outcome;
    }
    const outcome = make(file, stat.size);
    const row = "value" in outcome ? rowOf(file, stat, outcome.value as SourceFile | Asset) : null;
    if (row !== null && hasRested(stat, now)) {
      note(as, row);
      fresh += 1;
    }
    return outcome;
  };
  return { look: { scan: (_, make) => make(), read, done: () => {} }, known: () => known, fresh: () => fresh };
}

const asset = "asset";

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

/** A post that was not opened. */
class KnownPostFile implements SourceFile {
  readonly path: SourcePath;
  readonly hash: string;
  readonly #file: Found;
  readonly #make: Make<SourceFile>;

  constructor(file: Found, [path, hash]: KnownFile, make: Make<SourceFile>) {
    this.path = path;
    this.hash = hash;
    this.#file = file;
    this.#make = make;
  }

  get text(): string {
    return textAgain(this.hash, this.#make(this.#file));
  }
}
