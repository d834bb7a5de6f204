/**
 * Pages on their way to a thread. A card is shown on many pages and has many parts, so each goes over once, under a
 * number by which pages name it from then on; of a post that the thread has read itself, only what the site has
 * changed goes over.
 */
import type { KnownPost, Page, PageData, PagePost, SiteCard, SourcePath, Year } from "../model.ts";

export type SlimPage = Omit<Page, "data"> & {
  readonly data: Omit<PageData, "post" | "posts" | "years"> & {
    readonly post: SlimPost | null;
    readonly posts: readonly number[];
    readonly years: readonly { readonly year: string; readonly posts: readonly number[] }[];
  };
};

type SlimPost = {
  readonly card: number;
  readonly next: number | null;
  readonly prev: number | null;
  readonly related: readonly number[];
  readonly seriesPosts: readonly number[];
  readonly seriesStart: number;
};

/** A card as a whole, or what differs in it from the one that the thread knows. */
export type SentCard = { readonly whole: SiteCard } | { readonly of: SourcePath; readonly changes: Partial<SiteCard> };

export type Parcel = { readonly pages: readonly SlimPage[]; readonly cards: readonly (readonly [number, SentCard])[] };

/** @param known what the thread that is sent to has read itself */
export function packing(known: (path: SourcePath) => KnownPost | undefined): (pages: readonly Page[]) => Parcel {
  const numbers = new Map<SourcePath, number>();
  return (pages) => {
    const cards: [number, SentCard][] = [];
    const numberOf = (card: SiteCard): number => {
      const given = numbers.get(card.path);
      if (given !== undefined) return given;
      const number = numbers.size;
      numbers.set(card.path, number);
      cards.push([number, sent(card, known(card.path))]);
      return number;
    };
    const orNull = (card: SiteCard | null) => (card === null ? null : numberOf(card));
    const slim = (page: Page): SlimPage => {
      const { post, posts, years, ...rest } = page.data;
      const data = {
        ...rest,
        post: post === null ? null : slimPost(post),
        posts: posts.map(numberOf),
        years: years.map((year) => ({ year: year.year, posts: year.posts.map(numberOf) })),
      };
      return { ...page, data };
    };
    const slimPost = ({ next, prev, related, seriesPosts, seriesStart, ...card }: PagePost): SlimPost => ({
      card: numberOf(card),
      next: orNull(next),
      prev: orNull(prev),
      related: related.map(numberOf),
      seriesPosts: seriesPosts.map(numberOf),
      seriesStart,
    });
    return { pages: pages.map(slim), cards };
  };
}

function sent(card: SiteCard, known: KnownPost | undefined): SentCard {
  if (known === undefined) return { whole: card };
  const { url, file, cover, tags, categories } = card;
  const terms = {
    ...(tags === known.card.tags ? {} : { tags }),
    ...(categories === known.card.categories ? {} : { categories }),
  };
  return { of: card.path, changes: { url, file, cover, ...terms } };
}

/** The far end of `packing`. */
export function unpacking(known: (path: SourcePath) => KnownPost["card"]): (parcel: Parcel) => readonly Page[] {
  const cards: SiteCard[] = [];
  const cardOf = (number: number): SiteCard => {
    const card = cards[number];
    if (card === undefined) throw new Error(`card ${number} has not been sent`);
    return card;
  };
  const orNull = (number: number | null) => (number === null ? null : cardOf(number));
  const whole = (page: SlimPage): Page => {
    const { post, posts, years, ...rest } = page.data;
    const data = {
      ...rest,
      post: post === null ? null : wholePost(post),
      posts: posts.map(cardOf),
      years: years.map(({ year, posts: ofYear }): Year => ({ year, posts: ofYear.map(cardOf) })),
    };
    return { ...page, data };
  };
  const wholePost = (post: SlimPost): PagePost => ({
    ...cardOf(post.card),
    next: orNull(post.next),
    prev: orNull(post.prev),
    seriesPosts: post.seriesPosts.map(cardOf),
    seriesStart: post.seriesStart,
    related: post.related.map(cardOf),
  });
  return ({ pages, cards: news }) => {
    for (const [number, card] of news) {
      cards[number] = "whole" in card ? card.whole : { cover: null, ...known(card.of), ...card.changes };
    }
    return pages.map(whole);
  };
}
