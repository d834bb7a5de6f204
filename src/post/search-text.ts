/**
 * What search finds in a post: everything it says, folded.
 *
 * The grams of the index are cut from it when the index is written, and not here: the grams of a post take up to three
 * times the room of its text, and all of them would have to be remembered and cross from thread to thread.
 */
import type { Html } from "../model.ts";
import { textFolder } from "../shared/fold-text.ts";
import { decodeEntities } from "./entities.ts";
import { endOfRawText, readMarkup } from "./rules/html-tags.ts";

const folder = textFolder();

/** @param around title, description, tags: what the post's page says beside its body. No word reaches from one into the next. */
export function searchText(around: readonly (string | null)[], body: Html): string {
  for (const words of around) if (words !== null) addPart(words);
  addVisible(joined(body));
  return folder.take();
}

function addPart(words: string): void {
  folder.add(words);
  folder.add(partEnd);
}

const partEnd = "\u001f";

/**
 * Adds html without its tags. What stands beside the text and not in it leaves no gap, so that a word is found across
 * it: the number of a note and readings above characters are left out.
 */
function addVisible(html: string): void {
  for (let from = 0; ; ) {
    const at = folder.addUpToMarkup(html, from);
    if (at === html.length) return;
    if (html.charCodeAt(at) === ampersand) from = addEntity(html, at);
    else {
      from = endOfMarkup(html, at);
      if (from === at + 1) folder.add("<");
      const first = html.charCodeAt(at + 1);
      const isBeside =
        first === 0x72
          ? isTag(html, at, "rt") || isTag(html, at, "rp")
          : first === 0x61 && html.startsWith(noteNumber, at);
      if (isBeside) from = nextTag(html, from);
    }
  }
}

const ampersand = 0x26;
const noteNumber = '<a href="#fn-';

function nextTag(html: string, from: number): number {
  const at = html.indexOf("<", from);
  return at < 0 ? html.length : at;
}

/** What is no entity is a sign like any other. */
function addEntity(html: string, at: number): number {
  entity.lastIndex = at;
  const [found = "&"] = entity.exec(html) ?? [];
  folder.add(signs.get(found) ?? decodeEntities(found));
  return at + found.length;
}

const entity = /&#?[a-z0-9]{1,8};/iy;
/** The few that rendering makes, of which code has many. */
const signs = new Map([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
  ["&quot;", '"'],
]);

/** Most tags are `<p>`, `</p>` or have attributes in quotes; whatever else begins with `<` is looked at closely. */
function endOfMarkup(html: string, at: number): number {
  const closing = html.charCodeAt(at + 1) === 0x2f;
  let end = at + (closing ? 2 : 1);
  while (isOfName(html.charCodeAt(end))) end += 1;
  if (html.charCodeAt(end) === 0x3e && (closing || !mayHoldNoTags(html, at + 1))) return end + 1;
  quickTag.lastIndex = at;
  if (quickTag.test(html)) return quickTag.lastIndex;
  const markup = readMarkup(html, at, () => true);
  return markup.kind === "tag" ? endOfRawText(html, markup.tag) : markup.end;
}

/** By its first letters, an element like `<script>` or `<noscript>`, in which a `<` is a sign like any other. */
function mayHoldNoTags(html: string, at: number): boolean {
  const [first, second] = [html.charCodeAt(at), html.charCodeAt(at + 1)];
  switch (first) {
    case 0x73: // script, style, but neither strong nor span
      return second === 0x63 || (second === 0x74 && html.charCodeAt(at + 2) === 0x79);
    case 0x69: // iframe
      return second === 0x66;
    case 0x6e: // noscript
      return second === 0x6f;
    case 0x74: // textarea, title
      return second === 0x65 || second === 0x69;
    default:
      return !(first >= 0x61 && first <= 0x77);
  }
}

function isOfName(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

const quickTag =
  /<(?:\/[a-z0-9]{1,15}|(?!script|style|iframe|no|te|ti|xmp)[a-z][a-z0-9]{0,14}(?: [a-z-]{1,20}="[^"]{0,500}"){0,9})>/y;

function isTag(html: string, at: number, name: string): boolean {
  const end = at + 1 + name.length;
  return html.startsWith(name, at + 1) && (html[end] === ">" || html[end] === " ");
}

/** Gaps closed: addresses lie within tags; of a component its words are taken, since its template is not known here. */
function joined(html: Html): string {
  const [first] = html;
  if (html.length === 1 && typeof first === "string") return first;
  return html
    .map((node) => (typeof node === "string" ? node : node.late === "component" ? wordsOf(node) : ""))
    .join("");
}

function wordsOf(node: Extract<Html[number], { readonly late: "component" }>): string {
  const words = Object.entries(node.args).filter(([name]) => !Object.hasOwn(node.references, name));
  const escaped = words.map(([, word]) => word.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  return [...escaped, joined(node.body)].join(partEnd);
}
