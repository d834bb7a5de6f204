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
  /** Names all that was published, here and to other folders, and when it was left; `null` where nothing was. */
  readonly fingerprint: string | null;
  /** Whether all of it is there as we left it, and no build was cut short since. */
  isWhole(): boolean;
};

/** The same at one moment, in so few words that a thread can say them. */
export type SeenOutput = Pick<LookAtOutput, "fingerprint"> & { readonly isWhole: boolean; readonly count: number };

export function lookAtOutput(place: Pick<Place, "root" | "out">): LookAtOutput {
  const ground = surveyPlace(place);
  const { entries, checksum } = readManifest(ground);
  const owned = entries ?? new Map<OutputFile, Entry>();

  const holds: LookAtOutput["holds"] = (file, { hash, size }) => {
    const entry = owned.get(file);
    if (entry?.hash !== hash || entry.size !== size || entry.before !== null) return false;
    const found = look(ground.out + sep + file);
    return found?.isFile() === true && found.mtimeMs === entry.mtime && found.size === size;
  };

  return {
    files: owned,
    holds,
    fingerprint: checksum,
    isWhole: () => !hasLeftovers(ground.out, ground.memory) && [...owned].every(([file, entry]) => holds(file, entry)),
  };
}

function hasLeftovers(out: string, memory: string): boolean {
  if (look(join(out, STAGE_IN_OUT)) !== null) return true;
  const stages = join(memory, "stage");
  return look(stages) !== null && readdirSync(stages).length > 0;
}
