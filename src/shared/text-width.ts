import { isVariationSelector, isWide } from "./character-class.ts";

const ZERO_WIDTH_JOINER = 0x200d;
const PICTURE_SELECTOR = 0xfe0f;
const UNSEEN = /[\p{M}\p{Cf}\p{Cc}]/u;

/** How many columns a text takes where 汉 takes two: combining marks none, an emoji of many code points two. */
export function textWidth(text: string): number {
  let width = 0;
  let last = 0;
  let joined = false;
  let flag = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) {
      last = 1;
      joined = flag = false;
    } else if (code === ZERO_WIDTH_JOINER) {
      joined = true;
      continue;
    } else if (code === PICTURE_SELECTOR) {
      // A character that is narrow by itself (✔, ❤) becomes a picture of two columns.
      if (last === 1) width += 1;
      last = 0;
      continue;
    } else if (isRegionalIndicator(code)) {
      last = flag ? 0 : 2;
      flag = !flag;
    } else {
      flag = false;
      last = joined || isSkinTone(code) || isUnseen(code, character) ? 0 : isWide(code) ? 2 : 1;
      joined = false;
    }
    width += last;
  }
  return width;
}

const isRegionalIndicator = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff;
const isSkinTone = (code: number): boolean => code >= 0x1f3fb && code <= 0x1f3ff;

function isUnseen(code: number, character: string): boolean {
  if (code >= 0x3400 && code <= 0x9fff) return false;
  return isVariationSelector(code) || UNSEEN.test(character);
}
