import type { KnownPost, Page, PageData, PageKind, PagePost, Site, SiteCard, Term, TermSummary } from "../model.ts";
import { addressOf } from "../shared/address.ts";
import { paginate } from "./paginate.ts";
import { relatedPosts } from "./related.ts";

/** What an address list is made from. */
export type PlanInput = {
  readonly site: Site;
  readonly posts: ReadonlyMap<string, KnownPost>;
  /** Theme strings of the site's language: titles of lists. */
  readonly strings: Readonly<Record<string, string>>;
  /** Names of the templates there are, with their ending. */
  readonly templates: ReadonlySet<string>;
};

/** A page whose bodies' references are not looked up yet: for that, every address must be known first. */
export type PlannedPage = Omit<Page, "references">;

/** The whole route table as plain data: posts, pages, lists, terms, archive, feeds. */
export function planPages(input: PlanInput): readonly PlannedPage[] {
  return [
    ...planHome(input),
    ...planPosts(input),
    ...planStandalone(input),
    ...planTerms(input, "category"),
    ...planTerms(input, "tag"),
    ...planArchive(input),
    ...planNotFound(input),
    ...planFeeds(input),
    ...planRedirects(input),
    ...planForMachines(input),
  ];
}

const feedLength = 20;
const noData: PageData = {
  title: null,
  description: null,
  image: null,
  noindex: false,
  post: null,
  posts: [],
  years: [],
  term: null,
  terms: [],
  paginator: null,
  entries: [],
  target: null,
};

function planHome({ site }: PlanInput): PlannedPage[] {
  const { settings, posts } = site;
  const slices = paginate(posts, settings.paginate.home, "/", settings.base);
  return slices.map(({ path, items, paginator }) =>
    page(site, {
      kind: "home",
      path,
      template: "home.njk",
      source: "the home page",
      data: { description: settings.description || null, posts: items, paginator },
    }),
  );
}

function planPosts(input: PlanInput): PlannedPage[] {
  const { site } = input;
  const related = relatedPosts([...site.tags, ...site.categories]);
  const series = seriesOf(site.posts);
  return site.posts.map((card, i) =>
    postPage(input, {
      ...card,
      next: site.posts[i - 1] ?? null,
      prev: site.posts[i + 1] ?? null,
      related: related(card),
      seriesPosts: card.series === null ? [] : (series.get(card.series) ?? []),
    }),
  );
}

function planStandalone(input: PlanInput): PlannedPage[] {
  return input.site.pages.map((card) =>
    postPage(input, { ...card, next: null, prev: null, related: [], seriesPosts: [] }),
  );
}

function postPage({ site, templates }: PlanInput, post: PagePost): PlannedPage {
  const layout = `${post.layout}.njk`;
  return {
    ...page(site, {
      kind: post.kind,
      path: "/",
      template: templates.has(layout) ? layout : post.kind === "post" ? "post.njk" : "page.njk",
      source: post.path,
      data: {
        title: post.title,
        description: post.description ?? (post.excerpt || null),
        image: post.cover,
        post,
      },
    }),
    url: post.url,
    file: post.file,
    lang: post.lang,
    bodies: [post.path],
  };
}

/** Series in reading order: oldest first. */
function seriesOf(posts: readonly SiteCard[]): ReadonlyMap<string, readonly SiteCard[]> {
  const series = new Map<string, SiteCard[]>();
  for (const post of posts) {
    if (post.series === null) continue;
    const members = series.get(post.series);
    if (members === undefined) series.set(post.series, [post]);
    else members.unshift(post);
  }
  return series;
}

function planTerms({ site, strings }: PlanInput, kind: Term["kind"]): PlannedPage[] {
  const terms = kind === "tag" ? site.tags : site.categories;
  const root = kind === "tag" ? "/tags/" : "/categories/";
  const index = page(site, {
    kind: "terms",
    path: root,
    template: "terms.njk",
    source: `the ${kind === "tag" ? "tags" : "categories"} index`,
    data: { title: strings[kind === "tag" ? "tags" : "categories"] ?? null, terms: terms.map(summary) },
  });
  return [index, ...terms.flatMap((term) => planTerm(site, term, `${root}${term.slug}/`))];
}

