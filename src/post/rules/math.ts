/**
 * Formulas: `$…$` and `\(…\)` within a line; `$$…$$`, `\[…\]` and `\begin{align}…\end{align}` on lines of their own.
 *
 * They are found before emphasis and escapes, so that `_`, `*` and `\\` stay what they are in TeX. A `$` opens only
 * before something and closes only after something and not before a digit, and the next `$` either closes or there is no
 * formula: `$5 and $6` is money, and no text is searched twice. `$$…$$` amid words is set within its line.
 *
 * Where the post does not ask for `mathjax`, nothing is changed; what is surely a formula is told about, once.
 */
import type MarkdownIt from "markdown-it";
import type { StateBlock, StateInline, Token } from "markdown-it";
import type { Position } from "../../model.ts";
import { renderFormula } from "../formula.ts";
import { type Env, type Span, warn } from "./env.ts";
import { placeAt, positionIn } from "./places.ts";

export function formulas(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  md.inline.ruler.before("escape", "math", readInline);
  md.block.ruler.before("fence", "math_block", readBlock, { alt: ["paragraph", "reference", "blockquote", "list"] });

  md.renderer.rules.math = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const { start }: Span = token.meta;
    const shown = show(token, env, (at, length) => positionIn(env, env.place, start + at, length));
    return shown ?? `<code class="tex">${escapeHtml(written(token))}</code>`;
  };
  md.renderer.rules.math_unasked = (tokens, index, _options, env: Env) => {
    const { start, end }: Span = tokens[index]?.meta ?? { start: 0, end: 0 };
    warn(env, positionIn(env, env.place, start, end - start), {
      code: "math/not-asked-for",
      message: "This looks like a formula, but the front matter does not ask for formulas.",
      hint: "write `mathjax: true` in the front matter, or put it in back quotes.",
    });
    return "";
  };
  md.renderer.rules.math_block = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const place = placeAt(written(token), env.firstLine + (token.map?.[0] ?? 0));
    const shown = show(token, env, (at, length) => positionIn(env, place, at, length));
    return shown === null
      ? `<pre><code class="tex">${escapeHtml(written(token))}</code></pre>\n`
      : `<div class="formula">${shown}</div>\n`;
  };
}

/** A fenced block that calls itself `math`; `null` where it is code that shows how formulas are written. */
export function fencedFormula(token: Token, env: Env): string | null {
  if (!env.math) return null;
  const result = renderFormula(token.content, { display: true });
  if ("mathml" in result) return `<div class="formula">${result.mathml}</div>\n`;
  const place = placeAt(token.content, env.firstLine + (token.map?.[0] ?? 0) + 1);
  warnOf(
    result,
    env,
    positionIn(env, place, Math.min(result.at ?? 0, Math.max(0, token.content.trimEnd().length - 1)), 1),
  );
  return null;
}

// ------------------------------------------------------------------------------------------------------- within a line

type Pair = { readonly open: string; readonly close: string; readonly display: boolean };

const dollar = 0x24;
const backslash = 0x5c;

function readInline(state: StateInline, silent: boolean): boolean {
  const code = state.src.charCodeAt(state.pos);
  if (code !== dollar && code !== backslash) return false;
  const env: Env = state.env;
  if (env.toldOfMath) return false;
  const found = code === dollar ? dollars(state) : brackets(state);
  if (found === null) return false;
  const { pair, end } = found;
  const tex = state.src.slice(state.pos + pair.open.length, end);
  const after = end + pair.close.length;
  if (!env.math) {
    if (!silent && isSurely(tex)) {
      env.toldOfMath = true;
      state.push("math_unasked", "", 0).meta = { start: state.pos, end: after };
    }
    return false;
  }
  if (!silent) {
    const token = state.push("math", "math", 0);
    token.content = tex;
    token.markup = pair.open;
    token.info = pair.close;
    token.meta = { start: state.pos, end: after, display: pair.display };
  }
  state.pos = after;
  return true;
}

type Found = { readonly pair: Pair; readonly end: number };

/** The next `$` that is not escaped; it closes, or there is no formula. */
function dollars({ src, pos, posMax }: StateInline): Found | null {
  const open = src.charCodeAt(pos + 1) === dollar ? "$$" : "$";
  const from = pos + open.length;
  // `US$5`: an amount; `第n$^{th}$` and `2$x$` are none.
  if (open === "$" && /[A-Za-z]/.test(src[pos - 1] ?? "") && /\d/.test(src[from] ?? "")) return null;
  let end = from;
  while (end < posMax && src.charCodeAt(end) !== dollar) end += src.charCodeAt(end) === backslash ? 2 : 1;
  if (end >= posMax || end === from || src.slice(end, end + open.length) !== open) return null;
  const inner = src.slice(from, end);
  if (open === "$" && (/^\s|\s$/.test(inner) || /\d/.test(src[end + 1] ?? "") || isMoney(inner))) return null;
  return inner.trim() === "" ? null : { pair: { open, close: open, display: false }, end };
}

