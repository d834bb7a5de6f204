/** Which posts are kept: what can be told of the store's lines before any is taken to pieces. */
import type { Settings, SourceFile } from "../model.ts";
import { type ReadRules, readRules } from "../post/read-rules.ts";
import { hash } from "../shared/hash.ts";
import type { Store } from "../shared/store.ts";

/** `key TAB extent TAB post`, by key. */
export type KeptLines = ReadonlyMap<string, string>;

/** What is kept, by key, still as text: most of it may never be asked for. */
export function keptLines(store: Store<unknown>): KeptLines {
  return new Map(store.lines().map((line) => [line.slice(0, line.indexOf("\t")), line]));
}

/** How many of these files nobody knows yet. */
export function countUnknown(files: readonly SourceFile[], settings: Settings, known: KeptLines): number {
  const rulesKey = keyOfRules(readRules(settings));
  return files.filter((file) => !known.has(keyOf(file, rulesKey))).length;
}

export function keyOfRules(rules: ReadRules): string {
  return hash(JSON.stringify(rules));
}

/** Behind a key comes a tab. */
export function keyOf(file: SourceFile, rulesKey: string): string {
  return `${rulesKey} ${file.hash} ${/[\t\r\n]/.test(file.path) ? hash(file.path) : file.path}`;
}
