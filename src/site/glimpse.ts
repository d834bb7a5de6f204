import type { FactsByLanguage, KnownPost, Output, Page, SiteCard } from "../model.ts";
import { ownData } from "./plan-posts.ts";

/** A post as it was when everyone was introduced, and as it is now. */
export type Edit = { readonly before: KnownPost; readonly now: KnownPost };

export type Glimpse = { readonly page: Page; readonly facts: FactsByLanguage };

/**
 * The page of a post whose text was edited, before everyone is introduced anew: what most saves change, at a cost that
 * does not grow with the site. `null` when anything changed that the page has from others, or others from it: then only
 * an introduction knows. Others that show the post's title or excerpt show the old one until then.
 */
export function glimpse(
  { before, now }: Edit,
  { outputs, facts }: { readonly outputs: readonly Output[]; readonly facts: FactsByLanguage },
): Glimpse | null {
  if (now.card.kind !== "post" || placeInSite(before) !== placeInSite(now)) return null;
  const isItsPage = (output: Output) =>
    output.kind === "page" && output.source === now.card.path && output.page.kind === "post";
  const output = outputs.find(isItsPage);
  if (output?.kind !== "page" || output.page.data.post === null) return null;
  const { page } = output;
  const shown = output.page.data.post;
  // A post that shows its own card shows words of its own in a second place.
  if (page.references[page.source]?.some(({ card }) => card?.path === page.source)) return null;

  const { url, file, tags, categories, cover } = shown;
  const card: SiteCard = { ...now.card, url, file, tags, categories, cover };
  const swap = (some: readonly SiteCard[]) => some.map((one) => (one.path === card.path ? card : one));
  const post = { ...shown, ...card, seriesPosts: swap(shown.seriesPosts) };
  return {
    page: { ...page, data: { ...page.data, ...ownData(card, post) } },
    facts: Object.fromEntries(
      Object.entries(facts).map(([language, each]) => [language, { ...each, recent: swap(each.recent) }]),
    ),
  };
}

/** What an edit of the words changes. What is added to posts later counts as more than words. */
const wordsOfCard = { title: 0, description: 0, headline: 0, excerpt: 0, counts: 0 };
const wordsOfPost = { anchors: 0, searchLength: 0, components: 0, at: 0, problems: 0 };

/** Everything about a post but its words. */
function placeInSite({ card, references, ...post }: KnownPost): string {
  const leadTo = references.map(({ kind, target }) => [kind, target]);
  return JSON.stringify([leadTo, { ...card, ...wordsOfCard }, { ...post, ...wordsOfPost }]);
}
