import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Whether a program is on this machine. Tests that need one are skipped without it, and say so; with
 * `INKSTONE_NO_SKIP=1` a missing program is a failure instead.
 *
 *     it.skipIf(!needs("strace"))("…", () => …)
 */
export function needs(program: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return needsThat(
    `the program ${program}`,
    folders.some((folder) => isExecutable(join(folder, program))),
  );
}

/** The same for anything else a machine may lack: a right, a kind of file system. */
export function needsThat(what: string, there: boolean): boolean {
  if (there) return true;
  if (process.env.INKSTONE_NO_SKIP === "1") throw new Error(`${what} is needed here (INKSTONE_NO_SKIP=1)`);
  process.stderr.write(`skipped: this machine lacks ${what}\n`);
  return false;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
