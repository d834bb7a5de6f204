import type { KnownPost, Output, SearchFacts, SiteCard, SourcePath, Url } from "../../model.ts";
import { encodePath } from "../../shared/address.ts";
import { hash } from "../../shared/hash.ts";
import { type PlanInput, type PlannedPage, page, summary } from "../planned-page.ts";
import { writeShards } from "./write-shards.ts";

type Texts = ReadonlyMap<SourcePath, Pick<KnownPost, "searchText">>;

/**
 * The search page: a list of everything by year, which a script makes searchable. Its entries are the documents of the
 * index, so that a document is known by its place in the list, counted from the end, where the oldest stands: a new
 * post changes no other's number.
 */
export function planSearch({ site, posts, strings }: PlanInput): PlannedPage[] {
  if (site.posts.length === 0) return [];
  const listed = [...site.posts, ...site.pages];
  const planned = page(site, {
    kind: "search",
    path: "/search/",
    template: "search.njk",
    source: "the search page",
    data: {
      title: strings.search ?? null,
      posts: listed,
      years: site.years,
      terms: site.tags.map(summary),
      noindex: true,
    },
  });
  return [{ ...planned, data: { ...planned.data, search: searchFacts(planned.url, listed, posts) } }];
}

function searchFacts(root: Url, listed: readonly SiteCard[], texts: Texts): SearchFacts {
  const units = listed.reduce((sum, { path }) => sum + (texts.get(path)?.searchText.length ?? 0), 0);
  const documents = hash(listed.map(({ url }) => url).join("\n")).slice(0, 8);
  return { root, shards: shardsFor(units), documents };
}

/** A power of two, so that it seldom changes: each file has some 20 KB, of which 8 KB travel. */
function shardsFor(units: number): number {
  return 2 ** Math.min(11, Math.max(0, Math.round(Math.log2(units / 32_768))));
}

/**
 * The files of the index, beside the page: `search/0.txt`, `search/1.txt`, …. They are written when the first of them is
 * asked for: a site that is only looked at does without.
 */
export function searchOutputs({ file, source, data }: PlannedPage, texts: Texts): readonly Output[] {
  const { posts, search } = data;
  if (search === null) return [];
  let written: readonly string[] | null = null;
  const shard = (number: number) => {
    written ??= writeShards(posts.map(({ path }) => texts.get(path)?.searchText ?? "").reverse(), search.shards);
    return `${search.documents}\n${written[number] ?? ""}`;
  };
  const folder = file.slice(0, -"index.html".length);
  return Array.from({ length: search.shards }, (_, number) => ({
    kind: "text",
    file: `${folder}${number}.txt`,
    url: search.root + encodePath(`${number}.txt`),
    get text() {
      return shard(number);
    },
    source: `the index of ${source}`,
  }));
}
