import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { primaryLanguage } from "../../../shared/languages.ts";

/**
 * Dots beside characters are how Chinese, Japanese and Korean stress, and letters look wrong with them: emphasis of Latin
 * words alone says so, and the style sheet slants it.
 */
export function latinEmphasisSlants(md: MarkdownIt, language: string): void {
  if (!dotted.has(primaryLanguage(language))) return;
  md.renderer.rules.em_open = (tokens, index) => (isLatin(tokens, index) ? '<em class="latin">' : "<em>");
}

const dotted: ReadonlySet<string> = new Set(["zh", "ja", "ko"]);

const wide = /[\u1100-\u11ff\u2e80-\ud7ff\ud840-\ud8bf\uf900-\uffef]/;

function isLatin(tokens: readonly Token[], open: number): boolean {
  let hasLetters = false;
  for (let at = open + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.type === "em_close" && token.level === tokens[open]?.level)) break;
    if (wide.test(token.content)) return false;
    hasLetters ||= /[A-Za-z]/.test(token.content);
  }
  return hasLetters;
}
