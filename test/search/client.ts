/** The script of the search page, and searches made with it as the page makes them. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { searchText } from "../../src/post/search-text.ts";
import { writeShards } from "../../src/site/search/write-shards.ts";

export type Gram = { readonly text: string; readonly isWhole: boolean };

type Index = {
  readonly shards: number;
  readonly lines: (shard: number) => Promise<readonly string[]>;
  readonly titles: readonly string[];
};

type Client = {
  readonly fold: (text: string) => string;
  readonly gramsOf: (word: string) => readonly Gram[];
  readonly shardOf: (gram: string, shards: number) => number;
  readonly find: (
    words: readonly string[],
    index: Index,
  ) => Promise<{ readonly documents: readonly number[]; readonly isSure: boolean; readonly isOfTitles: boolean }>;
  readonly matchesIn: (text: string, words: readonly string[]) => readonly (readonly [number, number])[];
};

const script = join(import.meta.dirname, "../../assets/js/search.js");
export const client = (await import(pathToFileURL(script).href)) as Client;

export type Document = { readonly title: string; readonly text: string };

/** An index in memory that counts which of its files are asked for. */
export function indexOf(documents: readonly Document[], shards = 4) {
  const files = writeShards(
    documents.map(({ title, text }) => searchText([title], [escaped(text)])),
    shards,
  );
  const asked = new Set<number>();
  return {
    asked,
    files,
    shards,
    titles: documents.map(({ title }) => client.fold(title)),
    lines: async (shard: number) => {
      asked.add(shard);
      return (files[shard] ?? "").split("\n");
    },
  };
}

/** As the page does: what the index finds, without those on whose pages the words do not stand. */
export async function search(query: string, documents: readonly Document[], index = indexOf(documents)) {
  const words = wordsOf(query);
  const { documents: found, isSure } = await client.find(words, index);
  const reads = (at: number) => client.fold(`${documents[at]?.title}\u001f${documents[at]?.text}`);
  return found.filter((at) => isSure || words.every((word) => reads(at).includes(word)));
}

export function wordsOf(query: string): readonly string[] {
  return query
    .split(/\s+/)
    .map(client.fold)
    .filter((word) => word !== "");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
