import fs from "node:fs";

/** By which a file is known again without being opened. Times are milliseconds since 1970. */
export type Stat = { readonly mtime: number; readonly ctime: number; readonly size: number; readonly inode: number };

/** Milliseconds after which a file has rested: more than the coarsest clock of a disk (FAT: two seconds). */
const rest = 2_100;

export function statOf(full: string): Stat | null {
  try {
    const { mtimeMs, ctimeMs, size, ino } = fs.statSync(full);
    return { mtime: mtimeMs, ctime: ctimeMs, size, inode: ino };
  } catch {
    return null;
  }
}

/** A file that changed a moment ago may change once more inside one tick of the disk's clock, with the same size. */
export function hasRested({ ctime }: Stat, now: number): boolean {
  return now - ctime > rest;
}

export function isSameStat(one: Stat, other: Stat): boolean {
  return one.mtime === other.mtime && one.ctime === other.ctime && one.size === other.size && one.inode === other.inode;
}
