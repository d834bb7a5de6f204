import { decodeUrl } from "../shared/address.ts";

/**
 * The address that looks most like the one asked for. Counted in pairs of neighbouring characters, which costs the same
 * for any two addresses of a length, so that a site of 10,000 pages answers at once. The last part counts most: posts
 * move between folders more often than they change their name.
 */
export function nearestAddress(wanted: string, addresses: readonly string[]): string | null {
  const asked = marksOf(wanted.slice(0, longest));
  let best: string | null = null;
  let most = least;
  for (const address of addresses) {
    const marks = marksOf(address);
    const likeness = (alike(asked.whole, marks.whole) + 2 * alike(asked.name, marks.name)) / 3;
    if (likeness > most) {
      most = likeness;
      best = address;
    }
  }
  return best;
}

const longest = 400;
/** Below this, two addresses have hardly more than slashes in common. */
const least = 0.3;

type Marks = { readonly whole: ReadonlySet<string>; readonly name: ReadonlySet<string> };

function marksOf(address: string): Marks {
  const plain = decodeUrl(address).normalize("NFKC").toLowerCase();
  const name =
    plain
      .replace(/\/(?:index\.html)?$/, "")
      .split("/")
      .at(-1) ?? "";
  return { whole: pairsOf(plain), name: pairsOf(`/${name.replace(/\.html$/, "")}/`) };
}

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= text.length; at++) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/** 0 for nothing in common, 1 for the same pairs. */
function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size + other.size === 0) return 0;
  let both = 0;
  for (const pair of one) if (other.has(pair)) both += 1;
  return (2 * both) / (one.size + other.size);
}
