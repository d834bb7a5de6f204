import type { SiteCard, Term } from "../model.ts";
import { byCodeUnit } from "./terms.ts";

/** How many neighbours within one term are looked at: keeps a tag that is on every post from costing n². */
const candidatesPerTerm = 50;
const shown = 5;

/**
 * Posts that share terms, the rarer the term the better; the closest in time win among equals.
 * Looks only at each post's surroundings in the inverted index of terms, so the cost is linear in posts.
 */
export function relatedPosts(terms: readonly Term[]): (post: SiteCard) => readonly SiteCard[] {
  let index: Index | null = null;

  return (post) => {
    index ??= indexOf(terms);
    const { scores } = index;
    const own = index.numbers.get(post);
    if (own === undefined) return [];
    const met: number[] = [];
    for (const { members, at } of index.memberships[own] ?? []) {
      const rarity = 1 / Math.log2(1 + members.length);
      const from = Math.max(0, at - candidatesPerTerm / 2);
      const to = Math.min(members.length, from + candidatesPerTerm + 1);
      for (let i = from; i < to; i++) {
        const other = members[i] as number;
        if (other === own) continue;
        if (scores[other] === 0) met.push(other);
        scores[other] = (scores[other] as number) + rarity;
      }
    }
    const best = bestOf(met, own, index);
    for (const other of met) scores[other] = 0;
    return best.map((other) => (index as Index).cards[other] as SiteCard);
  };
}

/** Posts by number, so that a few hundred candidates are counted without a map. */
type Index = {
  readonly cards: readonly SiteCard[];
  readonly numbers: ReadonlyMap<SiteCard, number>;
  readonly memberships: readonly (readonly { readonly members: readonly number[]; readonly at: number }[])[];
  /** Milliseconds since 1970, of each. */
  readonly moments: Float64Array;
  /** All 0 between two questions. */
  readonly scores: Float64Array;
};

function indexOf(terms: readonly Term[]): Index {
  const numbers = new Map<SiteCard, number>();
  const memberships: { readonly members: readonly number[]; readonly at: number }[][] = [];
  for (const { posts } of terms) {
    const members = posts.map((post) => {
      const known = numbers.get(post);
      if (known !== undefined) return known;
      numbers.set(post, numbers.size);
      memberships.push([]);
      return numbers.size - 1;
    });
    members.forEach((post, at) => {
      memberships[post]?.push({ members, at });
    });
  }
  const cards = [...numbers.keys()];
  const moments = Float64Array.from(cards, ({ date }) => date?.ms ?? 0);
  return { cards, numbers, memberships, moments, scores: new Float64Array(cards.length) };
}

/** The first few of what sorting would give; most candidates fall behind all of them at one look. */
function bestOf(met: readonly number[], own: number, { cards, moments, scores }: Index): readonly number[] {
  const now = moments[own] as number;
  const isBefore = (a: number, b: number) => {
    const byScore = (scores[b] as number) - (scores[a] as number);
    if (byScore !== 0) return byScore < 0;
    const byTime = Math.abs((moments[a] as number) - now) - Math.abs((moments[b] as number) - now);
    return byTime !== 0 ? byTime < 0 : byCodeUnit(cards[a]?.path ?? "", cards[b]?.path ?? "") < 0;
  };
  const best: number[] = [];
  for (const one of met) {
    let place = best.length;
    while (place > 0 && isBefore(one, best[place - 1] as number)) place -= 1;
    if (place === shown) continue;
    best.splice(place, 0, one);
    if (best.length > shown) best.pop();
  }
  return best;
}
