import { cpSync, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { codeOf } from "./disk.ts";
import type { Change, Gathered, Rank } from "./gather.ts";
import type { Entry } from "./manifest.ts";
import type { Clearing, Clearings } from "./obstacles.ts";
import { byPath, STAGE_IN_OUT } from "./output-file.ts";
import type { Ground } from "./place.ts";
import { type Removals, removeEmptyFolders, removeFiles } from "./removals.ts";
import type { Stage } from "./stage.ts";

export type Commit = {
  readonly ground: Ground;
  readonly stage: Stage;
  readonly gathered: Gathered;
  readonly removals: Removals;
  readonly clearings: Clearings;
};

/**
 * Moves everything into place: assets, then pages, then what lists pages; then what is no longer wanted goes. A reader
 * never follows a link to a page that is not there yet. Nothing here waits, so no signal is answered before the end;
 * killed at any line, every file is old or new, and the manifest written beforehand lets the next build go on.
 * Answers with what others have in folders that would have gone.
 */
export function commit({ ground, stage, gathered, removals, clearings }: Commit): string[] {
  const moved: string[] = [];
  try {
    for (const move of movesOf(ground, stage, gathered.changes)) {
      clear(ground, clearings.get(move.path));
      put(move);
      moved.push(move.path);
    }
    const cleared = new Set([...clearings.values()].flatMap(({ files }) => files));
    const doomed = [...removals.files].filter((file) => !cleared.has(file));
    removeFiles(ground, doomed, gathered.wanted.keys());
    return removeEmptyFolders(ground, [...removals.files, ...removals.gone], gathered.wantedFolders);
  } catch (error) {
    throw codeOf(error) === null ? error : interruptedProblem(ground, moved, gathered, error);
  }
}

type Move = {
  /** File, or folder that is new as a whole. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly rank: Rank;
  readonly what: "file" | "folder";
};

/** A new folder moves as a whole, as late as the latest of its files would. */
function movesOf(ground: Ground, stage: Stage, changes: readonly Change[]): Move[] {
  const moves = new Map<string, Move>();
  for (const { file, staged, under, rank } of changes) {
    const path = under ?? file;
    const latest = Math.max(rank, moves.get(path)?.rank ?? 0) as Rank;
    const from = under === null ? staged : stage.tree(under);
    const to = path === "" ? ground.out : join(ground.out, path);
    moves.set(path, { path, from, to, rank: latest, what: under === null ? "file" : "folder" });
  }
  if (moves.has("")) mkdirSync(dirname(ground.out), { recursive: true });
  return [...moves.values()].sort((a, b) => a.rank - b.rank || -byPath(a.what, b.what) || byPath(a.path, b.path));
}

function clear(ground: Ground, clearing: Clearing | undefined): void {
  if (clearing === undefined) return;
  for (const file of clearing.files) unlinkSync(join(ground.out, file));
  for (const folder of clearing.folders) rmdirSync(join(ground.out, folder));
}

/** A folder inside the output may be a disk of its own: then the copy is made beside the place, and moves from there. */
function put({ from, to }: Move): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== "EXDEV") throw error;
    const beside = join(dirname(to), `${STAGE_IN_OUT}-move`);
    rmSync(beside, { recursive: true, force: true });
    cpSync(from, beside, { recursive: true, preserveTimestamps: true });
    renameSync(beside, to);
  }
}

function interruptedProblem(
  ground: Ground,
  moved: readonly string[],
  { wanted }: { readonly wanted: ReadonlyMap<OutputFile, Entry> },
  error: unknown,
): ProblemError {
  const shown = moved.slice(0, 3).map((path) => ground.show(path));
  const more = moved.length > 3 ? ` and ${moved.length - 3} more` : "";
  const state = moved.length === 0 ? "nothing has been moved yet" : `new are ${shown.join(", ")}${more}`;
  return new ProblemError({
    severity: "error",
    code: "output/interrupted",
    message: `Publishing ${wanted.size} files to ${ground.show("")} stopped half way (${codeOf(error)}: ${error instanceof Error ? error.message : ""}); ${state}, every other file is as it was.`,
    hint: "every single file is whole; build again, and the next build completes the site.",
  });
}
