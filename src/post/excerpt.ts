/** What a list shows of a post, and how long reading it takes, in a text that may have no spaces. */
import type { Settings } from "../model.ts";
import { isCjk, isVariationSelector, standsClose } from "../shared/character-class.ts";
import { cutText } from "../shared/cut-text.ts";

export type Said = {
  /** Visible text, paragraphs separated by empty lines. */
  readonly prose: string;
  /** Length of the prose before `<!-- more -->`. */
  readonly more: number | null;
  /** Front matter's own excerpt. */
  readonly given: string | null;
  readonly description: string | null;
};

/** Columns of a card's excerpt, where 汉 takes two. */
const CARD_COLUMNS = 280;
/** A long introduction before `<!-- more -->` is still only a card's text. */
const MOST_PROSE = 2000;

/** Front matter's excerpt, else what stands before `<!-- more -->`, else the description, else the beginning. */
export function makeExcerpt({ prose, more, given, description }: Said): string {
  if (given !== null) return given;
  if (more !== null && more > 0) return cutText(joinParagraphs(prose.slice(0, more)), MOST_PROSE);
  return description ?? cutText(joinParagraphs(prose.slice(0, CARD_COLUMNS * 2)), CARD_COLUMNS);
}

/** Between two Chinese characters a paragraph's end leaves no gap. */
function joinParagraphs(prose: string): string {
  return prose
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s+/g, (blanks) => (blanks.includes("\u3000") ? blanks : " ")).trim())
    .filter((paragraph) => paragraph !== "")
    .reduce((text, paragraph) => text + (text === "" ? "" : gapBetween(text, paragraph)) + paragraph, "");
}

function gapBetween(before: string, after: string): string {
  const last = [...before.slice(-2)].at(-1)?.codePointAt(0) ?? 0;
  return standsClose(last, after.codePointAt(0) ?? 0) ? "" : " ";
}

// ---------------------------------------------------------------------------------------------------------- counting

export type Counts = { readonly cjk: number; readonly words: number };

const CLASS_OTHER = 1;
const CLASS_WORD = 2;
const CLASS_CJK = 3;
const CLASS_IGNORED = 4;
/** Half of a character; the whole of it is looked at then. */
const CLASS_HALF = 5;
/** By UTF-16 unit, found once each: counting is then a walk over numbers. */
const classes = new Uint8Array(0x10000).fill(CLASS_HALF, 0xd800, 0xdc00);

/** Chinese, Japanese characters one by one; words of other scripts as runs, `rc2`, `0.20.0` and `it's` each one. */
export function countText(text: string): Counts {
  let cjk = 0;
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Nearly all Chinese lies there, which is said faster than it is looked up.
    if (unit >= 0x4e00 && unit <= 0x9fff) {
      cjk += 1;
      inWord = false;
      continue;
    }
    let kind: number = classes[unit] || learn(unit);
    if (kind === CLASS_HALF) kind = findClass(text.codePointAt(at++) ?? unit);
    if (kind === CLASS_CJK) {
      cjk += 1;
      inWord = false;
    } else if (kind === CLASS_WORD) {
      if (!inWord) words += 1;
      inWord = true;
    } else if (kind === CLASS_OTHER && inWord && !joinsWord(text, at)) inWord = false;
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

function learn(unit: number): number {
  const found = findClass(unit);
  classes[unit] = found;
  return found;
}

function classOf(code: number): number {
  return code > 0xffff ? findClass(code) : classes[code] || learn(code);
}

function findClass(code: number): number {
  if (isCjk(code)) return CLASS_CJK;
  const character = String.fromCodePoint(code);
  if (isVariationSelector(code) || /\p{M}/u.test(character)) return CLASS_IGNORED;
  return /[\p{L}\p{N}]/u.test(character) ? CLASS_WORD : CLASS_OTHER;
}

/** `'`, `.` and `-` within a word, a comma within a number. */
function joinsWord(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  if (sign !== 0x27 && sign !== 0x2019 && sign !== 0x2e && sign !== 0x2d && sign !== 0x2c) return false;
  const next = text.codePointAt(at + 1) ?? 0;
  if (sign === 0x2c) return isDigit(text.charCodeAt(at - 1)) && isDigit(next);
  return classOf(next) === CLASS_WORD;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Characters and words that are read in a minute. */
const SPEEDS = { zh: [400, 230], ja: [600, 230], ko: [400, 200] } as const;

export function readingMinutes({ cjk, words }: Counts, language: string, set: Settings["readingSpeed"]): number {
  const [primary = ""] = language.toLowerCase().split("-");
  const [characters, others] = primary === "ja" || primary === "ko" ? SPEEDS[primary] : SPEEDS.zh;
  return Math.max(1, Math.ceil(cjk / (set.characters ?? characters) + words / (set.words ?? others)));
}
