import type { PageData } from "../model.ts";
import { addressOf } from "../shared/address.ts";
import { feedLength, isForNowhere, type PlanInput, type PlannedPage, page } from "./planned-page.ts";

/** The newest posts, whole, as Atom and JSON. Without a `url` there are none: a feed leaves the site. */
export function planFeeds({ site }: PlanInput): PlannedPage[] {
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

/** A page for every alias, that leads on. */
export function planRedirects({ site, posts }: PlanInput): PlannedPage[] {
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

/** `robots.txt`, and the sitemap of all editions where the site knows its own address. */
export function planForMachines(editions: readonly [PlanInput, ...PlanInput[]]): PlannedPage[] {
  const [{ site }] = editions;
  const robots = page(site, {
    kind: "other",
    path: "/robots.txt",
    template: "robots.txt.njk",
    source: "robots.txt",
    data: {},
  });
  if (site.settings.origin === "") return [robots];
  return [
    robots,
    {
      ...page(site, {
        kind: "other",
        path: "/sitemap.xml",
        template: "sitemap.xml.njk",
        source: "the sitemap",
        data: { entries: editions.flatMap(sitemapEntries) },
      }),
      addresses: "absolute",
    },
  ];
}

function sitemapEntries({ site }: PlanInput): PageData["entries"] {
  const newest = site.posts[0]?.date?.rfc3339 ?? null;
  return [
    { url: addressOf("/", site.settings.base).url, modified: newest },
    ...[...site.categories, ...site.tags].map((term) => ({
      url: term.url,
      modified: term.posts[0]?.date?.rfc3339 ?? null,
    })),
    { url: addressOf("/archive/", site.settings.base).url, modified: newest },
    ...[...site.posts, ...site.pages.filter((card) => !isForNowhere(card))]
      .filter(({ redirect }) => redirect === null)
      .map((card) => ({ url: card.url, modified: (card.modified ?? card.date)?.rfc3339 ?? null })),
  ];
}
