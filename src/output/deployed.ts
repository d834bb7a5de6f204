/**
 * What readers have: the state of the site when it was last deployed, as a small file that can be committed or cached.
 * It holds no content, only which files there were, what was in them by hash, and what the feed had announced.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { readManifest } from "./manifest.ts";
import { byPath } from "./output-file.ts";
import { type Place, surveyPlace } from "./place.ts";

export type State = {
  readonly files: ReadonlyMap<OutputFile, { readonly hash: string; readonly source: string }>;
  /** Entries of the feed: their permanent names, and what they are called. */
  readonly entries: ReadonlyMap<string, string>;
};

/** What the last build left in the output folder; `null` when there was none. */
export function builtState(place: Pick<Place, "root" | "out">): State | null {
  const { entries } = readManifest(surveyPlace(place));
  if (entries === null) return null;
  const files = [...entries].filter(([file]) => !/\.[0-9a-f]{8}\.[a-z0-9]+$/.test(file));
  return {
    files: new Map(files.map(([file, { hash, source }]) => [file, { hash, source }])),
    entries: feedEntries(join(place.out, "feed.json")),
  };
}

/** Whether a build shows what readers may not see yet: then it asks machines to leave all of it alone. */
export function showsDrafts(out: string): boolean {
  const says = (file: string, words: RegExp) => {
    try {
      return words.test(readFileSync(join(out, file), "utf8"));
    } catch {
      return false;
    }
  };
  return says("robots.txt", /^Disallow: \/$/m) && says("index.html", /<meta name="robots" content="noindex/);
}

/** `null` when nothing was deployed yet. */
export function readDeployed(path: string): State | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return null;
  }
  try {
    const { files, entries } = JSON.parse(text) as {
      files: Record<string, readonly [string, string]>;
      entries: Record<string, string>;
    };
    const all = Object.entries(files).map(([file, [hash, source]]) => [file, { hash, source }] as const);
    return { files: new Map(all), entries: new Map(Object.entries(entries)) };
  } catch {
    throw new ProblemError({
      severity: "error",
      code: "deployed/damaged",
      message: `${path}, which says what was deployed last, cannot be read.`,
      hint: "take it back from an earlier commit, or remove it and run `inkstone publish`.",
    });
  }
}

/** One file a line, sorted, so that a commit shows what changed. */
export function writeDeployed(path: string, { files, entries }: State): void {
  const rows = [...files].sort(([a], [b]) => byPath(a, b));
  const lines = rows.map(
    ([file, { hash, source }]) => `    ${JSON.stringify(file)}: ${JSON.stringify([hash, source])}`,
  );
  const names = [...entries].map(([id, title]) => `    ${JSON.stringify(id)}: ${JSON.stringify(title)}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `{\n  "files": {\n${lines.join(",\n")}\n  },\n  "entries": {\n${names.join(",\n")}\n  }\n}\n`);
}

function feedEntries(path: string): ReadonlyMap<string, string> {
  try {
    const { items } = JSON.parse(readFileSync(path, "utf8")) as { items: readonly { id: string; title?: string }[] };
    return new Map(items.map(({ id, title }) => [id, title ?? ""]));
  } catch {
    return new Map();
  }
}
