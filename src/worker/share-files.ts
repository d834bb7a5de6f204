/**
 * The files to be read lie in memory that all threads see, in chunks of a few; whoever is free takes the next chunk off
 * a counter. So nobody waits for a thread that has begun late or met a long post.
 */
import type { Settings, SharedBytes, SourceFile, SourcePath } from "../model.ts";
import { bytePool } from "../shared/byte-pool.ts";
import { textOfUtf8 } from "../shared/utf8.ts";

export type ReadJob = Deal & {
  /** All of them; whoever has no more use for one takes it out. */
  readonly files: (SharedFile | null)[];
  /** The chunk that this thread begins with: each has one of its own. */
  readonly first: number;
};

type Deal = {
  readonly settings: Settings;
  readonly counter: Int32Array<SharedArrayBuffer>;
  readonly chunkSize: number;
  readonly chunks: number;
};

type SharedFile = { readonly path: SourcePath; readonly hash: string; readonly utf8: SharedBytes };

/** Few enough that nobody is long without work at the end, many enough that messages cost nothing. */
const largestChunk = 32;

export function shareFiles(
  files: readonly SourceFile[],
  settings: Settings,
  hands: number,
): Deal & { readonly shared: SharedFile[] } {
  const pool = bytePool();
  const shared = files.map(
    (file): SharedFile => ({
      path: file.path,
      hash: file.hash,
      utf8: file.utf8 ?? pool.keep(Buffer.from(file.text)),
    }),
  );
  const chunkSize = Math.max(1, Math.min(largestChunk, Math.ceil(files.length / (hands * 4))));
  const counter = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  counter[0] = hands;
  return { settings, shared, counter, chunkSize, chunks: Math.ceil(files.length / chunkSize) };
}

export function nextChunk({ counter }: Pick<ReadJob, "counter">): number {
  return Atomics.add(counter, 0, 1);
}

export function chunkOf<File>(files: readonly File[], chunk: number, { chunkSize }: Pick<ReadJob, "chunkSize">) {
  return files.slice(chunk * chunkSize, (chunk + 1) * chunkSize);
}

/** A file as it was before it was shared. */
export function decoded({ path, hash, utf8 }: SharedFile): SourceFile {
  return { path, hash, text: textOfUtf8(utf8) };
}

/** Whether a value is the same after it was JSON. */
export function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return value !== undefined;
  return Object.values(value).every(isPlain);
}
