import type { Site, Term } from "../model.ts";
import { addressOf } from "../shared/address.ts";
import { paginate } from "./paginate.ts";
import { feedLength, type PlanInput, type PlannedPage, page, summary } from "./planned-page.ts";

/** The home page and those behind it. */
export function planHome({ site }: PlanInput): PlannedPage[] {
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

/** The index of all tags or categories, and the lists of each with its feed. */
export function planTerms({ site, strings }: PlanInput, kind: Term["kind"]): PlannedPage[] {
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

/** Every post by year, and the featured ones. */
export function planArchive({ site, strings }: PlanInput): PlannedPage[] {
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

/** What a host shows for an address that leads nowhere. */
export function planNotFound({ site, strings }: PlanInput): PlannedPage[] {
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
