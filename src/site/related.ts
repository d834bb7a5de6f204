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
  let memberships: Memberships | null = null;

  return (post) => {
    memberships ??= membershipsIn(terms);
    const scores = new Map<SiteCard, number>();
    for (const { term, at } of memberships.get(post) ?? []) {
      const rarity = 1 / Math.log2(1 + term.posts.length);
      const from = Math.max(0, at - candidatesPerTerm / 2);
      for (const other of term.posts.slice(from, from + candidatesPerTerm + 1)) {
        if (other !== post) scores.set(other, (scores.get(other) ?? 0) + rarity);
      }
    }
    const distance = (other: SiteCard) => Math.abs((other.date?.ms ?? 0) - (post.date?.ms ?? 0));
    return [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || distance(a) - distance(b) || byCodeUnit(a.path, b.path))
      .slice(0, shown)
      .map(([other]) => other);
  };
}

type Memberships = ReadonlyMap<SiteCard, readonly { readonly term: Term; readonly at: number }[]>;

function membershipsIn(terms: readonly Term[]): Memberships {
  const memberships = new Map<SiteCard, { readonly term: Term; readonly at: number }[]>();
  for (const term of terms) {
    term.posts.forEach((post, at) => {
      const known = memberships.get(post);
      if (known === undefined) memberships.set(post, [{ term, at }]);
      else known.push({ term, at });
    });
  }
  return memberships;
}
