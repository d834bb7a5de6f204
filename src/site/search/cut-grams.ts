/**
 * Search without a dictionary: a text is cut into grams that overlap, and what holds all grams of a word is a candidate.
 *
 * Chinese, Japanese and Korean characters in twos, letters and digits in threes, one gram at each place; the last of a
 * run are shorter. So every piece of a run, however short, is the beginning of some gram, and no piece is ever missed: 计算
 * is found in 云计算机, `sql` in `MySQL`, 수정 in 수정했습니다. White space is gone by now and joins what stands around it.
 */
import { isCjk, isHangul } from "../../shared/character-class.ts";

/** Numbers for grams. `second` and `third` are 0 where a run ends. */
export type GramIds = {
  idOfPair(first: number, second: number): number;
  idOfTrio(first: number, second: number, third: number): number;
};

/**
 * The numbers of the grams at the places of a folded text, written into a list with room for as many as the text has
 * units: it is the innermost loop of the index. Returns how many there are.
 */
export function cutGrams(text: string, ids: GramIds, into: Uint32Array): number {
  let count = 0;
  let run = BREAK;
  let first = 0;
  let second = 0;
  for (let at = 0; at <= text.length; at++) {
    let code = at < text.length ? text.charCodeAt(at) : 0;
    if ((code & 0xfc00) === 0xd800) code = text.codePointAt(at++) ?? code;
    const kind = kindOf(code);

    if (kind !== run) {
      if (run === DENSE) into[count++] = ids.idOfPair(first, 0);
      else if (run === LETTERS) {
        if (first !== 0) into[count++] = ids.idOfTrio(first, second, 0);
        into[count++] = ids.idOfTrio(second, 0, 0);
      }
      run = kind;
      first = 0;
      second = code;
      if (run === DENSE) first = code;
    } else if (run === DENSE) {
      into[count++] = ids.idOfPair(first, code);
      first = code;
    } else if (run === LETTERS) {
      if (first !== 0) into[count++] = ids.idOfTrio(first, second, code);
      first = second;
      second = code;
    }
  }
  return count;
}

const BREAK = 1;
const DENSE = 2;
const LETTERS = 3;
/** By UTF-16 unit, found once each. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  if (code > 0xffff) return findKind(code);
  const known = kinds[code] as number;
  if (known !== 0) return known;
  const found = findKind(code);
  kinds[code] = found;
  return found;
}

function findKind(code: number): number {
  if (isCjk(code) || isHangul(code)) return DENSE;
  return /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(code)) ? LETTERS : BREAK;
}

/**
 * Which of the files a gram stands in. All that begin with one Chinese character stand together, so that a character
 * alone is looked for in one file; letters go by two, since there are so few of them.
 */
export function shardOf(gram: string, shards: number): number {
  const first = gram.codePointAt(0) ?? 0;
  const key = kindOf(first) === DENSE ? first : gram.charCodeAt(0) * 31 + (gram.charCodeAt(1) || 0);
  return (Math.imul(key, 0x9e3779b1) >>> 16) % shards;
}
