import type { NavigationItem, Site, SiteFacts, Sources, Term, Url } from "../model.ts";
import { addressOf, withBase } from "../shared/address.ts";
import { isForNowhere } from "./planned-page.ts";

/** What every template sees as `site`: on the pages of one edition. */
export function siteFacts(site: Site, sources: Sources, assets: Readonly<Record<string, Url>>): SiteFacts {
  const strings = stringsOf(site.settings.language, sources);
  const { settings, posts } = site;
  const { base, origin } = settings;
  const updated = posts.reduce<SiteFacts["updated"]>((latest, { modified, date }) => {
    const moment = modified !== null && modified.ms > (date?.ms ?? 0) ? modified : date;
    return moment !== null && (latest === null || moment.ms > latest.ms) ? moment : latest;
  }, null);
  const feedAt = (path: string) => (origin !== "" && settings.feeds.site ? addressOf(path, base).url : null);
  return {
    title: settings.title,
    subtitle: settings.subtitle,
    description: settings.description,
    url: origin === "" ? "" : `${origin}${base}/`,
    home: addressOf("/", base).url,
    base: sources.settings.base,
    language: settings.language,
    timezone: settings.timezone,
    author: settings.author,
    navigation:
      settings.navigation?.map((item) => ({ ...item, url: withBase(item.url, base) })) ?? madeNavigation(site, strings),
    social: settings.social,
    strings,
    tags: site.tags.map(summary),
    categories: site.categories.map(summary),
    years: site.years.map(({ year, posts: { length } }) => ({ year, count: length })),
    recent: posts.slice(0, 5),
    postCount: posts.length,
    feeds: { atom: feedAt("/feed.xml"), json: feedAt("/feed.json") },
    languages: settings.editions.map(({ language, name, path }) => ({
      lang: language,
      name,
      url: addressOf(`${path}/`, sources.settings.base).url,
    })),
    indent: settings.indent,
    comments: settings.comments,
    highlight: settings.highlight,
    services: settings.services,
    theme: settings.theme,
    data: sources.data,
    assets,
    noindex: settings.noindex,
    updated,
    year: updated?.day.slice(0, 4) ?? "",
  };
}

/** The words of the theme in the language of an edition. */
export function stringsOf(language: string, { strings, furtherStrings }: Sources): Sources["strings"] {
  return furtherStrings[language] ?? strings;
}

/** Without a `navigation` in `site.yml`: the lists that have something in them, then the pages. */
function madeNavigation(site: Site, strings: Sources["strings"]): readonly NavigationItem[] {
  const { base } = site.settings;
  const item = (key: string, path: string) => ({ title: strings[key] ?? key, url: addressOf(path, base).url });
  const search = item("search", "/search/");
  const hasOurs = site.settings.search && !site.pages.some(({ url }) => url === search.url);
  return [
    ...(site.posts.length > 0 ? [item("archive", "/archive/")] : []),
    ...(site.categories.length > 0 ? [item("categories", "/categories/")] : []),
    ...(site.tags.length > 0 ? [item("tags", "/tags/")] : []),
    ...(site.posts.length > 0 && hasOurs ? [search] : []),
    ...site.pages.filter((card) => !isForNowhere(card)).map(({ title, url }) => ({ title, url })),
  ];
}

function summary({ name, url, posts }: Term): SiteFacts["tags"][number] {
  return { name, url, count: posts.length };
}
