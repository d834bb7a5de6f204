/**
 * Publishing never leaves half a site. Everything is asked for and staged before the output folder is touched; then
 * a manifest is written that already lists what is about to come, so that whatever a crash leaves is known to be ours;
 * then files are moved into place, one atomic rename each.
 *
 * Refused on the way here: writing in place (a crash leaves torn pages), a temporary file beside each page (a full
 * disk leaves a mix, and uploaders see the temporaries), swapping whole folders (breaks mounts, servers that stand in
 * the folder and files of others), switching a link (hosts refuse links). Pages are not flushed to disk one by one:
 * they can be made again, and the checksums of the manifest decide after a power cut.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile, Problem } from "../model.ts";
import { commit } from "./commit.ts";
import { onDisk } from "./disk.ts";
import { lookAtFolders } from "./folders.ts";
import { type FilesToCome, type Gathered, gather } from "./gather.ts";
import { takeLock } from "./lock.ts";
import { type Entries, type Entry, type Manifest, readManifest, writeManifest } from "./manifest.ts";
import { preflight } from "./obstacles.ts";
import { byPath, STAGE_IN_OUT } from "./output-file.ts";
import { type Ground, openMemory, type Place, surveyPlace } from "./place.ts";
import { findRemovals, type Removals } from "./removals.ts";
import { NO_STAGE, openStage, type Stage } from "./stage.ts";
import type { LookAtOutput } from "./standing.ts";

export type { Place } from "./place.ts";

/** What a build did to the output folder, or would do (dry run). Every list is sorted. */
export type Published = {
  readonly written: readonly OutputFile[];
  readonly unchanged: number;
  readonly removed: readonly OutputFile[];
  /** Ours, but changed by somebody since the last build; written anew. Also in `written`. */
  readonly replaced: readonly OutputFile[];
  /** No longer part of the site, but changed by somebody since we wrote them: they stay. */
  readonly kept: readonly OutputFile[];
  /** Files and folders (`own/`) of others, told when they are met for the first time. */
  readonly foreign: readonly string[];
  readonly problems: readonly Problem[];
  /** As it stands now; as it would, and without a fingerprint, after a dry run. */
  readonly output: Pick<LookAtOutput, "files" | "fingerprint">;
};

export async function publish(files: FilesToCome, place: Place): Promise<Published> {
  const first = surveyPlace(place);
  if (place.dryRun) return publishFrom(files, { ground: first, place, stage: NO_STAGE, confirm: () => undefined });
  openMemory(first);
  const lock = await takeLock(first, place);
  try {
    const stage = openStage(surveyPlace(place));
    try {
      // Looked at anew: another build may have changed everything while we waited, or the stage made the folder.
      return await publishFrom(files, { ground: surveyPlace(place), place, stage, confirm: lock.confirm });
    } finally {
      stage.close();
    }
  } finally {
    lock.release();
  }
}

type Stand = {
  readonly ground: Ground;
  readonly place: Place;
  readonly stage: Stage;
  /** Throws if the lock is no longer ours. */
  readonly confirm: () => void;
};

async function publishFrom(files: FilesToCome, stand: Stand): Promise<Published> {
  const { ground, place, stage } = stand;
  const manifest = readManifest(ground);
  const owned: Entries = manifest.entries ?? new Map();
  const folders = lookAtFolders(ground);

  // 1. What differs from the disk is staged; the disk may be full now, and nothing has happened.
  const gathered = await gather({ files, ground, owned, folders, stage, signal: place.signal });
  // 2. What we once wrote and no longer do.
  const removals = findRemovals({ ground, owned, wanted: gathered.wanted, folders });
  // 3. Whatever stands against it is said now.
  const foreignFiles = place.force ? "overwrite" : "refuse";
  const clearings = preflight({ ground, gathered, removals, foreignFiles });
  const met = manifest.entries === null && ground.outExists ? foreignIn(ground, gathered, "") : [];
  place.signal?.throwIfAborted();

  const unsettled: Settled = { left: [], fingerprint: null };
  const { left, fingerprint } = place.dryRun ? unsettled : settle(stand, { manifest, gathered, removals, clearings });
  return {
    written: gathered.changes.map(({ file }) => file).sort(byPath),
    unchanged: gathered.wanted.size - gathered.changes.length,
    removed: [...removals.files],
    replaced: [...gathered.edited].sort(byPath),
    kept: removals.kept,
    foreign: [...new Set([...met, ...left])].filter((file) => !removals.kept.includes(file)),
    problems: manifest.damaged ? [damagedProblem(ground)] : [],
    output: { files: gathered.wanted, fingerprint },
  };
}

type Settlement = {
  readonly manifest: Manifest;
  readonly gathered: Gathered;
  readonly removals: Removals;
  readonly clearings: ReturnType<typeof preflight>;
};

type Settled = { readonly left: string[]; readonly fingerprint: string | null };

/** Write-ahead, commit, seal; nothing at all where nothing has changed. */
function settle({ ground, stage, confirm }: Stand, { manifest, gathered, removals, clearings }: Settlement): Settled {
  const { changes, wanted } = gathered;
  const owned: Entries = manifest.entries ?? new Map();
  if (changes.length === 0 && isSealed(owned, wanted)) return { left: [], fingerprint: manifest.checksum };
  confirm();
  writeManifest(ground, manifest.others, ahead(owned, gathered));
  const left = commit({ ground, stage, gathered, removals, clearings });
  return { left, fingerprint: writeManifest(ground, manifest.others, wanted) };
}

/** Old entries and new ones together; a file about to change may have either content. */
function ahead(owned: Entries, { wanted, changes }: Gathered): Entries {
  const entries = new Map<OutputFile, Entry>([...owned, ...wanted]);
  for (const { file, before } of changes) {
    const entry = wanted.get(file);
    if (entry !== undefined) entries.set(file, { ...entry, mtime: -1, before });
  }
  return entries;
}

function isSealed(owned: Entries, wanted: Entries): boolean {
  if (owned.size !== wanted.size) return false;
  return [...wanted].every(([file, entry]) => {
    const known = owned.get(file);
    return (
      known?.hash === entry.hash &&
      known.mtime === entry.mtime &&
      known.source === entry.source &&
      known.size === entry.size &&
      known.before === null
    );
  });
}

/** What of the output folder is not part of the site; a folder without a page of ours is named, not entered. */
function foreignIn(ground: Ground, gathered: Gathered, folder: string): string[] {
  const entries = onDisk(`read ${ground.show(folder)}`, () =>
    readdirSync(join(ground.out, folder), { withFileTypes: true }),
  );
  return entries
    .sort((a, b) => byPath(a.name, b.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (path.startsWith(STAGE_IN_OUT) || gathered.wanted.has(path)) return [];
      if (!entry.isDirectory()) return [path];
      return gathered.wantedFolders.has(path) ? foreignIn(ground, gathered, path) : [`${path}/`];
    });
}

function damagedProblem(ground: Ground): Problem {
  return {
    severity: "warning",
    code: "output/manifest-damaged",
    message: `The list of what Inkstone wrote to ${ground.show("")} (.inkstone/manifest.json) was damaged and has been made anew.`,
    hint: "pages of earlier builds that are no longer part of the site may still stand there.",
  };
}
