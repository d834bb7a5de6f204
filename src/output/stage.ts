import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { OutputFile, ReadyFile, Spot } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { codeOf, look, onDisk } from "./disk.ts";
import { makeFolder, writeAside } from "./lay-aside.ts";
import { STAGE_IN_OUT } from "./output-file.ts";
import { type Ground, nearestFolder } from "./place.ts";

/**
 * Everything that changes is written here first, on the same disk as the output folder, so that a full disk is found
 * before the site is touched. A file whose folder exists is staged `loose` (it needs no folder here either); files
 * of new folders are staged as a `tree`, which later moves with one rename, the whole site on a first build.
 */
export type Stage = {
  readonly put: (ready: StageOrder) => Staged;
  /** Where somebody else may put a file; `null` where nobody may. */
  readonly spot: (file: OutputFile, as: StageOrder["as"]) => Omit<Spot, "standing"> | null;
  /** Where a whole new folder stands; `""` = the output folder. */
  readonly tree: (folder: string) => string;
  /** Removes whatever is still staged. */
  readonly close: () => void;
};

export type StageOrder = {
  readonly file: OutputFile;
  readonly source: string;
  readonly content: { readonly bytes: Uint8Array } | Extract<ReadyFile["content"], { copyFrom: string }>;
  readonly as: "loose" | "tree";
};

export type Staged = { readonly path: string; readonly mtime: number };

/** For a dry run: everything succeeds and nothing is written. */
export const NO_STAGE: Stage = {
  put: () => ({ path: "", mtime: -1 }),
  spot: () => null,
  tree: () => "",
  close: () => undefined,
};

export function openStage(ground: Ground): Stage {
  removeLeftovers(ground);
  const { folder, madeOut } = onDisk(`write to a stage for ${ground.show("")}`, () => makeStage(ground));
  const mode = 0o666 & ~process.umask();
  let loose = 0;

  const spot = (file: OutputFile, as: StageOrder["as"]) => {
    const path = as === "tree" ? join(folder, "tree", file) : join(folder, String(loose++));
    return { path, folder: as === "tree" ? dirname(path) : null, shown: ground.show(file) };
  };

  return {
    spot,
    put: ({ file, source, content, as }) =>
      onDisk(`write ${ground.show(file)} (staged, not yet published)`, () => {
        const { path, folder: made } = spot(file, as);
        if (made !== null) makeFolder(made);
        if ("bytes" in content) return { path, mtime: writeAside(path, content.bytes) };
        copyAsset({ from: resolve(ground.root, content.copyFrom), path, size: content.size, source, mode });
        return { path, mtime: lstatSync(path).mtimeMs };
      }),
    tree: (path) => join(folder, "tree", path),
    close: () => {
      onDisk(`tidy up the stage of ${ground.show("")}`, () => rmSync(folder, { recursive: true, force: true }));
      if (madeOut) removeIfEmpty(ground.out);
    },
  };
}

/** What a killed build left. Whoever calls this holds the lock. */
export function removeLeftovers(ground: Ground): void {
  onDisk("tidy up the stage of an earlier build", () => {
    const inOut = join(ground.out, STAGE_IN_OUT);
    if (look(inOut) !== null) rmSync(inOut, { recursive: true });
    const stages = join(ground.memory, "stage");
    if (look(stages) === null) return;
    for (const name of readdirSync(stages)) rmSync(join(stages, name), { recursive: true });
  });
}

function makeStage(ground: Ground): { readonly folder: string; readonly madeOut: boolean } {
  if (sharesDisk(ground)) {
    const folder = join(ground.memory, "stage", String(process.pid));
    mkdirSync(folder, { recursive: true });
    return { folder, madeOut: false };
  }
  mkdirSync(ground.out, { recursive: true });
  const folder = join(ground.out, STAGE_IN_OUT);
  mkdirSync(folder);
  return { folder, madeOut: !ground.outExists };
}

/** Two folders of one file system may still be two mounts. The rename of a file that is not there tells, and does nothing. */
function sharesDisk(ground: Ground): boolean {
  const folder = nearestFolder(ground.out);
  if (lstatSync(folder).dev !== lstatSync(ground.memory).dev) return false;
  try {
    renameSync(join(ground.memory, "no-such-file"), join(folder, "no-such-file"));
    return true;
  } catch (error) {
    return codeOf(error) !== "EXDEV";
  }
}

type AssetCopy = {
  readonly from: string;
  readonly path: string;
  readonly size: number;
  readonly source: string;
  readonly mode: number;
};

/** Always a copy of its own: a hard link would let a later edit of the asset reach the published site. */
function copyAsset({ from, path, size, source, mode }: AssetCopy): void {
  const found = look(from);
  if (!found?.isFile()) throw changedProblem(source);
  copyFileSync(from, path);
  const copied: Stats = lstatSync(path);
  if (copied.size !== size) throw changedProblem(source);
  if ((copied.mode & 0o777) !== mode) chmodSync(path, mode);
}

function changedProblem(source: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "output/asset-changed",
    message: `${source} was changed or removed while the site was being built.`,
    file: source,
    hint: "build again.",
  });
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Something stands in it by now: then it stays.
  }
}
