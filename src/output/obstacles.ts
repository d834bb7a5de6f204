import { accessSync, constants, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile } from "../model.ts";
import { type Problem, ProblemError } from "../shared/problem.ts";
import { codeOf, onDisk } from "./disk.ts";
import type { Gathered } from "./gather.ts";
import { byPath, folderOf } from "./output-file.ts";
import { type Ground, linkProblem, nearestFolder } from "./place.ts";
import type { Removals } from "./removals.ts";

/** What has to go so that a file or folder can take its place: files of ours, and folders left empty by that. */
export type Clearing = { readonly files: readonly string[]; readonly folders: readonly string[] };

/** By the path that is to be cleared. */
export type Clearings = ReadonlyMap<string, Clearing>;

export type Preflight = {
  readonly ground: Ground;
  readonly gathered: Gathered;
  readonly removals: Removals;
  readonly foreignFiles: "refuse" | "overwrite";
};

/** Everything that could stop a commit half way is looked for here, while the site is still untouched. */
export function preflight({ ground, gathered, removals, foreignFiles }: Preflight): Clearings {
  for (const link of gathered.links) throw linkProblem(ground.show(link), "stands where a folder of the site goes");
  const clearings = new Map<string, Clearing>();
  const foreign = [...gathered.foreign];
  for (const path of gathered.occupied) {
    if (!removals.files.has(path)) foreign.push(path);
    clearings.set(path, { files: [path], folders: [] });
  }
  if (foreign.length > 0 && foreignFiles === "refuse") throw foreignProblem(ground, foreign);
  for (const file of gathered.folders) clearings.set(file, clearFolder(ground, file, removals));
  refuseUnwritable(ground, gathered, removals);
  return clearings;
}

/** A folder gives way to a file only if nothing is in it but what goes anyway. */
function clearFolder(ground: Ground, file: OutputFile, removals: Removals): Clearing {
  const { files, folders } = treeBelow(ground, file);
  const others = files.filter((each) => !removals.files.has(each));
  if (others.length === 0) return { files, folders };
  throw new ProblemError({
    severity: "error",
    code: "output/foreign-folder",
    message: `${ground.show(file)} is a folder with files that were not created by Inkstone (${nameSome(ground, others)}), and a file of that name is to be written.`,
    hint: "move the folder away, or give the page another permalink.",
  });
}

/** `folders` deepest first, the folder itself last. */
function treeBelow(ground: Ground, folder: string): Clearing {
  const entries = onDisk(`read ${ground.show(folder)}`, () =>
    readdirSync(join(ground.out, folder), { withFileTypes: true }),
  );
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => treeBelow(ground, `${folder}/${entry.name}`));
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => `${folder}/${entry.name}`);
  return {
    files: [...files, ...below.flatMap((each) => each.files)],
    folders: [...below.flatMap((each) => each.folders), folder],
  };
}

function refuseUnwritable(ground: Ground, { changes }: Gathered, removals: Removals): void {
  const touched = new Set<string>([...removals.files].map(folderOf));
  let makesOut = false;
  for (const { file, under } of changes) {
    if (under === "") makesOut = true;
    else touched.add(folderOf(under ?? file));
  }
  const refused = [...touched].sort(byPath).flatMap((folder) => {
    const code = writeRefusal(join(ground.out, folder));
    return code === null ? [] : [{ folder: ground.show(folder), code }];
  });
  const above = makesOut ? writeRefusal(nearestFolder(dirname(ground.out))) : null;
  if (above !== null) refused.push({ folder: ground.show(""), code: above });
  const [first] = refused;
  if (first !== undefined)
    throw new ProblemError(
      unwritableProblem(
        refused.map(({ folder }) => folder),
        first.code,
      ),
    );
}

function writeRefusal(folder: string): string | null {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return codeOf(error) ?? "unknown";
  }
}

function unwritableProblem(folders: readonly string[], code: string): Problem {
  const words = folders.length === 1 ? "the folder" : `${folders.length} folders`;
  return {
    severity: "error",
    code: "output/not-writable",
    message: `No permission to write in ${words} ${listSome(folders)} (${code}).`,
    hint:
      code === "EROFS"
        ? "the disk is mounted read-only; the published site is as it was."
        : "make them writable for the user who builds the site; the published site is as it was.",
  };
}

function foreignProblem(ground: Ground, files: readonly string[]): ProblemError {
  const one = files.length === 1;
  return new ProblemError({
    severity: "error",
    code: "output/foreign-files",
    message: `${ground.show("")} holds ${one ? "a file that was" : `${files.length} files that were`} not created by Inkstone and would be overwritten: ${nameSome(ground, files)}.`,
    hint: `move ${one ? "it" : "them"} away, choose another folder with --out, or build with --force to overwrite ${one ? "it" : "them"}.`,
  });
}

function nameSome(ground: Ground, files: readonly string[]): string {
  return listSome([...files].sort(byPath).map((file) => ground.show(file)));
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
