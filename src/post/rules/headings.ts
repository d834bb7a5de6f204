import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { type Env, type HeadingIds, warn } from "./env.ts";
import { placeAt, positionIn } from "./places.ts";
import { plainText } from "./prose.ts";

/**
 * Every heading has an id that stays the same for ever: made from its text as GitHub does, so that most old links keep
 * working, or as kramdown or Hexo did; or given by the author with `{#id}`.
 */
export function headingIds(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  md.core.ruler.before("inline", "given_heading_ids", (state) => {
    let open: Token | null = null;
    for (const token of state.tokens) {
      if (open !== null && token.type === "inline") takeGivenId(open, token, state.env);
      open = token.type === "heading_open" ? token : null;
    }
  });

  md.renderer.rules.heading_open = (tokens, index, _options, env: Env) => {
    const open = tokens[index];
    const inline = tokens[index + 1];
    if (open === undefined || inline === undefined) return "";
    const text = plainText(inline.children ?? []);
    const wanted = open.attrGet("id") ?? makers[env.headingIds](text, inline.content);
    const id = distinct(env.ids, wanted === "" ? "section" : wanted);
    // One that says nothing, or shows a picture only, has no line in a table of contents.
    if (text !== "") env.headings.push({ level: Number(open.tag.slice(1)), id, text });
    env.anchors.push(id);
    const lang = open.attrGet("lang");
    return `<${open.tag} id="${escapeHtml(id)}"${lang === null ? "" : ` lang="${lang}"`}>`;
  };
}

/** The second `x` becomes `x-1`; the search goes on from the last number. */
function distinct(taken: Map<string, number>, wanted: string): string {
  let id = wanted;
  let number = taken.get(wanted) ?? 0;
  while (taken.has(id)) {
    number += 1;
    id = `${wanted}-${number}`;
  }
  taken.set(wanted, number);
  if (id !== wanted) taken.set(id, 0);
  return id;
}

function takeGivenId(heading: Token, text: Token, env: Env): void {
  if (!text.content.endsWith("}")) return;
  const at = text.content.lastIndexOf("{#");
  const id = at < 0 ? undefined : /^\{#([^\s{}"'<>]+)\}$/.exec(text.content.slice(at))?.[1];
  if (id === undefined) return;
  heading.attrSet("id", id);
  if (at === 0) warnNoWords(text, env);
  text.content = text.content.slice(0, at).trimEnd();
}

function warnNoWords({ content, map }: Token, env: Env): void {
  const place = placeAt(content, env.firstLine + (map?.[0] ?? 0), "start");
  warn(env, positionIn(env, place, 0, content.length), {
    code: "markdown/heading-without-words",
    message: "This heading has an id, and no words.",
    hint: `write the words before it, or \`<a id="${content.slice(2, -1)}"></a>\` for a place to link to`,
  });
}

const makers: Readonly<Record<HeadingIds, (text: string, source: string) => string>> = {
  github: githubId,
  // kramdown looks at the Markdown, marks and link targets included.
  kramdown: (_text, source) =>
    source
      .replace(/^[^a-zA-Z]+/, "")
      .replace(/[^a-zA-Z0-9 -]/g, "")
      .replaceAll(" ", "-")
      .toLowerCase(),
  hexo: (text) =>
    text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .normalize("NFC")
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/\p{Cc}]+/gu, "-")
      .replace(/^-|-$/g, ""),
};

/** As GitHub makes it. The commonest characters are known here; where there are others, patterns decide, which are slow. */
function githubId(text: string): string {
  let id = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x4e00 && code <= 0x9fff) || keptSigns.has(code)) continue;
    id += text.slice(from, at);
    from = at + 1;
    if (code === 0x20) id += "-";
    else if (code >= 0x41 && code <= 0x5a) id += String.fromCharCode(code | 0x20);
    else if (code >= 0x80 && !droppedSigns.has(code)) return githubIdOfAny(text);
  }
  return id + text.slice(from);
}

function githubIdOfAny(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(droppedByGithub, "").replaceAll(" ", "-");
}

const keptSigns = codesOf("0123456789_-");
const droppedSigns = codesOf("，。、：；？！（）《》「」“”…");

function codesOf(signs: string): ReadonlySet<number> {
  return new Set(Array.from(signs, (sign) => sign.charCodeAt(0)));
}

const droppedByGithub = /[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu;
