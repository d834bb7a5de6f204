import { setImmediate as breathe } from "node:timers/promises";
import type { OutputFile, ReadyFile, Spot } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { isMarkdown } from "../shared/markdown-names.ts";
import { ProblemError } from "../shared/problem.ts";
import { type Compare, comparison, type Foreseen } from "./compare.ts";
import type { Folders } from "./folders.ts";
import type { Entries, Entry } from "./manifest.ts";
import { folderOf, isSafeFile, refuseUnsafe } from "./output-file.ts";
import type { Ground } from "./place.ts";
import type { Stage } from "./stage.ts";

/** A file that will move from the stage to its place. */
export type Change = {
  readonly file: OutputFile;
  readonly staged: string;
  /** The new folder it moves with, if its folder does not exist yet. */
  readonly under: string | null;
  readonly rank: Rank;
  /** Hash of the content of ours that it replaces. */
  readonly before: string | null;
};

/** A page never appears before what it shows, a list never before the pages it leads to. */
export type Rank = 0 | 1 | 2;

/** The site as it will stand, and what stands against it. */
export type Gathered = {
  /** What the manifest will say of every file of the new site. */
  readonly wanted: ReadonlyMap<OutputFile, Entry>;
  readonly wantedFolders: ReadonlySet<string>;
  readonly changes: readonly Change[];
  /** Ours, but changed by somebody since: written anew. */
  readonly edited: readonly OutputFile[];
  /** Not ours, in the way. */
  readonly foreign: readonly OutputFile[];
  /** A folder stands where these files go. */
  readonly folders: readonly OutputFile[];
  /** A file or a link stands where these folders go. */
  readonly occupied: readonly string[];
  readonly links: readonly string[];
};

/** The files of a site; those that take long to make may be put aside by whoever makes them. */
export type Files = AsyncIterable<ReadyFile> | Iterable<ReadyFile>;
export type FilesToCome = Files | ((spot: (file: OutputFile) => Spot | null) => Files);

export type Gathering = {
  readonly files: FilesToCome;
  readonly ground: Ground;
  readonly owned: Entries;
  readonly folders: Folders;
  readonly stage: Stage;
  readonly signal: AbortSignal | undefined;
};

/** How many files pass between two looks at the signal. */
const BREATH = 32;

/** Asks for every file, compares it with the disk, and stages what differs. The output folder is only looked at. */
export async function gather({ files, ground, owned, folders, stage, signal }: Gathering): Promise<Gathered> {
  const compare: Compare = comparison(ground, owned);
  const wanted = new Map<OutputFile, Entry>();
  const wantedFolders = new Set<string>([""]);
  const changes: Change[] = [];
  const edited: OutputFile[] = [];
  const foreign: OutputFile[] = [];
  const inFolders: OutputFile[] = [];
  const occupied = new Set<string>();
  const links = new Set<string>();
  const spots = spotsIn({ compare, folders, stage });

  for await (const ready of typeof files === "function" ? files(spots.spot) : files) {
    if (signal !== undefined && wanted.size % BREATH === 0) {
      await breathe();
      signal.throwIfAborted();
    }
    const { file, source } = ready;
    refuseUnsafe(file, source);
    const twice = wanted.get(file);
    if (twice !== undefined) throw sameFileProblem(ground.show(file), twice.source, source);
    const content = bytesOf(ready);
    const folder = folderOf(file);
    const clash = wantedFolders.has(file) ? file : addFolder(wantedFolders, folder, wanted);
    if (clash !== null) throw fileAndFolderProblem(ground.show(clash), source);

    if (content.spot !== null) {
      const { foreseen, under, path } = spots.taken(file);
      const mtime = content.spot.mtime ?? (foreseen.is === "ours" ? foreseen.mtime : -1);
      wanted.set(file, { hash: content.hash, size: content.size, mtime, source, before: null });
      const before = foreseen.is === "ours" ? foreseen.hash : null;
      if (content.spot.mtime !== null) changes.push({ file, staged: path, under, rank: rankOf(ready), before });
      continue;
    }
    const known = owned.get(file);
    if ("stands" in ready.content && known?.hash === content.hash && known.size === content.size) {
      // It was looked at a moment ago, when it was decided that nobody need make it.
      wanted.set(file, { hash: known.hash, size: known.size, mtime: known.mtime, source, before: null });
      continue;
    }
    const standing = compare.with({ file, ...content });
    if (standing.is === "same") {
      wanted.set(file, { hash: content.hash, size: content.size, mtime: standing.mtime, source, before: null });
      continue;
    }
    if (content.stage === null) throw changedProblem(ground.show(file), source);
    if (standing.is === "edited") edited.push(file);
    if (standing.is === "foreign") foreign.push(file);
    if (standing.is === "folder") inFolders.push(file);
    if (folders.stateOf(folder) === "link") links.add(topmostLink(folders, folder));
    const under = folders.topmostNew(folder);
    if (under !== null && folders.stateOf(under) === "occupied") occupied.add(under);
    const staged = stage.put({ file, source, content: content.stage, as: under === null ? "loose" : "tree" });
    wanted.set(file, { hash: content.hash, size: content.size, mtime: staged.mtime, source, before: null });
    const before = "before" in standing ? standing.before : null;
    changes.push({ file, staged: staged.path, under, rank: rankOf(ready), before });
  }
  return {
    wanted,
    wantedFolders,
    changes,
    edited,
    foreign,
    folders: inFolders,
    occupied: [...occupied],
    links: [...links],
  };
}

