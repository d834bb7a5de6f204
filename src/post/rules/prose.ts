import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { standsClose } from "../../shared/character-class.ts";
import { edge } from "./cjk/soft-breaks.ts";
import type { Env } from "./env.ts";
import { endOfRawText, readMarkup } from "./html-tags.ts";
import { withoutReadings } from "./readings.ts";

/** The visible text of a line of Markdown: no marks, no images, no tags, no readings above characters. */
export function plainText(tokens: readonly Token[]): string {
  let text = "";
  for (const token of withoutReadings(tokens)) {
    if (token.type === "text" || token.type === "code_inline" || token.type === "math") text += token.content;
    else if (token.type === "softbreak" || token.type === "hardbreak") text += " ";
  }
  return text.trim();
}

/** Adds what a cell of a table says; it is counted, and no excerpt begins with it. */
export function addCell(env: Env, tokens: readonly Token[]): void {
  const text = plainText(tokens);
  if (text !== "") env.cells.push(text);
}

/** Adds a paragraph to what the post says, and notes where a `<!-- more -->` stands in it. */
export function addProse(env: Env, tokens: readonly Token[]): void {
  let text = "";
  const visible = withoutReadings(tokens);
  let at = -1;
  for (const token of visible) {
    at += 1;
    switch (token.type) {
      case "text":
      case "code_inline":
      case "math":
        text += token.content;
        break;
      case "softbreak":
      case "hardbreak":
        text += joint(visible, at, env.language);
        break;
      case "more":
        addParagraph(env, text);
        env.more ??= env.prose.length;
        text = "";
        break;
    }
  }
  addParagraph(env, text);
}

/** A line ends between two Chinese characters without leaving a gap; between two Korean ones it leaves one. */
function joint(tokens: readonly Token[], at: number, language: string): string {
  const [before, after] = [edge(tokens, at, -1), edge(tokens, at, 1)];
  return before !== null && after !== null && standsClose(before, after, language) ? "" : " ";
}

function addParagraph(env: Env, text: string): void {
  const trimmed = text.trim();
  if (trimmed !== "") env.prose.push(trimmed);
}

/** Adds what a block of HTML says. `unescapeAll` is markdown-it's. */
export function addHtmlProse(env: Env, html: string, { unescapeAll }: MarkdownIt["utils"]): void {
  const collapsed = (text: string) => text.replace(/\s+/g, " ").replace(ENTITY, (entity) => unescapeAll(entity));
  let text = "";
  let hidden: string | null = null;
  let from = 0;
  for (let at = html.indexOf("<"); at >= 0; ) {
    const markup = readMarkup(html, at, env.isElement);
    let next = markup.end;
    if (markup.kind !== "text") {
      if (hidden === null) text += html.slice(from, at);
      from = next;
    }
    if (markup.kind === "comment" && isMore(markup.text)) {
      addParagraph(env, collapsed(text));
      env.more ??= env.prose.length;
      text = "";
    } else if (markup.kind === "tag") {
      const { name, closing } = markup.tag;
      if (hidden === null && !closing && silent.has(name)) hidden = name;
      else if (hidden === name && closing) hidden = null;
      if (!withinLine.has(name)) {
        addParagraph(env, collapsed(text));
        text = "";
      }
      next = endOfRawText(html, markup.tag);
      if (next > markup.end) from = next;
    }
    at = html.indexOf("<", next);
  }
  if (hidden === null) addParagraph(env, collapsed(text + html.slice(from)));
}

/** `<!-- more -->` in any spacing and case: the excerpt ends here. */
export function isMore(comment: string): boolean {
  return comment.length < 40 && comment.trim().toLowerCase() === "more";
}

const silent = new Set(
  (
    "script style pre table h1 h2 h3 h4 h5 h6 svg math template textarea select iframe object video audio canvas button " +
    "title nav form rp rt figcaption noscript"
  ).split(" "),
);

const withinLine = new Set(
  (
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q ruby rb rt rp rtc s samp small span " +
    "strike strong sub sup time tt u var wbr"
  ).split(" "),
);

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][\da-z]{1,31});/gi;
