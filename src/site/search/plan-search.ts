import type { KnownPost, Output, SearchFacts, SearchIndex, SiteCard, SourcePath, Url } from "../../model.ts";
import { encodePath } from "../../shared/address.ts";
import { hash } from "../../shared/hash.ts";
import { type PlanInput, type PlannedPage, page, summary } from "../planned-page.ts";

type Lengths = ReadonlyMap<SourcePath, Pick<KnownPost, "searchLength">>;

/**
 * The search page: a list of everything by year, which a script makes searchable. Its entries are the documents of the
 * index, so that a document is known by its place in the list, counted from the end, where the oldest stands: a new
 * post changes no other's number.
 */
export function planSearch({ site, posts, strings }: PlanInput): PlannedPage[] {
  if (site.posts.length === 0 || !site.settings.search) return [];
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

function searchFacts(root: Url, listed: readonly SiteCard[], lengths: Lengths): SearchFacts {
  const units = listed.reduce((sum, { path }) => sum + (lengths.get(path)?.searchLength ?? 0), 0);
  const documents = hash(listed.map(({ url }) => url).join("\n")).slice(0, 8);
  return { root, shards: shardsFor(units), documents };
}

/** A power of two, so that it seldom changes: each file has some 20 KB, of which 8 KB travel. */
function shardsFor(units: number): number {
  return 2 ** Math.min(11, Math.max(0, Math.round(Math.log2(units / 32_768))));
}

/** The files of the index, beside the page: `search/0.txt`, `search/1.txt`, …. */
export function searchOutputs({ file, source, data }: PlannedPage): readonly Output[] {
  const { posts, search } = data;
  if (search === null) return [];
  const index: SearchIndex = { ...search, posts: posts.map(({ path }) => path).reverse() };
  const folder = file.slice(0, -"index.html".length);
  return Array.from({ length: search.shards }, (_, number) => ({
    kind: "shard",
    file: `${folder}${number}.txt`,
    url: search.root + encodePath(`${number}.txt`),
    number,
    index,
    source: `the index of ${source}`,
  }));
}
