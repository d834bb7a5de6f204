import type { KnownPost, Page, PageData, PageKind, Site, SiteCard, Term, TermSummary } from "../model.ts";
import { addressOf } from "../shared/address.ts";
import { lazily } from "../shared/lazily.ts";
import { editionOf } from "./editions.ts";

/** What a plan is made from. */
export type PlanInput = {
  readonly site: Site;
  readonly posts: ReadonlyMap<string, KnownPost>;
  /** Theme strings of the site's language: titles of lists. */
  readonly strings: Readonly<Record<string, string>>;
  /** Names of the templates that a post may be shown in, with their ending. */
  readonly templates: ReadonlySet<string>;
};

/** A page whose bodies' references are not looked up yet: for that, every address must be known first. */
export type PlannedPage = Omit<Page, "references">;

/** The page that a host shows for an address that leads nowhere: nobody is led to it. */
export function isForNowhere({ file }: Pick<SiteCard, "file">): boolean {
  return file === "404.html";
}

/** Entries of a feed: whole posts, so not too many. */
export const feedLength = 20;

type Made = {
  readonly kind: PageKind;
  readonly path: string;
  readonly template: string;
  readonly source: string;
  readonly data: Partial<PageData>;
  /** A description that is made when the page is shown, where `data` has none. */
  readonly describe?: () => string | null;
};

const withDescription = lazily<"description", string | null>("description");

/** A page at a path of the site, and nothing else said of it yet. */
export function page(site: Site, made: Made): PlannedPage {
  const { noindex } = site.settings;
  const { url, file } = addressOf(made.path, site.settings.base);
  const folder = editionOf(site.settings)?.path ?? "";
  return {
    url,
    file: `${folder}/${file}`.slice(1),
    kind: made.kind,
    lang: site.settings.language,
    edition: site.settings.language,
    template: made.template,
    data:
      made.describe === undefined
        ? { ...noData, description: null, noindex, ...made.data }
        : withDescription({ ...noData, noindex, ...made.data }, made.describe),
    bodies: [],
    addresses: "rooted",
    source: made.source,
  };
}

export function summary(term: Term): TermSummary {
  return { name: term.name, url: term.url, count: term.posts.length };
}

const noData: Omit<PageData, "description"> = {
  title: null,
  image: null,
  noindex: false,
  post: null,
  posts: [],
  years: [],
  term: null,
  terms: [],
  paginator: null,
  search: null,
  entries: [],
  target: null,
  translations: [],
};
