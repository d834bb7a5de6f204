/**
 * The line where `readPost` is remembered between two runs: what is known of a file with this path and these bytes under
 * these rules is not read again. Texts stay on the disk until somebody needs them.
 */
import type { KnownPost, SourceFile, SourcePath } from "../model.ts";
import { readPost } from "../post/read-post.ts";
import { type ReadRules, readRules } from "../post/read-rules.ts";
import { bytePool } from "../shared/byte-pool.ts";
import { once } from "../shared/once.ts";
import type { Extent, Store } from "../shared/store.ts";
import { type KeptLines, keyOf, keyOfRules } from "./kept-lines.ts";
import { type PackedText, packText, searchTextIn } from "./packed-text.ts";
import { isPlain } from "./share-files.ts";
import type { ReadOutcome, Workers } from "./worker.ts";

export type KeptPosts = {
  /** The same workers, who are asked only for what is not kept. */
  readonly workers: Workers;
  /** What is to be kept from now on: values a line, and the texts beside them. The workers have nothing more to give. */
  news(): Promise<PostNews>;
};

export type PostNews = {
  readonly texts: Iterable<readonly PackedText[]>;
  readonly lines: (extents: readonly Extent[]) => Iterable<readonly Uint8Array[]>;
  readonly keep: "old" | "nothing old";
};

/** What a line says: `key TAB extent TAB post`, the last two as JSON. */
type Line = { readonly key: string; readonly json: string; readonly post: KnownPost; readonly text: Extent };
type Fresh = { readonly file: SourceFile; readonly post: KnownPost; readonly json: Uint8Array | undefined };

/** Lines that nobody asked for any more, for one that somebody did: then the store is written anew. */
const mostUnused = 1;

export function keepPosts(workers: Workers, store: Store<unknown>, known: KeptLines): KeptPosts {
  let kept = new Map<SourcePath, { readonly line: Line; readonly file: SourceFile }>();
  let fresh: Fresh[] = [];
  const pool = bytePool();
  let rules: ReadRules | null = null;
  let rulesKey = "";
  let lineOf: (file: SourceFile) => Line | null = () => null;

  const packedOf = (path: SourcePath): PackedText | undefined => {
    const found = kept.get(path);
    if (found === undefined || rules === null) return undefined;
    return store.text(found.line.text) ?? packText(readPost(found.file, rules), pool);
  };
  /** Of each path what is kept, else what the workers answer. */
  const keptOr = async <Value>(
    paths: readonly SourcePath[],
    of: (text: PackedText) => Value,
    ask: (paths: readonly SourcePath[]) => Promise<readonly Value[]>,
  ): Promise<readonly Value[]> => {
    const others = paths.filter((path) => !kept.has(path));
    const asked = await ask(others);
    const answers = new Map(others.map((path, at) => [path, asked[at] as Value]));
    return paths.map((path) => {
      const text = packedOf(path);
      return text === undefined ? (answers.get(path) as Value) : of(text);
    });
  };

  return {
    workers: {
      ...workers,
      async read(files, settings, onRead) {
        rules = readRules(settings);
        const before = rulesKey;
        rulesKey = keyOfRules(rules);
        // The same object for the same file, so that whoever knows it knows it again.
        if (rulesKey !== before) lineOf = once((file) => readLine(known.get(keyOf(file, rulesKey))));
        kept = new Map();
        fresh = [];
        const unknown: SourceFile[] = [];
        for (const file of files) {
          const line = lineOf(file);
          if (line === null) unknown.push(file);
          else kept.set(file.path, { line, file });
        }
        const read = new Map((await workers.read(unknown, settings, onRead)).map((outcome) => [outcome.path, outcome]));
        for (const file of unknown) {
          const outcome = read.get(file.path);
          if (outcome === undefined || !("post" in outcome)) continue;
          const { post, json } = outcome;
          if (json === undefined && !isPlain([post.card.extra, post.card.chart])) continue;
          fresh.push({ file, post, json });
        }
        return files.map((file): ReadOutcome => {
          const found = kept.get(file.path);
          const outcome = found === undefined ? read.get(file.path) : { path: file.path, post: found.line.post };
          if (outcome === undefined) throw new Error(`nobody has read ${file.path}`);
          return outcome;
        });
      },
      render: (pages, facts, how) =>
        workers.render(pages, facts, { ...how, kept: (path) => how?.kept?.(path) ?? packedOf(path) }),
      searchTexts: (paths) => keptOr(paths, searchTextIn, workers.searchTexts),
    },

    async news() {
      const tooOld = known.size - kept.size > mostUnused * (kept.size + fresh.length);
      const again = tooOld ? [...kept.values()].map(({ line }) => line) : [];
      const asked = fresh;
      const posts: readonly { readonly key: string; readonly json: () => Uint8Array }[] = [
        ...again.map(({ key, json }) => ({ key, json: () => Buffer.from(json) })),
        ...asked.map(({ file, post, json }) => ({
          key: keyOf(file, rulesKey),
          json: () => json ?? Buffer.from(JSON.stringify(post)),
        })),
      ];
      const packed = await workers.packedTexts(asked.map(({ file }) => file.path));
      function* texts() {
        // Of what is written anew all is read before the old file goes.
        if (again.length > 0) yield again.map(({ post }) => packedOf(post.card.path) ?? new Uint8Array());
        for (let at = 0; at < packed.length; at += atOnce) yield packed.slice(at, at + atOnce);
      }
      function* lines(extents: readonly Extent[]) {
        for (const [at, { key, json }] of posts.entries())
          yield [Buffer.from(`${key}\t${JSON.stringify(extents[at])}\t`), json()];
      }
      return { texts: texts(), lines, keep: tooOld ? "nothing old" : "old" };
    },
  };
}

const atOnce = 128;

function readLine(text: string | undefined): Line | null {
  if (text === undefined) return null;
  const [key = "", extent = "", json = ""] = text.split("\t", 3);
  try {
    return { key, json, post: JSON.parse(json) as KnownPost, text: JSON.parse(extent) as Extent };
  } catch {
    return null;
  }
}