/** `$6，` with the `$` of a formula behind it. */
function isMoney(inner: string): boolean {
  return /^\d[\d.,]*[^\x21-\x7e]/.test(inner) && !/[\\^_{}=+<>]/.test(inner);
}

const pairs: readonly Pair[] = [
  { open: "\\\\(", close: "\\\\)", display: false },
  { open: "\\\\[", close: "\\\\]", display: true },
  { open: "\\(", close: "\\)", display: false },
  { open: "\\[", close: "\\]", display: true },
];

/** `\(…\)`; with two backslashes, too, as Jekyll needs them. */
function brackets({ src, pos, posMax, cache }: StateInline): Found | null {
  const pair = pairs.find(({ open }) => src.startsWith(open, pos));
  if (pair === undefined) return null;
  // An opening without an end is looked for once in a text, not once for each time it occurs.
  const ends: Record<string, number> = cache;
  if (ends[pair.close] === -1) return null;
  const end = src.indexOf(pair.close, pos + pair.open.length);
  ends[pair.close] = end;
  if (end < 0 || end + pair.close.length > posMax) return null;
  return src.slice(pos + pair.open.length, end).trim() === "" ? null : { pair, end };
}

// ---------------------------------------------------------------------------------------------------- on lines of its own

/** Nobody writes a longer formula; without a limit each opening might be looked after to the end of the post. */
const mostLines = 200;

function readBlock(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const code = state.src.charCodeAt(start);
  if (code !== dollar && code !== backslash) return false;
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4 || !(state.env as Env).math) return false;
  const opening = openingOf(state.src.slice(start, start + 40));
  if (opening === null) return false;

  const last = closingLine(state, { line, endLine, from: start + opening.open.length, close: opening.close });
  if (last === null) return false;
  const text = state.getLines(line, last + 1, state.blkIndent, false).trim();
  if (text.slice(opening.open.length, -opening.close.length).trim() === "") return false;
  if (silent) return true;
  const isWhole = opening.open.startsWith("\\begin");
  const token = state.push("math_block", "math", 0);
  token.content = isWhole ? text : text.slice(opening.open.length, -opening.close.length);
  token.markup = isWhole ? "" : opening.open;
  token.info = isWhole ? "" : opening.close;
  token.map = [line, last + 1];
  token.block = true;
  token.meta = { start: 0, end: text.length, display: true };
  state.line = last + 1;
  return true;
}

const environments = "align alignat equation flalign gather multline eqnarray cases matrix pmatrix bmatrix array".split(
  " ",
);

function openingOf(text: string): { readonly open: string; readonly close: string } | null {
  if (text.startsWith("$$")) return { open: "$$", close: "$$" };
  if (text.startsWith("\\[")) return { open: "\\[", close: "\\]" };
  if (text.startsWith("\\\\[")) return { open: "\\\\[", close: "\\\\]" };
  const name = /^\\begin\{([a-z]+\*?)\}/.exec(text)?.[1];
  if (name === undefined || !environments.includes(name.replace("*", ""))) return null;
  return { open: `\\begin{${name}}`, close: `\\end{${name}}` };
}

type Search = { readonly line: number; readonly endLine: number; readonly from: number; readonly close: string };

/** The line that ends with what closes. Empty lines may lie between where the opening stands alone, as a fence does. */
function closingLine(state: StateBlock, { line, endLine, from, close }: Search): number | null {
  const isFence = state.src.slice(from, state.eMarks[line]).trim() === "";
  for (let next = line; next < Math.min(endLine, line + mostLines); next += 1) {
    const begin = next === line ? from : (state.bMarks[next] ?? 0) + (state.tShift[next] ?? 0);
    const text = state.src.slice(begin, state.eMarks[next]).trimEnd();
    if (text === "" ? !isFence : next > line && (state.sCount[next] ?? 0) < state.blkIndent) return null;
    const at = text.indexOf(close);
    if (at >= 0) return at === text.length - close.length && (next > line || at > 0) ? next : null;
  }
  return null;
}

// -------------------------------------------------------------------------------------------------------------- both

function written({ markup, content, info }: Token): string {
  return markup + content + info;
}

type PositionOf = (at: number, length: number) => Position;

function show(token: Token, env: Env, positionOf: PositionOf): string | null {
  const result = renderFormula(token.content, { display: token.meta.display });
  if ("mathml" in result) return result.mathml;
  const start = token.markup.length;
  const at = result.at === null ? 0 : start + Math.min(result.at, Math.max(0, token.content.trimEnd().length - 1));
  warnOf(result, env, positionOf(at, result.at === null ? written(token).length : 1));
  return null;
}

function warnOf({ fault }: { readonly fault: string }, env: Env, at: Position): void {
  warn(env, at, { code: "math/not-understood", message: fault, hint: "it is shown as it is written until then." });
}

/** A command, a power or an index in braces: what neither money nor a shell's variables look like. */
function isSurely(tex: string): boolean {
  return (
    tex.length < 2000 && (/\\[A-Za-z]{2,}/.test(tex) || /[\^_]\{/.test(tex) || /[A-Za-z0-9)]\^[A-Za-z0-9]/.test(tex))
  );
}
