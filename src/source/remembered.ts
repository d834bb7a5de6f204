/**
 * Looking again costs little: what was read is remembered with the stat it had, and a stat is believed only when the
 * file had rested by then. A file that changed within the last moments may change once more inside the same tick of
 * the disk's clock, with the same size; it is read again each time until it has rested.
 *
 * A look may be given paths at which something rang. They are a hint: then only these are looked at, and everything
 * else is taken to be as it was. Whoever gives hints looks at everything soon after, so a hint that was missing costs
 * a moment, never the truth.
 */
import fs from "node:fs";
import path from "node:path";
import { isDropping } from "./droppings.ts";
import { type KnownFiles, recollection } from "./known-files.ts";
import type { Look, Make } from "./look.ts";
import type { Outcome } from "./read-file.ts";
import type { Found, Scan } from "./scan.ts";
import { hasRested, isSameStat, type Stat, statOf } from "./stat.ts";

export type Hints = {
  /**
   * `nothing`: what rang is no source. `content`: files that were there still are. `structure`: files came or went.
   * `doubt`: a file is gone or empty, as it is for a moment while an editor replaces it.
   */
  readonly mean: "nothing" | "content" | "structure" | "doubt";
  readonly paths: ReadonlySet<string>;
};

export type Remembered = {
  /** What these absolute paths, at which something rang, mean for what is remembered. */
  judge(rung: Iterable<string>): Hints;
  /** Everything is looked at, or only what the hints name. */
  look(hints: Hints | null): Look;
  /** Folders in which sources were found or could be, absolute. */
  folders(): readonly string[];
};

type Entry = {
  readonly as: string;
  readonly path: string;
  readonly outcome: Outcome<unknown>;
  /** Of a file that had rested. */
  readonly stat: Stat | null;
};

/** @param before what an earlier run knew */
export function remember(root: string, before: KnownFiles = {}): Remembered {
  const recall = recollection(before);
  let scans = new Map<string, Scan>();
  let entries = new Map<string, Entry>();
  let known: ReadonlySet<string> | null = null;
  let folders: ReadonlySet<string> | null = null;
  // The settings, also those of another generator, which count where there are none of ours.
  const settings = ["site.yml", "_config.yml", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml"];
  const site = new Set(settings.map((name) => path.join(root, name)));

  const knownFiles = () => {
    known ??= new Set([...site, ...[...scans.values()].flatMap(placesIn(root))]);
    return known;
  };
  const knownFolders = () => {
    folders ??= new Set([...scans.values()].flatMap((scan) => scan.folders));
    return folders;
  };

  return {
    judge(rung) {
      const paths = new Set<string>();
      const met = new Set<Hints["mean"]>();
      for (const full of rung) {
        const meaning = meaningOf(full, { known: knownFiles(), folders: knownFolders(), site });
        met.add(meaning);
        if (meaning !== "nothing") paths.add(full);
      }
      const mean = (["doubt", "structure", "content"] as const).find((one) => met.has(one)) ?? "nothing";
      return { mean, paths };
    },

    look(hints) {
      const only = hints?.mean === "content" || hints?.mean === "nothing" ? hints.paths : null;
      const scanned = new Map<string, Scan>();
      // Where no file came or went there is nothing to forget.
      const read = only === null ? new Map<string, Entry>() : entries;
      return {
        scan(name, make) {
          const remembered = only === null ? undefined : scans.get(name);
          const found = remembered ?? make();
          scanned.set(name, found);
          return found;
        },
        read<Value>(file: Found, as: string, make: Make<Value>) {
          const entry = entries.get(file.full);
          const before = entry?.as === as && entry.path === file.path ? entry : null;
          const trusted = only !== null && !only.has(file.full);
          const now = before !== null && trusted ? before : lookAt(file, as, { before, make, recall });
          if (now !== entry || read !== entries) read.set(file.full, now);
          return now.outcome as Outcome<Value>;
        },
        done() {
          const isSame = scanned.size === scans.size && [...scanned].every(([name, scan]) => scans.get(name) === scan);
          scans = scanned;
          entries = read;
          if (isSame) return;
          known = null;
          folders = null;
        },
      };
    },

    folders: () => [...knownFolders()],
  };
}

/** What was found, and what was found wrong there: a link, a pipe. */
const placesIn =
  (root: string) =>
  ({ files, problems }: Scan): readonly string[] => [
    ...files.map(({ full }) => full),
    ...problems.flatMap(({ file }) => (file === undefined ? [] : path.join(root, file))),
  ];

type Reader = {
  readonly before: Entry | null;
  readonly make: Make<unknown>;
  readonly recall: ReturnType<typeof recollection>;
};

function lookAt(file: Found, as: string, { before, make, recall }: Reader): Entry {
  const now = Date.now();
  const stat = statOf(file.full);
  if (before?.stat != null && stat !== null && isSameStat(before.stat, stat)) return before;
  const known = stat === null || before !== null ? null : recall(file, { as, stat, make });
  if (known !== null) return { as, path: file.path, outcome: known.outcome, stat };
  const outcome = make(file, stat?.size);
  return { as, path: file.path, outcome, stat: stat !== null && hasRested(stat, now) ? stat : null };
}

type Known = {
  readonly known: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly site: ReadonlySet<string>;
};

function meaningOf(full: string, { known, folders, site }: Known): Hints["mean"] {
  const found = fs.lstatSync(full, { throwIfNoEntry: false });
  if (known.has(full)) {
    if (found === undefined) return "doubt";
    if (!found.isFile()) return "structure";
    return found.size === 0 ? "doubt" : "content";
  }
  if (folders.has(full)) return found === undefined ? "doubt" : "structure";
  if (found === undefined || isDropping(path.basename(full))) return "nothing";
  return folders.has(path.dirname(full)) || site.has(full) ? "structure" : "nothing";
}
