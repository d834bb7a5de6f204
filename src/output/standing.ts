import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import type { OutputFile } from "../model.ts";
import { look } from "./disk.ts";
import { type Entry, readManifest } from "./manifest.ts";
import { STAGE_IN_OUT } from "./output-file.ts";
import { type Place, surveyPlace } from "./place.ts";

type StandingFile = Pick<Entry, "hash" | "size" | "source">;

/** What of an earlier build still stands, seen without touching anything. */
export type LookAtOutput = {
  /** Every file that we have published. */
  readonly files: ReadonlyMap<OutputFile, StandingFile>;
  /** Whether this file is there, with this content, as we left it. */
  holds(file: OutputFile, content: Pick<Entry, "hash" | "size">): boolean;
  /** Names all of it, which files, with which content, and when they were left; `null` where there is nothing. */
  readonly fingerprint: string | null;
  /** Whether no build was cut short since. */
  isSettled(): boolean;
};

/** All of it, in so few words that another thread can say them. */
export type SeenOutput = {
  readonly fingerprint: string | null;
  readonly count: number;
  /** All of it is there as we left it, and no build was cut short since. */
  readonly isWhole: boolean;
  /** Files that are not as we left them. */
  readonly fallen: ReadonlySet<OutputFile>;
};

export function seenOf({ files, holds, fingerprint, isSettled }: LookAtOutput): SeenOutput {
  const fallen = new Set([...files].flatMap(([file, entry]) => (holds(file, entry) ? [] : [file])));
  return { fingerprint, count: files.size, fallen, isWhole: isSettled() && fallen.size === 0 };
}

/** @param seen what was seen of it a moment ago, and is not looked at again */
export function lookAtOutput(place: Pick<Place, "root" | "out">, seen: SeenOutput | null = null): LookAtOutput {
  const ground = surveyPlace(place);
  const { entries, checksum } = readManifest(ground);
  const owned = entries ?? new Map<OutputFile, Entry>();
  const fallen = seen?.fingerprint === checksum ? seen.fallen : null;

  const stands = (file: OutputFile, { mtime, size }: Entry) => {
    const found = look(ground.out + sep + file);
    return found?.isFile() === true && found.mtimeMs === mtime && found.size === size;
  };
  const holds: LookAtOutput["holds"] = (file, { hash, size }) => {
    const entry = owned.get(file);
    if (entry?.hash !== hash || entry.size !== size || entry.before !== null) return false;
    return fallen === null ? stands(file, entry) : !fallen.has(file);
  };

  return {
    files: owned,
    holds,
    fingerprint: checksum,
    isSettled: () => !hasLeftovers(ground.out, ground.memory),
  };
}

function hasLeftovers(out: string, memory: string): boolean {
  if (look(join(out, STAGE_IN_OUT)) !== null) return true;
  const stages = join(memory, "stage");
  return look(stages) !== null && readdirSync(stages).length > 0;
}
