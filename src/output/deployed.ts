/**
 * What readers have: the state of the site when it was last deployed, as a small file that can be committed or cached.
 * It holds no content, only which files there were, what was in them by hash, and what the feed had announced.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { ProblemError } from "../shared/problem.ts";
import { codeOf, onDisk, refusal } from "./disk.ts";
import { readManifest } from "./manifest.ts";
import { byPath } from "./output-file.ts";
import { ownText } from "./own-text.ts";
import { type Place, surveyPlace } from "./place.ts";

export type State = {
  readonly files: ReadonlyMap<OutputFile, FileState>;
  /** Entries of the feed: their permanent names, and what they are called. */
  readonly entries: ReadonlyMap<string, string>;
};

export type FileState = {
  readonly hash: string;
  readonly source: string;
  /** Hash of what a page says itself; `null` of a list, of what is no page, and where it is not known. */
  readonly text: string | null;
};

/** Lists, feeds and the like are made from a description in words, pages and assets from a file. */
export function isMadeFromFile(source: string): boolean {
  return /\.[^./ `]+$/.test(source);
}

/** What the last build left in the output folder; `null` when there was none. What stands as it did is not read again. */
export function builtState(place: Pick<Place, "root" | "out">, before: State | null): State | null {
  const { entries } = readManifest(surveyPlace(place));
  if (entries === null) return null;
  const textOf = (file: OutputFile, { hash: whole, source }: Pick<FileState, "hash" | "source">): string | null => {
    if (!file.endsWith(".html") || !isMadeFromFile(source)) return null;
    const known = before?.files.get(file);
    return known?.hash === whole && known.text !== null ? known.text : textHash(join(place.out, file));
  };
  const files = [...entries].filter(([file]) => !/\.[0-9a-f]{8}\.[a-z0-9]+$/.test(file));
  return {
    files: new Map(
      files.map(([file, { hash: whole, source }]) => [
        file,
        { hash: whole, source, text: textOf(file, { hash: whole, source }) },
      ]),
    ),
    entries: new Map(files.flatMap(([file]) => (isSiteFeed(file) ? feedEntries(join(place.out, file)) : []))),
  };
}

/** One for each language of the site. */
function isSiteFeed(file: OutputFile): boolean {
  return /^(?:[a-z0-9-]+\/)?feed\.json$/.test(file);
}

/** `null` where somebody has taken the page away meanwhile. */
function textHash(path: string): string | null {
  try {
    return hash(ownText(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
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
  try {
    const text = readFileSync(path, "utf8");
    const { files, entries } = JSON.parse(text) as {
      files: Record<string, readonly [hash: string, source: string, text?: string]>;
      entries: Record<string, string>;
    };
    const all = Object.entries(files).map(
      ([file, [whole, source, text = null]]) => [file, { hash: whole, source, text }] as const,
    );
    return { files: new Map(all), entries: new Map(Object.entries(entries)) };
  } catch (error) {
    const code = codeOf(error);
    // Where a file stands in the way of its folder nothing is kept either, and whoever writes there says so.
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    if (code !== null && code !== "EISDIR") throw refusal(error, `read ${path}`);
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
    ([file, { hash: whole, source, text }]) =>
      `    ${JSON.stringify(file)}: ${JSON.stringify(text === null ? [whole, source] : [whole, source, text])}`,
  );
  const names = [...entries].map(([id, title]) => `    ${JSON.stringify(id)}: ${JSON.stringify(title)}`);
  onDisk(`write ${path}`, () => mkdirSync(dirname(path), { recursive: true }));
  const text = `{\n  "files": {\n${lines.join(",\n")}\n  },\n  "entries": {\n${names.join(",\n")}\n  }\n}\n`;
  onDisk(`write ${path}`, () => writeFileSync(path, text));
}

function feedEntries(path: string): readonly (readonly [id: string, title: string])[] {
  try {
    const { items } = JSON.parse(readFileSync(path, "utf8")) as { items: readonly { id: string; title?: string }[] };
    return items.map(({ id, title }) => [id, title ?? ""]);
  } catch {
    return [];
  }
}
