/**
 * Cutting text to a width, for excerpts and descriptions. Best at the end of a sentence; else before the limit, never
 * within what a reader sees as one character, nor within a Latin or Korean word unless that would lose half.
 */
import { isHangul } from "./character-class.ts";
import { firstGrapheme } from "./graphemes.ts";
import { textWidth } from "./text-width.ts";

const ELLIPSIS = "…";
const ELLIPSIS_WIDTH = 2;
/** A stop within a number or an address ends nothing. */
const SENTENCE_END = /(?:[。！？｡…]|．(?![\d０-９a-z])|[!?](?![a-z\d=&/#%_.-]))+[”’」』）)》"']*|\.[”’)"']*(?=\s|$)/giu;
const DANGLING = /[\s，、：；・·（(「『《〈【〔［｛“‘,:;\-—]+$/u;

/** At most `columns` wide, where 汉 takes two; the ellipsis counts as two within them. */
export function cutText(text: string, columns: number): string {
  const whole = text.trim();
  const kept = beginning(whole, columns);
  if (kept.length === whole.length) return whole;
  return (
    atSentence(whole, kept.length, columns * 0.6) ??
    atWord(beginning(whole, columns - ELLIPSIS_WIDTH), whole) + ELLIPSIS
  );
}

/** As many graphemes as there is room for. Plain characters are one each; the others are left to Intl, a few at a time. */
function beginning(text: string, columns: number): string {
  let width = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    let length = 1;
    if (isPlain(code) && (at + 1 === text.length || isPlain(text.charCodeAt(at + 1)))) {
      width += code > 0x7f ? 2 : code < 0x20 ? 0 : 1;
    } else {
      const segment = firstGrapheme(text.slice(at, at + 64)) ?? text.charAt(at);
      width += textWidth(segment);
      length = segment.length;
    }
    if (width > columns) break;
    at += length;
  }
  return text.slice(0, at);
}

/** A character that never joins a neighbour of its own kind. */
function isPlain(code: number): boolean {
  return (
    (code < 0x7f && code !== 0x0d) ||
    (code >= 0x3001 && code <= 0x3029) ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a1 && code <= 0x30fc) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xff01 && code <= 0xff60)
  );
}

/** Up to `most` units. What stands behind a stop tells whether it is one. */
function atSentence(whole: string, most: number, least: number): string | null {
  let end = 0;
  for (const { 0: stop, index } of whole.slice(0, most + 1).matchAll(SENTENCE_END)) {
    if (index + stop.length <= most) end = index + stop.length;
  }
  const sentence = whole.slice(0, end);
  return end > 0 && textWidth(sentence) >= least ? sentence : null;
}

function atWord(text: string, whole: string): string {
  let end = text.length;
  if (isWordInner(whole, end)) {
    while (end > 0 && isWordInner(whole, end)) end -= 1;
    if (end * 2 < text.length) end = text.length;
  }
  return text.slice(0, end).replace(DANGLING, "");
}

/** Both neighbours of the place belong to one Latin or Korean word. */
function isWordInner(text: string, at: number): boolean {
  return isSpaced(text, at - 1) && isSpaced(text, at);
}

const SPACED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}\p{M}'’_-]/u;

function isSpaced(text: string, at: number): boolean {
  const character = text[at] ?? "";
  return isHangul(character.charCodeAt(0)) || SPACED.test(character);
}
