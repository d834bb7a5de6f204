/** What a list shows of a post, and how long reading it takes, in a text that may have no spaces. */
import type { Settings } from "../model.ts";
import { isCjk, isHalfwidthMark, isVariationSelector, standsClose } from "../shared/character-class.ts";
import { cutText } from "../shared/cut-text.ts";

export type Said = {
  /** Visible text, paragraphs separated by empty lines. */
  readonly prose: string;
  /** Length of the prose before `<!-- more -->`. */
  readonly more: number | null;
  /** Front matter's own excerpt. */
  readonly given: string | null;
  readonly description: string | null;
  readonly language: string;
};

/** Columns of a card's excerpt, where 汉 takes two. */
const CARD_COLUMNS = 280;
/** A long introduction before `<!-- more -->` is still only a card's text. */
const MOST_PROSE = 2000;

/** Front matter's excerpt, else what stands before `<!-- more -->`, else the description, else the beginning. */
export function makeExcerpt({ prose, more, given, description, language }: Said): string {
  if (given !== null) return given;
  if (more !== null && more > 0) return cutText(joinParagraphs(prose.slice(0, more), language), MOST_PROSE);
  return description ?? cutText(joinParagraphs(prose.slice(0, CARD_COLUMNS * 2), language), CARD_COLUMNS);
}

/** Between two Chinese characters a paragraph's end leaves no gap. */
function joinParagraphs(prose: string, language: string): string {
  return prose
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s+/g, (blanks) => (blanks.includes("\u3000") ? blanks : " ")).trim())
    .filter((paragraph) => paragraph !== "")
    .reduce((text, paragraph) => text + (text === "" ? "" : gapBetween(text, paragraph, language)) + paragraph, "");
}

function gapBetween(before: string, after: string, language: string): string {
  const last = [...before.slice(-2)].at(-1)?.codePointAt(0) ?? 0;
  return standsClose(last, after.codePointAt(0) ?? 0, language) ? "" : " ";
}

// ---------------------------------------------------------------------------------------------------------- counting

export type Counts = { readonly cjk: number; readonly words: number };

const CLASS_OTHER = 0;
const CLASS_WORD = 1;
const CLASS_CJK = 2;
const CLASS_IGNORED = 4;
/** What has to be looked at: half of a character, a sign that may join a word, what was not yet met. */
const CLASS_HALF = 8;
const CLASS_JOINT = 16;
const CLASS_UNKNOWN = 32;
const classesToLookAt = CLASS_HALF | CLASS_JOINT | CLASS_UNKNOWN;
/** By UTF-16 unit, found once each: counting is then a walk over numbers. */
const classes = new Uint8Array(0x10000).fill(CLASS_UNKNOWN).fill(CLASS_HALF, 0xd800, 0xdc00);
for (const sign of "'’.-,") classes[sign.charCodeAt(0)] = CLASS_JOINT;

/** Chinese, Japanese characters one by one; words of other scripts as runs, `rc2`, `0.20.0` and `it's` each one. */
export function countText(text: string): Counts {
  let cjk = 0;
  let words = 0;
  /** 1 within a word, else 0. Sums, and no branches: in mixed text nobody could foretell which is taken. */
  let inWord = 0;
  for (let at = 0; at < text.length; at++) {
    let kind = classes[text.charCodeAt(at)] as number;
    if ((kind & classesToLookAt) !== 0) {
      const code = text.codePointAt(at) ?? 0;
      if (kind !== CLASS_JOINT) kind = classOf(code);
      else kind = inWord === 1 && joinsWord(text, at) ? CLASS_IGNORED : CLASS_OTHER;
      if (code > 0xffff) at += 1;
    }
    const isWord = kind & CLASS_WORD;
    words += isWord & ~inWord;
    cjk += (kind & CLASS_CJK) >> 1;
    inWord = isWord | ((kind >> 2) & inWord);
  }
  return { cjk, words };
}

/** Of texts that no word reaches from one into the next. */
export function countAll(texts: readonly string[]): Counts {
  let cjk = 0;
  let words = 0;
  for (const text of texts) {
    const counts = countText(text);
    cjk += counts.cjk;
    words += counts.words;
  }
  return { cjk, words };
}

function classOf(code: number): number {
  const known = code > 0xffff ? CLASS_UNKNOWN : (classes[code] as number);
  if (known === CLASS_JOINT) return CLASS_OTHER;
  if (known !== CLASS_UNKNOWN && known !== CLASS_HALF) return known;
  const found = findClass(code);
  if (known === CLASS_UNKNOWN && code <= 0xffff) classes[code] = found;
  return found;
}

function findClass(code: number): number {
  if (isCjk(code)) return CLASS_CJK;
  const character = String.fromCodePoint(code);
  if (isVariationSelector(code) || isHalfwidthMark(code) || /\p{M}/u.test(character)) return CLASS_IGNORED;
  return /[\p{L}\p{N}]/u.test(character) ? CLASS_WORD : CLASS_OTHER;
}

/** `'`, `.` and `-` within a word, a comma within a number. */
function joinsWord(text: string, at: number): boolean {
  const next = text.codePointAt(at + 1) ?? 0;
  if (text.charCodeAt(at) === COMMA) return isDigit(text.charCodeAt(at - 1)) && isDigit(next);
  return classOf(next) === CLASS_WORD;
}

const COMMA = 0x2c;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Characters and words that are read in a minute. */
const SPEEDS = { zh: [400, 230], ja: [600, 230], ko: [400, 200] } as const;

export function readingMinutes({ cjk, words }: Counts, language: string, set: Settings["readingSpeed"]): number {
  const [primary = ""] = language.toLowerCase().split("-");
  const [characters, others] = primary === "ja" || primary === "ko" ? SPEEDS[primary] : SPEEDS.zh;
  return Math.max(1, Math.ceil(cjk / (set.characters ?? characters) + words / (set.words ?? others)));
}