type Taken = { readonly foreseen: Foreseen; readonly under: string | null; readonly path: string };

/** Places in the stage for files whose content is not known yet. A place that something stands against has none. */
function spotsIn({ compare, folders, stage }: Pick<Gathering, "folders" | "stage"> & { readonly compare: Compare }) {
  const taken = new Map<OutputFile, Taken>();
  return {
    taken(file: OutputFile): Taken {
      const found = taken.get(file);
      if (found === undefined) throw new Error(`nobody asked for a place for ${file}`);
      return found;
    },
    spot(file: OutputFile): Spot | null {
      if (!isSafeFile(file) || taken.has(file)) return null;
      const folder = folderOf(file);
      const under = folders.topmostNew(folder);
      if (folders.stateOf(folder) === "link" || (under !== null && folders.stateOf(under) === "occupied")) return null;
      const foreseen: Foreseen | null = under === null ? compare.foresee(file) : { is: "free" };
      const spot = foreseen === null ? null : stage.spot(file, under === null ? "loose" : "tree");
      if (foreseen === null || spot === null) return null;
      taken.set(file, { foreseen, under, path: spot.path });
      return { ...spot, standing: foreseen.is === "ours" ? foreseen.hash : null };
    },
  };
}

type Content = {
  readonly hash: string;
  readonly size: number;
  /** Made and put aside already. */
  readonly spot: Extract<ReadyFile["content"], { laid: unknown }>["laid"] | null;
  /** `null`: it stood there when it was last looked at. */
  readonly stage: Parameters<Stage["put"]>[0]["content"] | null;
};

function bytesOf({ content }: ReadyFile): Content {
  if ("laid" in content) return { ...content.laid, spot: content.laid, stage: null };
  if ("copyFrom" in content) return { hash: content.hash, size: content.size, spot: null, stage: content };
  if ("stands" in content) return { hash: content.hash, size: content.size, spot: null, stage: null };
  const bytes = Buffer.from(content.text);
  return { hash: hash(bytes), size: bytes.length, spot: null, stage: { bytes } };
}

function rankOf({ source, content, file }: ReadyFile): Rank {
  if ("copyFrom" in content || /\.(css|m?js)$/i.test(file)) return 0;
  return isMarkdown(source) ? 1 : 2;
}

/** Notes a folder and those above it; returns one that is wanted as a file already. */
function addFolder(known: Set<string>, folder: string, files: ReadonlyMap<OutputFile, Entry>): string | null {
  for (let each = folder; !known.has(each); each = folderOf(each)) {
    if (files.has(each)) return each;
    known.add(each);
  }
  return null;
}

function topmostLink(folders: Folders, folder: string): string {
  const above = folderOf(folder);
  return folders.stateOf(above) === "link" ? topmostLink(folders, above) : folder;
}

function fileAndFolderProblem(shown: string, source: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "output/file-and-folder",
    message: `${shown} would have to be a file and a folder at once.`,
    file: source,
    hint: "give one of the two pages another permalink.",
  });
}

function changedProblem(shown: string, source: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "output/changed-meanwhile",
    message: `${shown} was changed or removed while the site was being built.`,
    file: source,
    hint: "build again.",
  });
}

function sameFileProblem(file: string, one: string, other: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "output/same-file",
    message: `${file} would be written twice: by ${one} and by ${other}.`,
    file: other,
    hint: "give one of them another permalink.",
    related: [{ file: one }],
  });
}
