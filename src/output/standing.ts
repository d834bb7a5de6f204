import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../model.ts";
import { hash } from "../shared/hash.ts";
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
  /** Names all of it: which files, with which content, made of what. */
  fingerprint(): string;
  /** Whether all of it is there as we left it, and no build was cut short since. */
  isWhole(): boolean;
};

export function lookAtOutput(place: Pick<Place, "root" | "out">): LookAtOutput {
  const ground = surveyPlace(place);
  const owned = readManifest(ground).entries ?? new Map<OutputFile, Entry>();

  const holds: LookAtOutput["holds"] = (file, { hash, size }) => {
    const entry = owned.get(file);
    if (entry?.hash !== hash || entry.size !== size || entry.before !== null) return false;
    const found = look(join(ground.out, file));
    return found?.isFile() === true && found.mtimeMs === entry.mtime && found.size === size;
  };

  return {
    files: owned,
    holds,
    fingerprint: () =>
      hash(JSON.stringify([...owned].map(([file, entry]) => [file, entry.hash, entry.size, entry.source]))),
    isWhole: () => !hasLeftovers(ground.out, ground.memory) && [...owned].every(([file, entry]) => holds(file, entry)),
  };
}

function hasLeftovers(out: string, memory: string): boolean {
  if (look(join(out, STAGE_IN_OUT)) !== null) return true;
  const stages = join(memory, "stage");
  return look(stages) !== null && readdirSync(stages).length > 0;
}
