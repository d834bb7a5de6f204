import type { GramIds } from "./cut-grams.ts";

/** Grams by number, in the order in which they are first met. */
export type GramTable = GramIds & { readonly grams: readonly string[] };

/**
 * A large site has tens of millions of grams and some hundred thousand different ones, so nearly all are looked up by a
 * number made of their characters: three of `a`–`z`, `0`–`9` by their place in a table, two characters of sixteen bits
 * in a table of pairs. Only what is rarer is looked up as text.
 */
export function gramTable(): GramTable {
  const grams: string[] = [];
  const ofSigns = new Int32Array(SIGNS ** 3);
  const ofPairs = pairTable();
  const ofTexts = new Map<string, number>();

  const idOfText = (gram: string) => {
    const id = ofTexts.get(gram) ?? grams.push(gram) - 1;
    if (id === grams.length - 1) ofTexts.set(gram, id);
    return id;
  };

  return {
    grams,
    idOfPair(first, second) {
      if (first > 0xffff || second > 0xffff) return idOfText(textOf(first, second, 0));
      const id = ofPairs.idOf((first << 16) | second, grams.length);
      if (id === grams.length) grams.push(textOf(first, second, 0));
      return id;
    },
    idOfTrio(first, second, third) {
      if (first > LAST_SIGN || second > LAST_SIGN || third > LAST_SIGN) return idOfText(textOf(first, second, third));
      const place = ((signs[first] as number) * SIGNS + (signs[second] as number)) * SIGNS + (signs[third] as number);
      const known = ofSigns[place] as number;
      if (known !== 0) return known - 1;
      ofSigns[place] = grams.push(textOf(first, second, third));
      return grams.length - 1;
    },
  };
}

/** Ten digits, 26 letters, and nothing. */
const SIGNS = 37;
const LAST_SIGN = 0x7a;

/** The place of each among them, by its code. */
const signs = new Uint8Array(LAST_SIGN + 1);
for (const [at, sign] of [..."abcdefghijklmnopqrstuvwxyz0123456789"].entries()) signs[sign.charCodeAt(0)] = at + 1;

function textOf(first: number, second: number, third: number): string {
  const start = String.fromCodePoint(first);
  if (second === 0) return start;
  return third === 0 ? start + String.fromCodePoint(second) : start + String.fromCodePoint(second, third);
}

/** A hash table of 32-bit keys other than 0: a key lies at its own place or at the next free one, its number beside it. */
function pairTable() {
  let slots = new Int32Array(1 << 14);
  let count = 0;
  return {
    /** The number of a key; a new one gets `next`. */
    idOf(key: number, next: number): number {
      const table = slots;
      const place = placeOf(key, table);
      if (table[place] === key) return table[place + 1] as number;
      table[place] = key;
      table[place + 1] = next;
      count += 1;
      if (count * 4 > table.length) slots = twiceAsLarge(table);
      return next;
    },
  };
}

function placeOf(key: number, table: Int32Array): number {
  const mask = table.length - 2;
  let place = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
  for (let there = table[place]; there !== 0 && there !== key; there = table[place]) place = (place + 2) & mask;
  return place;
}

function twiceAsLarge(table: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(table.length * 2);
  for (let at = 0; at < table.length; at += 2) {
    const key = table[at] as number;
    if (key === 0) continue;
    const place = placeOf(key, larger);
    larger[place] = key;
    larger[place + 1] = table[at + 1] as number;
  }
  return larger;
}
