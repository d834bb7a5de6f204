import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { once } from "../../shared/once.ts";
import type { Env, Place, Row } from "./env.ts";
import { cellOf, placeAt, placeOfToken, rowAt } from "./places.ts";
import { addCell, addHtmlProse, addProse } from "./prose.ts";

/**
 * Renders the blocks of a post one after the other, as markdown-it's own renderer does; before each it is noted where its
 * text stands in the file, and after it what it says.
 */
export function renderBlocks(md: MarkdownIt, tokens: Token[], env: Env): string {
  const { renderer, options } = md;
  const rules = rulesOf(md);
  let html = "";
  let row: Row | null = null;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (token.type === "inline") {
      const parent = tokens[index - 1]?.type;
      env.place = placeOfText(env, token, tokens[index - 1], row);
      html += renderLine(md, token.children ?? [], env);
      if (parent === "paragraph_open" || parent === "dt_open") addProse(env, token.children ?? []);
      else if (parent === "td_open" || parent === "th_open") addCell(env, token.children ?? []);
      continue;
    }
    if (token.type === "tr_open") row = rowAt(env.firstLine + (token.map?.[0] ?? 0));
    else if (token.type === "html_block") addHtmlProse(env, token.content, md.utils);
    else if (token.type === "more") env.more ??= env.prose.length;
    const rule = rules.get(token.type);
    html +=
      rule === undefined ? renderer.renderToken(tokens, index, options) : rule(tokens, index, options, env, renderer);
  }
  return html;
}

function renderLine(md: MarkdownIt, tokens: Token[], env: Env): string {
  const { renderer, options } = md;
  const rules = rulesOf(md);
  let html = "";
  let index = 0;
  for (const { type } of tokens) {
    const rule = rules.get(type);
    html +=
      rule === undefined ? renderer.renderToken(tokens, index, options) : rule(tokens, index, options, env, renderer);
    index += 1;
  }
  return html;
}

/** The rules of a parser that is complete. There are so many that looking one up in an object takes longer. */
const rulesOf = once((md: MarkdownIt) => new Map(Object.entries(md.renderer.rules)));

function placeOfText(env: Env, token: Token, parent: Token | undefined, row: Row | null): Place {
  if (row !== null && (parent?.type === "th_open" || parent?.type === "td_open")) return cellOf(row, token.content);
  if (parent?.type === "heading_open" && parent.markup.startsWith("#"))
    return placeAt(token.content, env.firstLine + (token.map?.[0] ?? 0), "start");
  return placeOfToken(env, token);
}