function planTerm(site: Site, term: Term, root: string): PlannedPage[] {
  const { settings } = site;
  const named = `the ${term.kind} \`${term.name}\``;
  const feed = settings.feeds.terms && settings.origin !== "" ? addressOf(`${root}feed.xml`, settings.base).url : null;
  const facts = { ...summary(term), kind: term.kind, feed };
  const lists = paginate(term.posts, settings.paginate.terms, root, settings.base).map(({ path, items, paginator }) =>
    page(site, {
      kind: "term",
      path,
      template: "term.njk",
      source: named,
      data: { title: term.name, term: facts, posts: items, paginator },
    }),
  );
  if (feed === null) return lists;
  const entries = term.posts.slice(0, feedLength);
  return [
    ...lists,
    {
      ...page(site, {
        kind: "feed",
        path: `${root}feed.xml`,
        template: "feed.xml.njk",
        source: `the feed of ${named}`,
        data: { title: term.name, term: facts, posts: entries },
      }),
      addresses: "absolute",
    },
  ];
}

function planArchive({ site, strings }: PlanInput): PlannedPage[] {
  const featured = site.posts.filter((post) => post.featured);
  return [
    page(site, {
      kind: "archive",
      path: "/archive/",
      template: "archive.njk",
      source: "the archive",
      data: { title: strings.archive ?? null, posts: site.posts, years: site.years },
    }),
    page(site, {
      kind: "featured",
      path: "/featured/",
      template: "list.njk",
      source: "the list of featured posts",
      data: { title: strings.featured ?? null, posts: featured },
    }),
  ];
}

function planNotFound({ site, strings }: PlanInput): PlannedPage[] {
  return [
    page(site, {
      kind: "404",
      path: "/404.html",
      template: "404.njk",
      source: "the page for what is not there",
      data: { title: strings.notfound ?? null, noindex: true },
    }),
  ];
}

function planFeeds({ site }: PlanInput): PlannedPage[] {
  const { settings, posts } = site;
  if (settings.origin === "" || !settings.feeds.site) return [];
  const entries = posts.slice(0, feedLength);
  return ["feed.xml", "feed.json"].map((name) => ({
    ...page(site, {
      kind: "feed",
      path: `/${name}`,
      template: `${name}.njk`,
      source: `the feed ${name}`,
      data: { posts: entries },
    }),
    bodies: entries.map((post) => post.path),
    addresses: "absolute" as const,
  }));
}

function planRedirects({ site, posts }: PlanInput): PlannedPage[] {
  const redirects: PlannedPage[] = [];
  for (const card of [...site.posts, ...site.pages]) {
    for (const alias of posts.get(card.path)?.aliases ?? []) {
      redirects.push({
        ...page(site, {
          kind: "redirect",
          path: "/",
          template: "redirect.njk",
          source: card.path,
          data: { title: card.title, noindex: true, target: card.url },
        }),
        url: alias.url,
        file: alias.file,
        lang: card.lang,
      });
    }
  }
  return redirects;
}

function planForMachines({ site }: PlanInput): PlannedPage[] {
  const robots = page(site, {
    kind: "other",
    path: "/robots.txt",
    template: "robots.txt.njk",
    source: "robots.txt",
    data: {},
  });
  if (site.settings.origin === "") return [robots];
  const entries = [...site.posts, ...site.pages].map((card) => ({
    url: card.url,
    modified: (card.modified ?? card.date)?.rfc3339 ?? null,
  }));
  const newest = site.posts[0]?.date?.rfc3339 ?? null;
  const lists = [
    { url: addressOf("/", site.settings.base).url, modified: newest },
    ...[...site.categories, ...site.tags].map((term) => ({
      url: term.url,
      modified: term.posts[0]?.date?.rfc3339 ?? null,
    })),
    { url: addressOf("/archive/", site.settings.base).url, modified: newest },
  ];
  return [
    robots,
    {
      ...page(site, {
        kind: "other",
        path: "/sitemap.xml",
        template: "sitemap.xml.njk",
        source: "the sitemap",
        data: { entries: [...lists, ...entries] },
      }),
      addresses: "absolute",
    },
  ];
}

function page(
  site: Site,
  made: { kind: PageKind; path: string; template: string; source: string; data: Partial<PageData> },
): PlannedPage {
  const { url, file } = addressOf(made.path, site.settings.base);
  return {
    url,
    file,
    kind: made.kind,
    lang: site.settings.language,
    template: made.template,
    data: { ...noData, noindex: site.settings.noindex, ...made.data },
    bodies: [],
    addresses: "rooted",
    source: made.source,
  };
}

function summary(term: Term): TermSummary {
  return { name: term.name, url: term.url, count: term.posts.length };
}
