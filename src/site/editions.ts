import type { Edition, PostCard, Settings, Site } from "../model.ts";
import { encodePath } from "../shared/address.ts";
import { nearestLanguage } from "../shared/languages.ts";
import { newestFirst } from "./index-site.ts";
import { byCodeUnit } from "./terms.ts";

/** The posts of one language, and the settings as they are for it: its title, and the path below which its lists are. */
export type OneLanguage = { readonly cards: readonly PostCard[]; readonly settings: Settings };

/** Each post to the edition of its language; one in a language that has none to the first. */
export function divideByEdition(
  cards: readonly PostCard[],
  settings: Settings,
): readonly [OneLanguage, ...OneLanguage[]] {
  const tags = settings.editions.map(({ language }) => language);
  const home = new Map(tags.map((tag): [string, PostCard[]] => [tag, []]));
  for (const card of cards) home.get(nearestLanguage(card.lang, tags) ?? settings.language)?.push(card);
  const [first, ...others] = settings.editions.map((edition) => ({
    cards: home.get(edition.language) ?? [],
    settings: settingsOf(edition, settings),
  }));
  return [first ?? { cards, settings }, ...others];
}

function settingsOf(edition: Edition, settings: Settings): Settings {
  const { language, title, subtitle, description, navigation } = edition;
  const base = settings.base + encodePath(edition.path);
  return { ...settings, language, title, subtitle, description, navigation, base };
}

/** The edition that settings made for one of them are of. */
export function editionOf(settings: Settings): Edition | undefined {
  return settings.editions.find(({ language }) => language === settings.language);
}

/** All posts and pages whatever their language; what else there is, is the first edition's. */
export function allEditions(sites: readonly [Site, ...Site[]], settings: Settings): Site {
  const [first] = sites;
  if (sites.length === 1) return first;
  return {
    ...first,
    settings,
    posts: sites.flatMap(({ posts }) => posts).sort(newestFirst),
    pages: sites.flatMap(({ pages }) => pages).sort((a, b) => byCodeUnit(a.path, b.path)),
    problems: sites.flatMap(({ problems }) => problems),
  };
}
