import type MarkdownIt from "markdown-it";
import { isEastAsian, isSharedMark, isVariationSelector, sharesMarks } from "../../../shared/character-class.ts";

/**
 * Emphasis beside Chinese, Japanese and Korean.
 *
 * CommonMark decides by the white space and punctuation around a run of `*` whether it can open or close. Chinese has no
 * spaces, so `**注意：**请` stays literal there. Here a run that touches a CJK character may open and close whatever
 * punctuation is on the other side. On Chinese and Japanese pages the marks shared with Latin (“ ” — …) count as CJK.
 * `_` keeps CommonMark's rule: it stands inside names.
 */
export function emphasisBesideCjk(md: MarkdownIt, language: string): void {
  const { State } = md.inline;
  const marks = sharesMarks(language) ? "sharing" : "alone";
  const made = states[marks].get(State) ?? besideCjk(State, marks);
  states[marks].set(State, made);
  md.inline.State = made;
}

type State = MarkdownIt["inline"]["State"];

/** One for all parsers: the engine is fast as long as what goes through a rule is of few classes. */
const states = { sharing: new Map<State, State>(), alone: new Map<State, State>() };

function besideCjk(base: State, marks: keyof typeof states): State {
  const touches =
    marks === "sharing"
      ? (code: number) => isEastAsian(code) || isSharedMark(code)
      : (code: number) => isEastAsian(code);

  return class extends base {
    override scanDelims(start: number, canSplitWord: boolean) {
      if (!canSplitWord) return super.scanDelims(start, canSplitWord);
      const end = endOfRun(this.src, start, this.posMax);
      const after = end < this.posMax ? (this.src.codePointAt(end) ?? space) : space;
      const before = codeBefore(this.src, start);
      // Both are ASCII nearly always; `touches` is not asked then.
      if ((after < 0x80 && before < 0x80) || !(touches(before) || touches(after)))
        return super.scanDelims(start, canSplitWord);
      const free = { can_open: !isWhiteSpace(after), can_close: !isWhiteSpace(before), length: end - start };
      if (free.can_open && free.can_close) return free;
      const scanned = super.scanDelims(start, canSplitWord);
      return scanned.can_open && scanned.can_close ? scanned : free;
    }
  };
}

function endOfRun(text: string, start: number, max: number): number {
  const marker = text.charCodeAt(start);
  let end = start;
  while (end < max && text.charCodeAt(end) === marker) end += 1;
  return end;
}

const space = 0x20;

/** The character before an offset; a variation selector is looked through. */
function codeBefore(text: string, offset: number): number {
  if (offset === 0) return space;
  const unit = text.charCodeAt(offset - 1);
  const code = (unit & 0xfc00) === 0xdc00 && offset > 1 ? (text.codePointAt(offset - 2) ?? unit) : unit;
  if (!isVariationSelector(code)) return code;
  return codeBefore(text, offset - (code > 0xffff ? 2 : 1));
}

function isWhiteSpace(code: number): boolean {
  return code <= space || (code >= 0x80 && /\s/.test(String.fromCodePoint(code)));
}
