/** What a page is remembered by: a hash of everything that it shows. Two pages with one key have the same bytes. */
import type { FactsByLanguage, Page, Settings, SiteCard, SourceFile, SourcePath } from "../model.ts";
import { readRules } from "../post/read-post.ts";
import { hash } from "../shared/hash.ts";

export type Shown = {
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly facts: FactsByLanguage;
  readonly settings: Settings;
  readonly files: readonly SourceFile[];
};

export function pageKeys({ fingerprints, facts, settings, files }: Shown): (page: Page) => string {
  const rules = hash(JSON.stringify(readRules(settings)));
  const ofFacts = new Map(Object.entries(facts).map(([language, each]) => [language, hash(JSON.stringify(each))]));
  const bodies = new Map<SourcePath, string>(files.map((file) => [file.path, file.hash]));
  // A card is shown on many pages, and written out once.
  const cards = new WeakMap<SiteCard, string>();
  const keyOfCard = (card: SiteCard): string => {
    const known = cards.get(card);
    if (known !== undefined) return known;
    const made = hash(JSON.stringify(card));
    cards.set(card, made);
    return made;
  };
  const keyOrNull = (card: SiteCard | null) => (card === null ? null : keyOfCard(card));

  return (page) => {
    const { post, posts, years } = page.data;
    const data = {
      ...page.data,
      post: post && {
        ...post,
        prev: keyOrNull(post.prev),
        next: keyOrNull(post.next),
        related: post.related.map(keyOfCard),
        seriesPosts: post.seriesPosts.map(keyOfCard),
      },
      posts: posts.map(keyOfCard),
      years: years.map((year) => ({ year: year.year, posts: year.posts.map(keyOfCard) })),
    };
    const texts = page.bodies.map((path) => [path, bodies.get(path)]);
    const setting = [fingerprints[page.template], ofFacts.get(page.edition), rules, texts];
    return hash(JSON.stringify([setting, { ...page, data }]));
  };
}
