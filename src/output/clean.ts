import { accessSync, constants, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../model.ts";
import { codeOf, look, onDisk } from "./disk.ts";
import { lookAtFolders } from "./folders.ts";
import { takeLock } from "./lock.ts";
import { type Entries, readManifest, writeManifest } from "./manifest.ts";
import { byPath, folderOf, STAGE_IN_OUT } from "./output-file.ts";
import { type Ground, openMemory, type Place, surveyPlace } from "./place.ts";
import { findRemovals, type Removals, removeEmptyFolders, removeFiles } from "./removals.ts";
import { removeLeftovers } from "./stage.ts";

export type Cleaned = {
  readonly removed: readonly OutputFile[];
  /** We wrote these, and somebody has changed them since: they stay. */
  readonly kept: readonly OutputFile[];
  /** Whatever else stays in the output folder, at its top level (`own/` = a folder). */
  readonly foreign: readonly string[];
};

/** Removes what we wrote and what a killed build left behind, and nothing else. */
export async function clean(place: Place): Promise<Cleaned> {
  const ground = surveyPlace(place);
  if (look(ground.memory) === null) return { removed: [], kept: [], foreign: staying(ground, new Set()) };
  if (place.dryRun) {
    const removals = ownedFiles(ground, readManifest(ground).entries);
    return { removed: [...removals.files], kept: removals.kept, foreign: staying(ground, removals.files) };
  }
  openMemory(ground);
  const lock = await takeLock(ground, place);
  try {
    return cleanUp(surveyPlace(place), place);
  } finally {
    lock.release();
  }
}

function cleanUp(ground: Ground, place: Place): Cleaned {
  removeLeftovers(ground);
  const manifest = readManifest(ground);
  const removals = ownedFiles(ground, manifest.entries);
  onDisk(`remove files from ${ground.show("")}`, () => {
    for (const folder of new Set([...removals.files].map(folderOf))) {
      accessSync(join(ground.out, folder), constants.W_OK | constants.X_OK);
    }
    removeFiles(ground, removals.files, []);
    removeEmptyFolders(ground, [...removals.files, ...removals.gone], new Set());
    // Where the output folder is a link, somebody made the folder it leads to.
    if (manifest.entries !== null && !look(place.out)?.isSymbolicLink()) removeIfEmpty(ground.out);
  });
  if (manifest.entries !== null) writeManifest(ground, manifest.others, null);
  return { removed: [...removals.files], kept: removals.kept, foreign: staying(ground, new Set()) };
}

function ownedFiles(ground: Ground, owned: Entries | null): Removals {
  return findRemovals({ ground, owned: owned ?? new Map(), wanted: new Map(), folders: lookAtFolders(ground) });
}

function staying(ground: Ground, removed: ReadonlySet<OutputFile>): string[] {
  if (!look(ground.out)?.isDirectory()) return [];
  return onDisk(`read ${ground.show("")}`, () => readdirSync(ground.out, { withFileTypes: true }))
    .filter((entry) => !entry.name.startsWith(STAGE_IN_OUT) && !goes(ground, entry.name, removed))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort(byPath);
}

/** Whether nothing stays below a path once these files are removed. */
function goes(ground: Ground, path: string, removed: ReadonlySet<OutputFile>): boolean {
  if (removed.size === 0) return false;
  if (!look(join(ground.out, path))?.isDirectory()) return removed.has(path);
  return readdirSync(join(ground.out, path)).every((name) => goes(ground, `${path}/${name}`, removed));
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
}
