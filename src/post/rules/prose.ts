import type { Token } from "markdown-it";
import { standsClose } from "../../shared/character-class.ts";
import type { Env } from "./env.ts";
import { endOfRawText, readMarkup } from "./html-tags.ts";

/** The visible text of a line of Markdown: no marks, no images, no tags, no readings above characters. */
export function plainText(tokens: readonly Token[]): string {
  let text = "";
  let isReading = false;
  for (const token of tokens) {
    if (token.type === "html_inline") isReading = staysReading(token.content, isReading);
    else if (isReading) continue;
    else if (token.type === "text" || token.type === "code_inline" || token.type === "math") text += token.content;
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
  let last = "";
  let isReading = false;
  let next = 0;
  for (const token of tokens) {
    next += 1;
    switch (token.type) {
      case "html_inline":
        isReading = staysReading(token.content, isReading);
        break;
      case "text":
      case "code_inline":
      case "math":
        if (isReading) break;
        text += token.content;
        if (token.content !== "") last = token.content;
        break;
      case "softbreak":
      case "hardbreak":
        text += joint(last, tokens[next]);
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

/** Whether what stands behind a tag is a reading, `<rt>かん</rt>`; the tags that end one may be left out. */
function staysReading(tag: string, isReading: boolean): boolean {
  return /^<r[tp][\s>]/i.test(tag) || (isReading && !/^<\/?(?:r[tpb]|ruby)[\s>]/i.test(tag));
}

/** A line ends between two Chinese characters without leaving a gap; between two Korean ones it leaves one. */
function joint(before: string, next: Token | undefined): string {
  const after = next?.type === "text" ? next.content.codePointAt(0) : undefined;
  return after !== undefined && standsClose(lastCode(before), after) ? "" : " ";
}

function lastCode(text: string): number {
  const unit = text.charCodeAt(text.length - 1);
  return (unit & 0xfc00) === 0xdc00 ? (text.codePointAt(text.length - 2) ?? unit) : unit;
}

function addParagraph(env: Env, text: string): void {
  const trimmed = text.trim();
  if (trimmed !== "") env.prose.push(trimmed);
}

/** Adds what a block of HTML says. */
export function addHtmlProse(env: Env, html: string): void {
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

function collapsed(html: string): string {
  return html
    .replace(/\s+/g, " ")
    .replace(/&(?:nbsp|#160|lt|gt|amp|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

const entities: Readonly<Record<string, string>> = {
  "&nbsp;": " ",
  "&#160;": " ",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
};
