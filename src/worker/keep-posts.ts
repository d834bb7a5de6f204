/**
 * The line where `readPost` is remembered between two runs: what is known of a file with this path and these bytes under
 * these rules is not read again. Bodies stay on the disk until a page needs them.
 */
import type { Body, KnownPost, Settings, SourceFile, SourcePath } from "../model.ts";
import { type ReadRules, readPost, readRules } from "../post/read-post.ts";
import { hash } from "../shared/hash.ts";
import type { Extent, Store } from "../shared/store.ts";
import type { ReadOutcome, Workers } from "./worker.ts";

export type KeptPosts = {
  /** The same workers, who are asked only for what is not kept. */
  readonly workers: Workers;
  /** What is to be kept from now on: values a line, and the bodies beside them. */
  news(): Promise<PostNews>;
};

export type PostNews = {
  readonly texts: readonly string[];
  readonly lines: (extents: readonly Extent[]) => readonly string[];
  readonly keep: "old" | "nothing old";
};

type Line = { readonly key: string; readonly post: KnownPost; readonly body: Extent };
type Known = ReadonlyMap<string, string>;

/** Lines that nobody asked for any more, for one that somebody did: then the store is written anew. */
const mostUnused = 1;

/** What is kept, by key, still as text: most of it may never be asked for. */
export function keptLines(store: Store<unknown>): Known {
  return new Map(store.lines().map((line) => [line.slice(0, line.indexOf("\t")), line]));
}

/** How many of these files nobody knows yet. */
export function countUnknown(files: readonly SourceFile[], settings: Settings, known: Known): number {
  const rulesKey = keyOfRules(readRules(settings));
  return files.filter((file) => !known.has(keyOf(file, rulesKey))).length;
}

export function keepPosts(workers: Workers, store: Store<unknown>, known: Known): KeptPosts {
  let kept = new Map<SourcePath, { readonly line: Line; readonly file: SourceFile }>();
  let fresh: { readonly key: string; readonly post: KnownPost }[] = [];
  let rules: ReadRules | null = null;

  const bodyOf = (path: SourcePath): Body | undefined => {
    const found = kept.get(path);
    if (found === undefined || rules === null) return undefined;
    const text = store.text(found.line.body);
    return text === null ? readPost(found.file, rules).body : (JSON.parse(text) as Body);
  };

  return {
    workers: {
      ...workers,
      async read(files, settings) {
        rules = readRules(settings);
        const rulesKey = keyOfRules(rules);
        kept = new Map();
        fresh = [];
        const unknown: SourceFile[] = [];
        for (const file of files) {
          const line = readLine(known.get(keyOf(file, rulesKey)));
          if (line === null) unknown.push(file);
          else kept.set(file.path, { line, file });
        }
        const read = new Map((await workers.read(unknown, settings)).map((outcome) => [outcome.path, outcome]));
        for (const file of unknown) {
          const outcome = read.get(file.path);
          if (outcome !== undefined && "post" in outcome && isPlain([outcome.post.card.extra, outcome.post.card.chart]))
            fresh.push({ key: keyOf(file, rulesKey), post: outcome.post });
        }
        return files.map((file): ReadOutcome => {
          const found = kept.get(file.path);
          const outcome = found === undefined ? read.get(file.path) : { path: file.path, post: found.line.post };
          if (outcome === undefined) throw new Error(`nobody has read ${file.path}`);
          return outcome;
        });
      },
      render: (pages, facts) => workers.render(pages, facts, bodyOf),
    },

    async news() {
      const tooOld = known.size - kept.size > mostUnused * (kept.size + fresh.length);
      const again = tooOld ? [...kept.values()] : [];
      const texts = [
        ...again.map(({ line }) => JSON.stringify(bodyOf(line.post.card.path))),
        ...(await workers.bodyTexts(fresh.map(({ post }) => post.card.path))),
      ];
      const posts = [...again.map(({ line }) => line), ...fresh];
      return {
        texts,
        lines: (extents) =>
          posts.map(({ key, post }, at) => `${key}\t${JSON.stringify({ key, post, body: extents[at] })}`),
        keep: tooOld ? "nothing old" : "old",
      };
    },
  };
}

/** A number that JSON has no word for would come back as another. */
function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return value !== undefined;
  return Object.values(value).every(isPlain);
}

function readLine(text: string | undefined): Line | null {
  if (text === undefined) return null;
  try {
    return JSON.parse(text.slice(text.indexOf("\t") + 1)) as Line;
  } catch {
    return null;
  }
}

function keyOfRules(rules: ReadRules): string {
  return hash(JSON.stringify(rules));
}

function keyOf(file: SourceFile, rulesKey: string): string {
  return hash(`${rulesKey} ${file.hash} ${file.path}`);
}
