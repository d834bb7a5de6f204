/**
 * Which script a character belongs to, by its code point. Numbers, not `\p{…}`: reading a whole blog, the ranges are
 * some eight times as fast.
 */

/** Han, with the characters beyond the basic plane. */
export function isHan(code: number): boolean {
  if (code < 0x2e80) return false;
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x2e80 && code <= 0x2fdf) ||
    (code >= 0x3005 && code <= 0x3007) ||
    (code >= 0x3021 && code <= 0x3029) ||
    (code >= 0x3038 && code <= 0x303b) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x3ffff)
  );
}

/** Hiragana and katakana with their long vowel mark, half-width forms too. */
export function isKana(code: number): boolean {
  return (
    (code >= 0x3031 && code <= 0x3035) ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x309d && code <= 0x309f) ||
    (code >= 0x30a1 && code <= 0x30fa) ||
    (code >= 0x30fc && code <= 0x30ff) ||
    (code >= 0x31f0 && code <= 0x31ff) ||
    (code >= 0xff66 && code <= 0xff9d) ||
    (code >= 0x1aff0 && code <= 0x1b16f)
  );
}

/** ﾞ and ﾟ, which are marks of the kana before them although Unicode calls them letters. */
export function isHalfwidthMark(code: number): boolean {
  return code === 0xff9e || code === 0xff9f;
}

export function isBopomofo(code: number): boolean {
  return (code >= 0x3105 && code <= 0x312f) || (code >= 0x31a0 && code <= 0x31bf);
}

/** A character that is read as a word of its own and has no space around it. */
export function isCjk(code: number): boolean {
  return isHan(code) || isKana(code) || isBopomofo(code);
}

export function isHangul(code: number): boolean {
  return (
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0x3131 && code <= 0x318e) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xd7b0 && code <= 0xd7fb) ||
    (code >= 0xffa0 && code <= 0xffdc)
  );
}

/** Wide, full-width or half-width by East Asian Width and no emoji by default; or Hangul. By Unicode 17. */
export function isEastAsian(code: number): boolean {
  if (code < 0x1100) return false;
  if (code < 0x2e80) return code <= 0x11ff || code === 0x20a9 || code === 0x2329 || code === 0x232a;
  if (code < 0xa4d0) return code !== 0x303f;
  if (code < 0xd800) return code >= 0xac00 || (code >= 0xa960 && code <= 0xa97f);
  if (code < 0xff00) return isAmong(compatibility, code);
  if (code < 0x10000) return code <= 0xffdc || (code >= 0xffe0 && code <= 0xffee);
  return (code >= 0x20000 && code <= 0x3fffd) || isAmong(supplementary, code);
}

const compatibility: readonly (readonly [number, number])[] = [
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
];

const supplementary: readonly (readonly [number, number])[] = [
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d376],
  [0x1f202, 0x1f219],
  [0x1f21b, 0x1f22e],
  [0x1f230, 0x1f231],
  [0x1f237, 0x1f237],
  [0x1f23b, 0x1f248],
];

function isAmong(ranges: readonly (readonly [number, number])[], code: number): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}

/** Quotation marks, dashes and dots that Chinese and Japanese share with Latin: ‘ ’ “ ” — ― … ‥ · ‧. */
export function isSharedMark(code: number): boolean {
  return (
    (code >= 0x2014 && code <= 0x2015) ||
    (code >= 0x2018 && code <= 0x2019) ||
    (code >= 0x201c && code <= 0x201d) ||
    (code >= 0x2025 && code <= 0x2027) ||
    code === 0xb7
  );
}

/** Chinese and Japanese write these as wide as a character and without spaces around them. */
export function sharesMarks(language: string): boolean {
  return /^(?:zh|ja)\b/i.test(language);
}

/**
 * Whether no space belongs between two characters where a line or a paragraph ends between them: neither is of Korean or of
 * Latin script.
 */
export function standsClose(before: number, after: number, language: string): boolean {
  const [wideBefore, wideAfter] = [isUnspaced(before), isUnspaced(after)];
  if (wideBefore && wideAfter) return true;
  if (!sharesMarks(language)) return false;
  return (wideBefore || isSharedMark(before)) && (wideAfter || isSharedMark(after));
}

function isUnspaced(code: number): boolean {
  return isEastAsian(code) && !isHangul(code);
}

/** Punctuation and signs as wide as a Han character: `，。「」（）！`, and the ideographic space. */
export function isWidePunctuation(code: number): boolean {
  return (
    (code >= 0x3000 && code <= 0x303f && !isHan(code)) ||
    code === 0x30fb ||
    (code >= 0xfe10 && code <= 0xfe19) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff01 && code <= 0xff0f) ||
    (code >= 0xff1a && code <= 0xff20) ||
    (code >= 0xff3b && code <= 0xff40) ||
    (code >= 0xff5b && code <= 0xff65)
  );
}

/** Variation selectors: they choose a form of the character before them and are none themselves. */
export function isVariationSelector(code: number): boolean {
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);
}

/** Two columns in a terminal and in the measure of an excerpt. */
export function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return (
    code <= 0x115f ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe10 && code <= 0xfe19) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff01 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    isEmoji(code) ||
    (code >= 0x16fe0 && code <= 0x1b2ff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}

const PICTURE = /^\p{Emoji_Presentation}$/u;

/** Shown as a picture without being asked to. */
export function isEmoji(code: number): boolean {
  if (code < 0x231a) return false;
  if (code >= 0x1f300 && code <= 0x1faff) return PICTURE.test(String.fromCodePoint(code));
  return (code < 0x2e80 || (code >= 0x1f000 && code < 0x1f300)) && PICTURE.test(String.fromCodePoint(code));
}
