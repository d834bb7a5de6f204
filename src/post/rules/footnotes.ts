import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";
import { type Env, warn } from "./env.ts";
import { placeAt, positionIn } from "./places.ts";
import { guardInline } from "./wrap.ts";

/** What the footnote plugin keeps in `env`. */
type Notes = { readonly footnotes?: { readonly list?: readonly { readonly label: string; readonly count: number }[] } };

/**
 * Footnotes, on top of the plugin that reads them: ids that stay distinct when several posts stand on one page, a list
 * that is put together in one pass, and a word about notes that nobody refers to.
 */
export function footnotes(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  // `^[a]` is looked for again and again in nested brackets: 64 KB of them take minutes.
  md.disable("footnote_inline");
  // So does a reference whose end is looked for beyond the next bracket.
  guardInline(md, "footnote_ref", (state) => {
    if (!state.src.startsWith("[^", state.pos)) return false;
    reference.lastIndex = state.pos;
    return reference.test(state.src);
  });
  md.core.ruler.at("footnote_tail", placeNotes);

  const { rules } = md.renderer;
  const noteId = (token: Token | undefined, env: Env) => escapeHtml(`${env.docId}-${Number(token?.meta.id) + 1}`);
  const refId = (token: Token | undefined, env: Env) => {
    const sub = Number(token?.meta.subId ?? 0);
    return noteId(token, env) + (sub > 0 ? `:${sub + 1}` : "");
  };
  rules.footnote_ref = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    env.anchors.push(`fnref-${refId(token, env)}`);
    const number = Number(token?.meta.id) + 1;
    return `<sup class="footnote-ref"><a href="#fn-${noteId(token, env)}" id="fnref-${refId(token, env)}">${number}</a></sup>`;
  };
  rules.footnote_block_open = () => '<section class="footnotes">\n<ol>\n';
  rules.footnote_block_close = () => "</ol>\n</section>\n";
  rules.footnote_open = (tokens, index, _options, env: Env) => {
    env.anchors.push(`fn-${noteId(tokens[index], env)}`);
    return `<li id="fn-${noteId(tokens[index], env)}">`;
  };
  rules.footnote_close = () => "</li>\n";
  rules.footnote_anchor = (tokens, index, _options, env: Env) =>
    ` <a href="#fnref-${refId(tokens[index], env)}" class="footnote-backref">\u21a9\ufe0e</a>`;
}

const reference = /\[\^[^\s[\]]+\]/y;

/** Takes the notes out of the text and puts those that are referred to at its end, in the order of their numbers. */
function placeNotes(state: StateCore): void {
  const env: Env & Notes = state.env;
  if (env.footnotes === undefined) return;
  const { text, notes } = takeNotes(state.tokens);
  const list = env.footnotes.list ?? [];
  const used = new Set(list.map(({ label }) => label));
  for (const [label, note] of notes) if (!used.has(label)) warnUnused(env, label, note);

  state.tokens = text;
  if (list.length === 0) return;
  text.push(new state.Token("footnote_block_open", "", 1));
  for (const [id, { label, count }] of list.entries()) {
    const note = notes.get(label) ?? [];
    const last = note.at(-1)?.type === "paragraph_close" ? note.pop() : undefined;
    text.push(withMeta(new state.Token("footnote_open", "", 1), { id }));
    for (const token of note) text.push(token);
    for (let subId = 0; subId < count; subId += 1)
      text.push(withMeta(new state.Token("footnote_anchor", "", 0), { id, subId }));
    if (last !== undefined) text.push(last);
    text.push(new state.Token("footnote_close", "", -1));
  }
  text.push(new state.Token("footnote_block_close", "", -1));
}

function takeNotes(tokens: readonly Token[]): { readonly text: Token[]; readonly notes: Map<string, Token[]> } {
  const text: Token[] = [];
  const notes = new Map<string, Token[]>();
  const open: Token[][] = [];
  for (const token of tokens) {
    if (token.type === "footnote_reference_open") {
      const note: Token[] = [];
      open.push(note);
      notes.set(String(token.meta.label), note);
    } else if (token.type === "footnote_reference_close") open.pop();
    else (open.at(-1) ?? text).push(token);
  }
  return { text, notes };
}

function withMeta(token: Token, meta: { readonly id: number; readonly subId?: number }): Token {
  token.meta = meta;
  return token;
}

function warnUnused(env: Env, label: string, note: readonly Token[]): void {
  const line = env.firstLine + (note.find((token) => token.map !== null)?.map?.[0] ?? 0);
  const text = env.lines[line - 1] ?? "";
  const mark = `[^${label}]`;
  warn(env, positionIn(env, placeAt(text, line), Math.max(0, text.indexOf(mark)), mark.length), {
    code: "markdown/unused-footnote",
    message: `Nothing refers to the footnote "${label}", so it is not shown.`,
    hint: `write ${mark} where the footnote belongs.`,
  });
}
