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
      const place = (signOf(first) * SIGNS + signOf(second)) * SIGNS + signOf(third);
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

function signOf(code: number): number {
  if (code === 0) return 0;
  return code >= 0x61 ? code - 0x60 : code - 0x30 + 27;
}

function textOf(first: number, second: number, third: number): string {
  const start = String.fromCodePoint(first);
  if (second === 0) return start;
  return third === 0 ? start + String.fromCodePoint(second) : start + String.fromCodePoint(second, third);
}

/** A hash table of 32-bit keys other than 0: a key lies at its own place or at the next free one, its number beside it. */
function pairTable() {
  let slots = new Int32Array(1 << 14);
  let count = 0;

  const placeOf = (key: number) => {
    const mask = slots.length - 2;
    let place = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (slots[place] !== 0 && slots[place] !== key) place = (place + 2) & mask;
    return place;
  };

  const grow = () => {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      const key = old[at] as number;
      if (key === 0) continue;
      const place = placeOf(key);
      slots[place] = key;
      slots[place + 1] = old[at + 1] as number;
    }
  };

  return {
    /** The number of a key; a new one gets `next`. */
    idOf(key: number, next: number): number {
      const place = placeOf(key);
      if (slots[place] === key) return slots[place + 1] as number;
      slots[place] = key;
      slots[place + 1] = next;
      count += 1;
      if (count * 4 > slots.length) grow();
      return next;
    },
  };
}
