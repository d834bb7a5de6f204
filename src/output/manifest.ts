import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { codeOf, onDisk } from "./disk.ts";
import { byPath, isSafeFile } from "./output-file.ts";
import type { Ground } from "./place.ts";

/**
 * The manifest says which files in an output folder are ours, so that nothing else is ever replaced or removed.
 * It is written before a commit (then a changed file may still have the content of `before`) and again after it.
 * One manifest serves all output folders of a project. It is believed only if its checksum is right; otherwise it is
 * as if there were none.
 */
export type Entry = {
  readonly hash: string;
  readonly size: number;
  /** Of the file as we left it; -1 = not known, the content decides. */
  readonly mtime: number;
  readonly source: string;
  /** During a commit: the content that is being replaced, if it is ours. */
  readonly before: string | null;
};

export type Entries = ReadonlyMap<OutputFile, Entry>;

export type Manifest = {
  /** `null`: nothing is known of this output folder. */
  readonly entries: Entries | null;
  readonly damaged: boolean;
  /** Of all that it says; `null` where it says nothing. */
  readonly checksum: string | null;
  /** What belongs to other output folders, kept as it is. */
  readonly others: readonly Section[];
};

type Row = readonly [
  file: OutputFile,
  hash: string,
  size: number,
  mtime: number,
  source: string,
  before: string | null,
];
type Section = readonly [key: string, rows: readonly Row[]];

export function readManifest(ground: Ground): Manifest {
  const text = readText(manifestPath(ground));
  if (text === null) return { entries: null, damaged: false, checksum: null, others: [] };
  const parsed = parseManifest(text);
  if (parsed === null) return { entries: null, damaged: true, checksum: null, others: [] };
  const { sections, checksum } = parsed;
  const own = sections.find(([key]) => key === ground.key);
  return {
    entries: own === undefined ? null : new Map(own[1].map(toEntry)),
    damaged: false,
    checksum,
    others: sections.filter(([key]) => key !== ground.key),
  };
}

/** Whether a project has published so much that even looking at it takes long, told without reading what. */
export function isLarge(root: string): boolean {
  try {
    return statSync(join(root, ".inkstone/manifest.json")).size > largeBytes;
  } catch {
    // Whoever needs to read it says what is wrong.
    return false;
  }
}

/** Some three thousand files. */
const largeBytes = 512 * 1024;

/** `entries` = `null` forgets the output folder. Answers the checksum. */
export function writeManifest(ground: Ground, others: readonly Section[], entries: Entries | null): string {
  const sections = entries === null ? others : [...others, [ground.key, [...entries].map(toRow).sort(byFile)] as const];
  const body = `"outs":${JSON.stringify(sections)}}\n`;
  const checksum = hash(body);
  const path = manifestPath(ground);
  onDisk("write .inkstone/manifest.json", () => {
    rmSync(`${path}.new`, { force: true });
    try {
      writeFileSync(`${path}.new`, `${head(checksum)}${body}`, { flag: "wx" });
      renameSync(`${path}.new`, path);
    } catch (error) {
      rmSync(`${path}.new`, { force: true });
      throw error;
    }
  });
  return checksum;
}

function manifestPath(ground: Ground): string {
  return join(ground.memory, "manifest.json");
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    return "";
  }
}

function parseManifest(text: string): { readonly sections: readonly Section[]; readonly checksum: string } | null {
  const start = text.indexOf("\n") + 1;
  const checksum = hash(text.slice(start));
  if (start === 0 || text.slice(0, start) !== head(checksum)) return null;
  const { outs } = JSON.parse(text) as { outs: unknown };
  return Array.isArray(outs) && outs.every(isSection) ? { sections: outs, checksum } : null;
}

/** The first line of the file; the checksum is over everything after it. */
function head(checksum: string): string {
  return `{"inkstone-manifest":1,"checksum":"${checksum}",\n`;
}

function isSection(value: unknown): value is Section {
  return Array.isArray(value) && typeof value[0] === "string" && Array.isArray(value[1]) && value[1].every(isRow);
}

function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || value.length !== 6) return false;
  const [file, content, size, mtime, source, before] = value;
  const strings = typeof file === "string" && typeof content === "string" && typeof source === "string";
  const numbers = typeof size === "number" && typeof mtime === "number";
  return strings && numbers && (before === null || typeof before === "string") && isSafeFile(file);
}

function toEntry([file, content, size, mtime, source, before]: Row): [OutputFile, Entry] {
  return [file, { hash: content, size, mtime, source, before }];
}

function toRow([file, entry]: readonly [OutputFile, Entry]): Row {
  return [file, entry.hash, entry.size, entry.mtime, entry.source, entry.before];
}

function byFile([a]: Row, [b]: Row): number {
  return byPath(a, b);
}
