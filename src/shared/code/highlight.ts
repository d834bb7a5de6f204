/**
 * Colours in code: the only door of highlight.js.
 *
 * Its core and each grammar are loaded when the first block wants them, since most of two hundred are never wanted. It is
 * asked for one language and never guesses, and what it answers depends on the block alone, not on what was loaded
 * before it.
 */
import { createRequire } from "node:module";
import { escapeHtml } from "../html.ts";
import { findLanguage, plainGrammar } from "./languages.ts";

/** The part of highlight.js that is used here; its own types bring those of a browser with them. */
type Core = {
  newInstance(): Core;
  highlight(text: string, how: { language: string; ignoreIllegals: boolean }): { readonly value: string };
  registerLanguage(name: string, grammar: (core: Core) => Grammar): void;
  getLanguage(name: string): unknown;
};
type Grammar = { [key: string]: unknown };

/** The text as html, its words in `<span class="hljs-…">`; only escaped where it is data rather than something to read. */
export function highlight(text: string, grammar: string): string {
  if (grammar === plainGrammar || isData(text)) return escapeHtml(text);
  const key = `${grammar}\n${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const html = coloured(text, grammar);
  remember(key, html);
  return html;
}

/**
 * Long blocks, lines that no window shows, the same few characters a hundred times over. Some grammars look back and forth
 * over these, and take a time that grows with the square of their length: 40 seconds for one line of 50,000 `$`.
 */
function isData(text: string): boolean {
  return (
    text.length > longest ||
    text.split("\n").some((line) => line.length > widest) ||
    (text.length > short && repetition.test(text))
  );
}

const longest = 50_000;
const short = 4000;
const widest = 1000;
const repetition = /(.{1,40}?)\1{99}/s;

function coloured(text: string, grammar: string): string {
  try {
    return withGrammar(grammar).highlight(text, { language: grammar, ignoreIllegals: true }).value;
  } catch (error) {
    // Thousands of brackets within each other.
    if (error instanceof RangeError) return escapeHtml(text);
    throw error;
  }
}

// -------------------------------------------------------------------------------------------------- what is loaded

const require = createRequire(import.meta.url);
let core: Core | null = null;

function withGrammar(name: string): Core {
  // One of our own: nobody else's grammars are in it.
  core ??= (require("highlight.js/lib/core") as Core).newInstance();
  if (core.getLanguage(name) !== undefined) return core;
  const grammar = require(`highlight.js/lib/languages/${name}`) as (core: Core) => Grammar;
  core.registerLanguage(name, (hljs) => withoutGuesses(grammar(hljs)));
  for (const embedded of findLanguage(name)?.embeds ?? []) withGrammar(embedded);
  return core;
}

/** A part in one of several languages, whichever fits best among those that happen to be loaded, stays plain. */
function withoutGuesses(grammar: Grammar): Grammar {
  const seen = new Set<object>();
  const waiting: unknown[] = [grammar];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== "object" || next === null || next instanceof RegExp || seen.has(next)) continue;
    seen.add(next);
    const mode = next as Grammar;
    if (Array.isArray(mode.subLanguage)) delete mode.subLanguage;
    waiting.push(...Object.values(mode).filter((value) => value !== undefined));
  }
  return grammar;
}

// ---------------------------------------------------------------------------------------------- what is remembered

/** A post that is edited keeps most of its blocks. */
const remembered = new Map<string, string>();
const most = 4_000_000;
let size = 0;

function remember(key: string, html: string): void {
  size += key.length + html.length;
  if (size > most) {
    remembered.clear();
    size = key.length + html.length;
  }
  remembered.set(key, html);
}
