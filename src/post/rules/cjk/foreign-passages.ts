import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";
import { isCjk, isHan, isHangul } from "../../../shared/character-class.ts";
import { primaryLanguage } from "../../../shared/languages.ts";
import { holdsWideText } from "./wide-text.ts";

/**
 * Paragraphs, headings and cells in another language than the page.
 *
 * 直 and 骨 are drawn otherwise in Japanese than in Chinese, and a browser can only know from `lang`. Kana and Hangul say
 * of themselves what they are; a Chinese paragraph on an English page speaks the Chinese of the site. Only what is
 * certain is marked: most of a passage, quotations aside, must be in the other script.
 */
export function foreignPassages(md: MarkdownIt, { language, site }: { language: string; site: string }): void {
  const own = primaryLanguage(language);
  const mayHold = own === "ja" || own === "ko" || own === "zh" ? foreignTo[own] : foreignTo.others;
  const chinese = primaryLanguage(site) === "zh" ? site : "zh";
  md.core.ruler.after("text_join", "foreign_passages", (state) => {
    if (!holdsWideText(state, language) || !mayHold.test(state.src)) return;
    for (const [at, token] of state.tokens.entries()) {
      if (token.type !== "inline" || !mayHold.test(token.content)) continue;
      const foreign = languageOf(textOf(token), chinese);
      if (foreign !== null && primaryLanguage(foreign) !== own) blockOf(state, at)?.attrSet("lang", foreign);
    }
  });
}

/** What is said; code says nothing. */
function textOf({ children }: Token): string {
  return (children ?? []).map(({ type, content }) => (type === "text" ? content : " ")).join("");
}

/** What makes it worth looking at a passage at all. Kana alone says something on a Korean page, Han does not. */
const foreignTo = {
  zh: /[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]/,
  ja: /[\uac00-\ud7a3]/,
  ko: /[\u3041-\u3096\u30a1-\u30fa]/,
  others: /[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]/,
};

/** Paragraphs of a tight list are not written; their item is. */
function blockOf({ tokens }: StateCore, at: number): Token | undefined {
  const parent = tokens[at - 1];
  return parent?.hidden === true ? tokens[at - 2] : parent;
}

const quoted = /「[^「」]*」|『[^『』]*』|“[^“”]*”|"[^"]*"|《[^《》]*》|（[^（）]*）|\([^()]*\)/g;

function languageOf(text: string, chinese: string): string | null {
  const { han, hiragana, katakana, hangul, other } = countLetters(text.replace(quoted, " "));
  const all = han + hiragana + katakana + hangul + other;
  if (hangul >= 2 && hangul * 2 > all) return "ko";
  // Japanese sentences cannot do without hiragana; a katakana word may stand in any Chinese sentence.
  const kana = hiragana + katakana;
  if (hiragana >= 4 && kana * 5 >= (han + kana) * 2 && other <= hiragana * 2 && hangul * 2 < hiragana) return "ja";
  return han >= 4 && kana === 0 && han * 2 > all ? chinese : null;
}

function countLetters(text: string) {
  const count = { han: 0, hiragana: 0, katakana: 0, hangul: 0, other: 0 };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x3041 && code <= 0x309f) count.hiragana += 1;
    else if (isHan(code)) count.han += 1;
    else if (isHangul(code)) count.hangul += 1;
    else if (isCjk(code)) count.katakana += 1;
    else if (code < 0x80 ? isLatinLetter(code) : letter.test(character)) count.other += 1;
  }
  return count;
}

const letter = /\p{L}/u;

function isLatinLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
