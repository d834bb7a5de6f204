import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";
import {
  isCjk,
  isEastAsian,
  isHangul,
  isSharedMark,
  isVariationSelector,
  isWidePunctuation,
  sharesMarks,
} from "../../../shared/character-class.ts";
import { withoutReadings } from "../readings.ts";
import { holdsWideText } from "./wide-text.ts";

/** What becomes of a line break between a Chinese character and a Latin letter or digit. */
export type Mixed = "auto" | "space" | "none";

/**
 * Lines that the author wrapped.
 *
 * A browser shows every line break in a paragraph as a space, and Chinese and Japanese have none: a wrapped text would
 * be full of holes. So the break is taken out where no space belongs. Between Chinese and Latin both are right, and the
 * author decides without being asked: who writes `使用 Docker` keeps the space, who writes `使用Docker` gets none.
 */
export function joinLines(md: MarkdownIt, { language, mixed }: { language: string; mixed: Mixed }): void {
  const marks = sharesMarks(language);
  md.core.ruler.after("text_join", "join_lines", (state) => {
    if (!holdsWideText(state, language)) return;
    let tight = mixed === "none" ? true : mixed === "space" ? false : null;
    const isTight = () => {
      tight ??= isWrittenTight(state);
      return tight;
    };
    for (const { type, content, children } of state.tokens) {
      if (type !== "inline" || children === null || !content.includes("\n")) continue;
      const visible = withoutReadings(children);
      const joints = new Set<Token>();
      let at = -1;
      for (const token of visible) {
        at += 1;
        if (token.type !== "softbreak") continue;
        const before = edge(visible, at, -1);
        const after = edge(visible, at, 1);
        if (before !== null && after !== null && isJoint(before, after, { marks, isTight })) joints.add(token);
      }
      if (joints.size === 0) continue;
      const kept = children.filter((token) => !joints.has(token));
      for (const [at, token] of kept.entries()) children[at] = token;
      children.length = kept.length;
    }
  });
}

type Writing = { readonly marks: boolean; readonly isTight: () => boolean };

/** Whether nothing belongs between two characters that a line break parts. The first rule that fits decides. */
function isJoint(before: number, after: number, { marks, isTight }: Writing): boolean {
  if (before === zeroWidthSpace || after === zeroWidthSpace) return true;
  if (isHangul(before) || isHangul(after)) return false;
  const [wideBefore, wideAfter] = [isEastAsian(before), isEastAsian(after)];
  if (wideBefore && wideAfter) return true;
  if (marks) {
    const [markBefore, markAfter] = [isSharedMark(before), isSharedMark(after)];
    if ((wideBefore || markBefore) && (wideAfter || markAfter)) return true;
  }
  if (isWidePunctuation(before) || isWidePunctuation(after)) return true;
  if (wideBefore !== wideAfter && isWordCharacter(wideBefore ? after : before)) return isTight();
  return false;
}

const zeroWidthSpace = 0x200b;

// ------------------------------------------------------------------------------------------ what stands at the break

/**
 * The visible character nearest to a line break, through the marks of emphasis and links; `null` = the line has none.
 * Of tokens without readings.
 */
export function edge(tokens: readonly Token[], from: number, step: 1 | -1): number | null {
  for (let at = from + step; ; at += step) {
    const token = tokens[at];
    if (token === undefined || token.type === "softbreak" || token.type === "hardbreak") return null;
    if (token.type === "text" || token.type === "code_inline") {
      const code = step < 0 ? lastCode(token.content) : firstCode(token.content);
      if (code !== null) return code;
    } else if (!isLookedThrough(token)) return latin;
  }
}

/** An image, or whatever else stands in the line, goes with its neighbours as a word does. */
const latin = 0x61;

function isLookedThrough(token: Token): boolean {
  if (token.type === "html_inline") return textTag.test(token.content);
  return token.nesting !== 0 || token.type === "ruby_reading" || token.type === "footnote_ref";
}

const textTag =
  /^<(?:!--|\/?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|r[bpt]|ruby|s|samp|small|span|strong|su[bp]|u|var|wbr)(?=[\s/>]))/i;

function firstCode(text: string): number | null {
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0;
    if (!isVariationSelector(code)) return code;
    at += code > 0xffff ? 2 : 1;
  }
  return null;
}

function lastCode(text: string): number | null {
  for (let at = text.length; at > 0; ) {
    const unit = text.charCodeAt(at - 1);
    const isPair = (unit & 0xfc00) === 0xdc00 && at > 1;
    const code = isPair ? (text.codePointAt(at - 2) ?? unit) : unit;
    if (!isVariationSelector(code)) return code;
    at -= isPair ? 2 : 1;
  }
  return null;
}

const wordCharacter = /[\p{L}\p{N}]/u;

function isWordCharacter(code: number): boolean {
  return isAlphanumeric(code) || (code >= 0x80 && wordCharacter.test(String.fromCodePoint(code)));
}

function isAlphanumeric(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

// ------------------------------------------------------------------------------------------------ the author's habit

/**
 * Whether the post has more places where Chinese and Latin touch within a line than places where a space parts them.
 * Only asked when a line break stands between the two.
 */
function isWrittenTight({ tokens }: StateCore): boolean {
  let tight = 0;
  for (const { type, children } of tokens) if (type === "inline") tight += balance(withoutReadings(children ?? []));
  return tight > 0;
}

/** Unspaced boundaries less spaced ones. */
function balance(children: readonly Token[]): number {
  let total = 0;
  let last = neither;
  let spaced = false;
  for (const { type, content } of children) {
    if (type === "softbreak" || type === "hardbreak" || type === "image") last = neither;
    if (type !== "text" && type !== "code_inline") continue;
    for (let at = 0; at < content.length; at += 1) {
      const unit = content.charCodeAt(at);
      // Most are Han, and for those nothing needs to be looked up.
      const side = unit >= 0x4e00 && unit <= 0x9fff ? chinese : sides[unit] || learnSide(unit);
      if (side === blank) spaced = true;
      else if (side !== secondHalf) {
        if (side !== last) {
          if (side !== neither && last !== neither) total += spaced ? -1 : 1;
          last = side;
        }
        spaced = false;
      }
    }
  }
  return total;
}

/** By UTF-16 unit, found once each: the whole post is gone through. */
const sides = new Uint8Array(0x10000);
const neither = 1;
const chinese = 2;
const western = 3;
const blank = 4;
const secondHalf = 5;

function learnSide(unit: number): number {
  const side = sideOf(unit);
  sides[unit] = side;
  return side;
}

/** Of a character beyond the basic plane the first half says whether it is Han. */
function sideOf(unit: number): number {
  if (unit === 0x20) return blank;
  if (unit < 0x80) return isAlphanumeric(unit) ? western : neither;
  if ((unit & 0xfc00) === 0xdc00) return secondHalf;
  return isCjk(unit) || (unit >= 0xd840 && unit <= 0xd8bf) ? chinese : neither;
}
