/** Classes of characters that the Markdown rules need. Ranges are those of Unicode 17's East Asian Width and scripts. */

/** Wide, full-width or half-width by East Asian Width and no emoji by default; or Hangul. */
export function isCjk(code: number): boolean {
  if (code < 0x1100) return false;
  if (code < 0x2e80) return code <= 0x11ff || code === 0x20a9 || code === 0x2329 || code === 0x232a;
  if (code < 0xa4d0) return code !== 0x303f;
  if (code < 0xd800) return code >= 0xac00 || (code >= 0xa960 && code <= 0xa97f);
  if (code < 0xff00) return isAmong(compatibility, code);
  if (code < 0x10000) return code <= 0xffdc || (code >= 0xffe0 && code <= 0xffee);
  return (code >= 0x20000 && code <= 0x3fffd) || isAmong(supplementary, code);
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

/** Full-width punctuation (，。、；：！？（）「」《》 …): what can never be part of an address. */
export function isCjkPunctuation(code: number): boolean {
  if (code < 0x3000) return false;
  if (code <= 0x303f) return code < 0x3005 || (code > 0x3007 && code < 0x3021) || code === 0x3030 || code === 0x303d;
  if (code < 0xfe10) return code === 0x30fb;
  if (code <= 0xfe6b) return code <= 0xfe19 || code >= 0xfe30;
  if (code < 0xff01 || code > 0xff65) return false;
  return code <= 0xff0f || (code >= 0xff1a && code <= 0xff20) || (code >= 0xff3b && code <= 0xff40) || code >= 0xff5b;
}

/** Selects a form of the character before it and is looked through. */
export function isVariationSelector(code: number): boolean {
  return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);
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
