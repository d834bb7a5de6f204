import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import type { Heading } from "../../model.ts";
import type { Env } from "./env.ts";
import { plainText } from "./prose.ts";
import { renderBlocks } from "./render-blocks.ts";

/**
 * Takes the heading that a text begins with out of it: it is the title, which templates show above the text. One that
 * is more than words (a link, a picture) stays, since a title could not say all of it.
 */
export function takeTitle(md: MarkdownIt, tokens: Token[], env: Env): Heading | null {
  const [open, inline] = tokens;
  const words = inline?.children ?? [];
  if (open?.type !== "heading_open" || !words.every(({ type }) => ofWords.has(type)) || plainText(words) === "")
    return null;
  // Where others of its rank follow it is a section like them, though it lends the post its name.
  if (tokens.slice(1).some(({ type, tag }) => type === "heading_open" && tag === open.tag)) return null;
  renderBlocks(md, tokens.splice(0, 3), env);
  return env.headings.pop() ?? null;
}

const ofWords = new Set(
  "text text_special code_inline softbreak em_open em_close strong_open strong_close mark_open mark_close".split(" "),
);
