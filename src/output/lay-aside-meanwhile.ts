import { close, fstat, mkdir, open, write } from "node:fs";
import { promisify } from "node:util";
import type { Laid, Spot } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { codeOf, refusal } from "./disk.ts";
import { layAside, staging } from "./lay-aside.ts";

export type LayAside = (text: string, spot: Spot) => Laid | Promise<Laid>;

/**
 * Lays one page aside after another. A quick disk is written to at once, which costs least; a slow one, where a file
 * takes longer than half a page does, is written to beside whatever is done next, by several hands.
 *
 * @param slow milliseconds for one file and its folder; a quick disk takes a fifth of it
 */
export function layingAside(slow = 0.3): LayAside {
  let slowInARow = 0;
  return (text, spot) => {
    if (slowInARow === 3) return layAsideMeanwhile(text, spot);
    const begun = performance.now();
    const laid = layAside(text, spot);
    slowInARow = performance.now() - begun > slow ? slowInARow + 1 : 0;
    return laid;
  };
}

/** Half the cost of `node:fs/promises`, which makes an object of every open file. */
const later = {
  open: promisify(open),
  write: promisify(write),
  fstat: promisify(fstat),
  close: promisify(close),
  mkdir: promisify(mkdir),
};

/** As `layAside` does. Rejects with what that throws. */
export async function layAsideMeanwhile(text: string, { path, folder, shown, standing }: Spot): Promise<Laid> {
  const bytes = Buffer.from(text);
  const name = hash(bytes);
  if (name === standing) return { hash: name, size: bytes.length, mtime: null };
  try {
    if (folder !== null) await makeFolderMeanwhile(folder);
    return { hash: name, size: bytes.length, mtime: await writeAsideMeanwhile(path, bytes) };
  } catch (error) {
    throw refusal(error, staging(shown));
  }
}

async function writeAsideMeanwhile(path: string, bytes: Uint8Array): Promise<number> {
  const file = await later.open(path, "wx");
  try {
    for (let at = 0; at < bytes.length; ) at += (await later.write(file, bytes, at)).bytesWritten;
    return (await later.fstat(file)).mtimeMs;
  } finally {
    await later.close(file);
  }
}

async function makeFolderMeanwhile(folder: string): Promise<void> {
  try {
    await later.mkdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") await later.mkdir(folder, { recursive: true });
    else if (codeOf(error) !== "EEXIST") throw error;
  }
}
