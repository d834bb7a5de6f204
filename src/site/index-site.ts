import type { PostCard, Problem, Resolved, Settings, Site, SiteCard, TermLink, Year } from "../model.ts";
import { inLanguage } from "../shared/languages.ts";
import { once } from "../shared/once.ts";
import { slugify } from "../shared/slug.ts";
import { byCodeUnit, gatherTerms } from "./terms.ts";

/**
 * Everyone is introduced to everyone: order, terms, years. Cheap, so it is done anew on every build.
 *
 * @param coverOf finds the picture of a card among the site's assets
 */
export function indexSite(
  cards: readonly PostCard[],
  settings: Settings,
  coverOf: (card: PostCard) => Resolved | null,
): Site {
  const known = cards.map((card) => withCover(card, coverOf(card)));
  const dated = known.filter((card) => card.kind === "post").sort(newestFirst);
  const collator = new Intl.Collator(inLanguage(settings.language), { numeric: true });

  const tags = gatherTerms("tag", dated, (post) => post.tags, collator);
  const categories = gatherTerms("category", dated, (post) => post.categories, collator);
  const problems: Problem[] = [...tags.problems, ...categories.problems];

  // Where spellings were merged the cards speak the shown one, and the terms hold those cards.
  const spoken = new Map<SiteCard, SiteCard>();
  const spell = (links: readonly TermLink[], spelling: ReadonlyMap<string, string>) => {
    const spelt = links.map((link) => {
      // Terms that a setting put at one address keep their names; only spellings of one name become one.
      const shown = spelling.get(link.url) ?? link.name;
      return slugify(shown) === slugify(link.name) ? { ...link, name: shown } : link;
    });
    return spelt.filter(({ url, name }, at) => spelt.findIndex((one) => one.url === url && one.name === name) === at);
  };
  const speak = (card: SiteCard): SiteCard => {
    // Nothing was merged.
    if (problems.length === 0) return card;
    let result = spoken.get(card);
    if (result === undefined) {
      const isSpoken = isSpelled(card.tags, tags.spelling) && isSpelled(card.categories, categories.spelling);
      result = isSpoken
        ? card
        : {
            ...card,
            tags: spell(card.tags, tags.spelling),
            categories: spell(card.categories, categories.spelling),
          };
      spoken.set(card, result);
    }
    return result;
  };

  const posts = dated.map(speak);
  return {
    settings,
    posts,
    pages: known.filter((card) => card.kind === "page").sort((a, b) => byCodeUnit(a.path, b.path)),
    tags: tags.terms.map((term) => ({ ...term, posts: term.posts.map(speak) })),
    categories: categories.terms.map((term) => ({ ...term, posts: term.posts.map(speak) })),
    years: byYear(posts),
    problems,
  };
}

function isSpelled(links: readonly TermLink[], spelling: ReadonlyMap<string, string>): boolean {
  return links.every(({ url, name }) => (spelling.get(url) ?? name) === name);
}

/** The same object for the same card with the same cover, so that whoever knows it knows it again. */
function withCover(card: PostCard, cover: Resolved | null): SiteCard {
  const known = withLastCover(card);
  if (known.card === null || JSON.stringify(known.card.cover) !== JSON.stringify(cover)) {
    known.card = { ...card, cover };
  }
  return known.card;
}

const withLastCover = once((_: PostCard): { card: SiteCard | null } => ({ card: null }));

export function newestFirst(a: SiteCard, b: SiteCard): number {
  return (b.date?.ms ?? 0) - (a.date?.ms ?? 0) || byCodeUnit(a.path, b.path);
}

function byYear(posts: readonly SiteCard[]): readonly Year[] {
  const years = new Map<string, SiteCard[]>();
  for (const post of posts) {
    const year = post.date?.day.slice(0, -6) ?? "";
    const members = years.get(year);
    if (members === undefined) years.set(year, [post]);
    else members.push(post);
  }
  return [...years].map(([year, members]) => ({ year, posts: members }));
}
