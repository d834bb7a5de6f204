import { closeSync, fstatSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import type { Laid, Spot } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { codeOf, onDisk } from "./disk.ts";

/**
 * Puts a page where it waits to be published; whoever renders it does so, in whichever thread. The same text again is
 * not written. Throws a `ProblemError` when the disk refuses.
 */
export function layAside(text: string, { path, folder, shown, standing }: Spot): Laid {
  const bytes = utf8Of(text);
  const name = hash(bytes);
  if (name === standing) return { hash: name, size: bytes.length, mtime: null };
  const mtime = onDisk(staging(shown), () => {
    if (folder !== null) makeFolder(folder);
    return writeAside(path, bytes);
  });
  return { hash: name, size: bytes.length, mtime };
}

/** Pages are written one after the other: their bytes need no memory of their own. */
const scratch = Buffer.allocUnsafeSlow(512 * 1024);

/** Good until the next text. */
function utf8Of(text: string): Buffer {
  return text.length * 3 > scratch.length ? Buffer.from(text) : scratch.subarray(0, scratch.write(text));
}

export function staging(shown: string): string {
  return `write ${shown} (staged, not yet published)`;
}

/** A new file; answers its time of change. */
export function writeAside(path: string, bytes: Uint8Array): number {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, bytes);
    return fstatSync(file).mtimeMs;
  } finally {
    closeSync(file);
  }
}

/** Most folders of a site hold one page, and those above them are there: one call is enough. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") mkdirSync(folder, { recursive: true });
    else if (codeOf(error) !== "EEXIST") throw error;
  }
}
