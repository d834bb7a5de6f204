import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../model.ts";
import { look } from "./disk.ts";
import { type Entry, readManifest } from "./manifest.ts";
import { STAGE_IN_OUT } from "./output-file.ts";
import { type Place, surveyPlace } from "./place.ts";

export type StandingFile = Pick<Entry, "hash" | "size" | "source">;

/** What of an earlier build still stands, seen without touching anything. */
export type LookAtOutput = {
  /** Every file that we have published. */
  readonly files: ReadonlyMap<OutputFile, StandingFile>;
  /** Whether this file is there, with this content, as we left it. */
  holds(file: OutputFile, content: Pick<Entry, "hash" | "size">): boolean;
  /** Whether these files are what we have published, all of it, and no build was ever cut short since. */
  isExactly(files: readonly (readonly [OutputFile, StandingFile])[]): boolean;
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
    isExactly(files) {
      if (files.length !== owned.size || hasLeftovers(ground.out, ground.memory)) return false;
      return files.every(([file, wanted]) => owned.get(file)?.source === wanted.source && holds(file, wanted));
    },
  };
}

function hasLeftovers(out: string, memory: string): boolean {
  if (look(join(out, STAGE_IN_OUT)) !== null) return true;
  const stages = join(memory, "stage");
  return look(stages) !== null && readdirSync(stages).length > 0;
}
