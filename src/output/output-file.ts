import type { OutputFile } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";

/** Where a build stages when the output folder is a disk of its own; never published. */
export const STAGE_IN_OUT = ".inkstone-stage";

/**
 * The last door before the disk. Addresses are made safe where they are made; here they are only believed if every
 * segment is a plain name.
 */
export function isSafeFile(file: OutputFile): boolean {
  if (file === "" || file.includes("\0") || file.includes("\\")) return false;
  return file.split("/").every(isPlainName) && !file.startsWith(`${STAGE_IN_OUT}/`);
}

export function refuseUnsafe(file: OutputFile, source: string): void {
  if (isSafeFile(file)) return;
  throw new ProblemError({
    severity: "error",
    code: "output/unsafe-path",
    message: `The output path ${JSON.stringify(file)} is not a plain path inside the output folder.`,
    file: source,
    hint: "every part of it must be a name of 1 to 255 bytes, without . .. \\ or NUL.",
  });
}

/** The folder of an output file: `""` is the output folder itself. */
export function folderOf(file: OutputFile): string {
  const slash = file.lastIndexOf("/");
  return slash < 0 ? "" : file.slice(0, slash);
}

/** Code-unit order: the same on every machine. */
export function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isPlainName(name: string): boolean {
  if (name === "" || name === "." || name === "..") return false;
  return name.length < 86 || Buffer.byteLength(name) <= 255;
}
