/**
 * The files to be read lie in memory that all threads see, in chunks of a few; whoever is free takes the next chunk off
 * a counter. So nobody waits for a thread that has begun late or met a long post.
 */
import type { Settings, SourceFile } from "../model.ts";

export type ReadJob = {
  readonly settings: Settings;
  readonly files: readonly Pick<SourceFile, "path" | "hash">[];
  /** The texts, one behind the other, as UTF-8. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each of them ends. */
  readonly ends: Uint32Array<SharedArrayBuffer>;
  readonly counter: Int32Array<SharedArrayBuffer>;
  readonly chunkSize: number;
  readonly chunks: number;
  /** The chunk that this thread begins with: each has one of its own. */
  readonly first: number;
};

/** Few enough that nobody is long without work at the end, many enough that messages cost nothing. */
const largestChunk = 32;

export function shareFiles(files: readonly SourceFile[], settings: Settings, hands: number): Omit<ReadJob, "first"> {
  const texts = files.map(({ text }) => Buffer.from(text));
  const bytes = new Uint8Array(new SharedArrayBuffer(texts.reduce((sum, text) => sum + text.length, 0)));
  const ends = new Uint32Array(new SharedArrayBuffer(files.length * Uint32Array.BYTES_PER_ELEMENT));
  let end = 0;
  for (const [at, text] of texts.entries()) {
    bytes.set(text, end);
    end += text.length;
    ends[at] = end;
  }
  const chunkSize = Math.max(1, Math.min(largestChunk, Math.ceil(files.length / (hands * 4))));
  const counter = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  counter[0] = hands;
  const named = files.map(({ path, hash }) => ({ path, hash }));
  return { settings, files: named, bytes, ends, counter, chunkSize, chunks: Math.ceil(files.length / chunkSize) };
}

export function nextChunk({ counter }: Pick<ReadJob, "counter">): number {
  return Atomics.add(counter, 0, 1);
}

export function chunkOf<File>(files: readonly File[], chunk: number, { chunkSize }: Pick<ReadJob, "chunkSize">) {
  return files.slice(chunk * chunkSize, (chunk + 1) * chunkSize);
}

/** The files as they were before they were shared, each decoded when it is read. */
export function filesFrom({ files, bytes, ends }: ReadJob): readonly SourceFile[] {
  return files.map((file, at) => ({
    ...file,
    get text() {
      return Buffer.from(bytes.buffer, at === 0 ? 0 : ends[at - 1], (ends[at] ?? 0) - (ends[at - 1] ?? 0)).toString(
        "utf8",
      );
    },
  }));
}

/** Whether a value is the same after it was JSON. */
export function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return value !== undefined;
  return Object.values(value).every(isPlain);
}
