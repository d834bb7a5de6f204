import type MarkdownIt from "markdown-it";
import { isCjk, isHangul, isVariationSelector } from "../../../shared/character-class.ts";

/**
 * Readings above characters: `{漢字|かんじ}`, or one for each character, `{漢字|かん|じ}`.
 *
 * What stands below must be Chinese, Japanese or Korean, so that `{a|b}` and the syntax of templates stay text. Browsers
 * without ruby show the reading in brackets. Within the text the characters are text like any other, and the readings
 * are none: excerpts, ids and the search see the characters alone.
 */
export function ruby(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  md.inline.ruler.before("escape", "ruby", (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
    annotation.lastIndex = state.pos;
    const match = annotation.exec(state.src);
    const pairs = match === null ? null : pairsOf(match[1] ?? "", (match[2] ?? "").slice(1).split("|"));
    if (match === null || pairs === null || annotation.lastIndex > state.posMax) return false;
    state.pos = annotation.lastIndex;
    if (silent) return true;
    state.push("ruby_open", "ruby", 1);
    for (const { base, reading } of pairs) {
      state.push("text", "", 0).content = base;
      state.push("ruby_reading", "rt", 0).content = reading;
    }
    state.push("ruby_close", "ruby", -1);
    return true;
  });
  md.renderer.rules.ruby_reading = (tokens, index) =>
    `<rp>（</rp><rt>${escapeHtml(tokens[index]?.content ?? "")}</rt><rp>）</rp>`;
}

/** The bounds keep a text full of braces from being read again and again. */
const annotation = /\{([^{}|\s]{1,64})((?:\|[^{}|\n]{1,64}){1,32})\}/y;

type Pair = { readonly base: string; readonly reading: string };

function pairsOf(base: string, written: readonly string[]): readonly Pair[] | null {
  const characters = charactersOf(base);
  const readings = written.map((reading) => reading.trim());
  if (characters === null || readings.includes("")) return null;
  const [only] = readings;
  if (readings.length === 1 && only !== undefined) return [{ base, reading: only }];
  if (readings.length !== characters.length) return null;
  return characters.map((character, at) => ({ base: character, reading: readings[at] ?? "" }));
}

/** Each with its variation selector and voicing mark; `null` when there is anything else among them. */
function charactersOf(base: string): readonly string[] | null {
  const characters: string[] = [];
  for (const character of base) {
    const code = character.codePointAt(0) ?? 0;
    if ((isVariationSelector(code) || isVoicingMark(code)) && characters.length > 0)
      characters.push(`${characters.pop()}${character}`);
    else if (isCjk(code) || isHangul(code)) characters.push(character);
    else return null;
  }
  return characters;
}

/** Of a text in decomposed form: か with a mark is が. */
function isVoicingMark(code: number): boolean {
  return code === 0x3099 || code === 0x309a;
}
