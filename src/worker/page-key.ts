/**
 * What a page is remembered by: a hash of everything that it shows, and apart from it one of the changing facts that it
 * asked for. Two pages with the same of both have the same bytes: whatever a template asks, it asks again when all the
 * answers are the same.
 */
import {
  type ChangingFact,
  changingFacts,
  type FactsByLanguage,
  type Page,
  type Resolved,
  type Settings,
  type SiteCard,
  type SiteFacts,
  type SourceFile,
  type SourcePath,
} from "../model.ts";
import { readRules } from "../post/read-rules.ts";
import { hash } from "../shared/hash.ts";
import { once } from "../shared/once.ts";

export type Shown = {
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly facts: FactsByLanguage;
  readonly settings: Settings;
  readonly files: readonly SourceFile[];
};

/**
 * A card says what its file and the rules make of it, and what the site has added: where it lies, its cover, how its
 * terms are spelled. So a card goes in by these few words, and not written out, on each of the pages that show it.
 */
export type PageKeys = {
  /** Of everything but the changing facts. */
  keyOf(page: Page): string;
  /** Of these facts, as the page would be told them. */
  keyOfFacts(page: Page, asked: readonly ChangingFact[]): string;
};

export function pageKeys({ fingerprints, facts, settings, files }: Shown): PageKeys {
  const rules = hash(JSON.stringify(readRules(settings)));
  const ofFacts = new Map(
    Object.entries(facts).map(([language, each]) => [language, hash(JSON.stringify(lasting(each)))]),
  );
  const ofAsked = new Map<string, string>();
  const hashes = new Map<SourcePath, string>(files.map((file) => [file.path, file.hash]));
  const cards = new WeakMap<SiteCard, string>();
  const keyOfCard = (card: SiteCard): string => {
    const known = cards.get(card);
    if (known !== undefined) return known;
    const { path, url, file, cover, tags, categories } = card;
    const said = [path, hashes.get(path), url, file, cover && keyOfResolved(cover), tags.length];
    for (const { name, url: at } of tags) said.push(name, at);
    for (const { name, url: at } of categories) said.push(name, at);
    // It goes into the keys of many pages.
    const made = hash(said.join("\n"));
    cards.set(card, made);
    return made;
  };
  const keyOrNull = (card: SiteCard | null) => (card === null ? "" : keyOfCard(card));

  const keyOf = once((page: Page) => {
    const { post, posts, years, image, ...rest } = page.data;
    const shown: string[] = [fingerprints[page.template] ?? "", ofFacts.get(page.edition) ?? "", rules];
    shown.push(page.file, page.url, page.kind, page.lang, page.edition, page.template, page.addresses, page.source);
    for (const value of Object.values(rest)) shown.push(value === null ? "" : JSON.stringify(value));
    shown.push(image === null ? "" : keyOfResolved(image), String(post?.seriesStart), String(posts.length));
    if (post !== null) shown.push(keyOfCard(post), keyOrNull(post.prev), keyOrNull(post.next));
    if (post !== null) shown.push(...post.related.map(keyOfCard), "", ...post.seriesPosts.map(keyOfCard), "");
    for (const card of posts) shown.push(keyOfCard(card));
    for (const { year, posts: ofYear } of years) shown.push(year, ...ofYear.map(keyOfCard));
    for (const path of page.bodies) {
      shown.push(path, hashes.get(path) ?? "");
      for (const resolved of page.references[path] ?? []) shown.push(keyOfResolved(resolved));
    }
    return hash(shown.join("\0"));
  });

  return {
    keyOf,
    keyOfFacts({ edition }, asked) {
      const question = `${edition} ${asked.join(" ")}`;
      const answered = ofAsked.get(question);
      if (answered !== undefined) return answered;
      const answer = hash(JSON.stringify(asked.map((name) => facts[edition]?.[name])));
      ofAsked.set(question, answer);
      return answer;
    },
  };

  function keyOfResolved({ url, width, height, text, card }: Resolved): string {
    const place = `${url}\n${width}\n${height}`;
    if (text === null && card === null) return place;
    return `${place}\n${text === null ? "" : hash(text)}\n${card === null ? "" : keyOfCard({ ...card, cover: null })}`;
  }
}

function lasting(facts: SiteFacts): Partial<SiteFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !isChanging(name)));
}

function isChanging(name: string): name is ChangingFact {
  return (changingFacts as readonly string[]).includes(name);
}
