import { isCjk } from "../../shared/character-class.ts";
import { graphemes } from "../../shared/graphemes.ts";
import { escapeHtml, withoutIllegal } from "../templates/print.ts";
import { isSafe, markSafe } from "../templates/safe-text.ts";
import { argument, type Filter, type FilterCall, refuse } from "./filter.ts";

/** Filters of text. What was safe html stays so where the filter adds nothing of its own; else it is escaped again. */
export const textFilters: Readonly<Record<string, Filter>> = {
  escape: ({ value }) => (isSafe(value) ? value : markSafe(escapeHtml(text(value)))),
  e: ({ value }) => (isSafe(value) ? value : markSafe(escapeHtml(text(value)))),
  forceescape: ({ value }) => markSafe(escapeHtml(text(value))),
  safe: ({ value }) => (isSafe(value) ? value : markSafe(text(value))),
  json: (call) => markSafe(jsonForScript(call.value, argument(call, 0, "spaces"))),
  dump: (call) => JSON.stringify(call.value, null, spacing(argument(call, 0, "spaces"))),
  xml: ({ value }) => markSafe(escapeHtml(withoutIllegal(text(value)))),
  string: ({ value }) => (isSafe(value) ? value : text(value)),
  lower: (call) => sameSafety(call, text(call.value).toLowerCase()),
  upper: (call) => (isSafe(call.value) ? refuseTags("upper") : text(call.value).toUpperCase()),
  capitalize: ({ value }) => capitalize(text(value)),
  title: ({ value }) => text(value).replace(/[^\s]+/gu, capitalize),
  trim: (call) => sameSafety(call, text(call.value).trim()),
  nl2br: ({ value }) =>
    markSafe((isSafe(value) ? value.toString() : escapeHtml(text(value))).replace(/\r\n|\n/g, "<br>\n")),
  indent: (call) => sameSafety(call, indent(call)),
  center(call) {
    const space = Number(argument(call, 0, "width") ?? 80) - graphemes(text(call.value)).length;
    return blanks(Math.floor(space / 2)) + text(call.value) + blanks(Math.ceil(space / 2));
  },
  replace: (call) => sameSafety(call, replaceIn(call)),
  striptags: ({ value }) => stripTags(text(value)),
  truncate: (call) => truncate(text(call.value), call),
  urlencode: ({ value }) => urlEncode(value),
  urlize: ({ value }) => markSafe(escapeHtml(text(value)).replace(bareAddress, '<a href="$&">$&</a>')),
  wordcount: ({ value }) => countWords(stripTags(text(value))),
};

/** The text a filter works on; nothing is no text. */
export function text(value: unknown): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "object" && !isSafe(value) && !Array.isArray(value))
    return refuse("it works on a text, and this is a thing with members.", "name the member that is meant.");
  return String(value);
}

function sameSafety({ value }: FilterCall, changed: string): unknown {
  return isSafe(value) ? markSafe(changed) : changed;
}

function refuseTags(name: string): never {
  return refuse(`\`${name}\` would change the tags of html as well.`, "use it before the text becomes html.");
}

function capitalize(word: string): string {
  const [first = "", ...rest] = graphemes(word);
  return first.toUpperCase() + rest.join("").toLowerCase();
}

/** JSON that may stand in a `<script>`: nothing in it can end the element or open a comment. */
function jsonForScript(value: unknown, spaces: unknown): string {
  const json = JSON.stringify(value ?? null, null, spacing(spaces));
  return json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function spacing(spaces: unknown): number {
  return typeof spaces === "number" ? spaces : 0;
}

function indent(call: FilterCall): string {
  const space = blanks(Number(argument(call, 0, "width") ?? 4));
  const first = argument(call, 1, "indentfirst") === true ? space : "";
  return first + text(call.value).replaceAll("\n", `\n${space}`);
}

function blanks(count: number): string {
  return " ".repeat(Math.min(Math.max(0, count || 0), 1000));
}

function replaceIn(call: FilterCall): string {
  const [old, by] = [argument(call, 0, "old"), text(argument(call, 1, "new"))];
  const most = Number(argument(call, 2, "count") ?? Number.POSITIVE_INFINITY);
  if (old instanceof RegExp) return text(call.value).replace(old, by);
  const parts = text(call.value).split(text(old));
  if (text(old) === "" || parts.length - 1 <= most) return text(old) === "" ? text(call.value) : parts.join(by);
  return parts.slice(0, most + 1).join(by) + text(old) + parts.slice(most + 1).join(text(old));
}

/** In one pass over the text, so that a row of `<` costs no more than any other. */
function stripTags(html: string): string {
  let plain = "";
  let from = 0;
  for (let open = html.indexOf("<"); open !== -1; open = html.indexOf("<", from)) {
    const isTag = /^<(?:[a-z/!])/i.test(html.slice(open, open + 2));
    const isComment = html.startsWith("<!--", open);
    const end = isTag ? html.indexOf(isComment ? "-->" : ">", open) : open;
    if (end === -1) break;
    plain += html.slice(from, isTag ? open : open + 1);
    from = isTag ? end + (isComment ? 3 : 1) : open + 1;
  }
  return decode(plain + html.slice(from))
    .replace(/\s+/g, " ")
    .trim();
}

const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function decode(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] as string);
}

/** Ends before a Latin word that does not fit, but anywhere between Chinese characters. */
function truncate(value: string, call: FilterCall): string {
  const characters = graphemes(value);
  const most = Number(argument(call, 0, "length") ?? 255);
  if (characters.length <= most) return value;
  const end = String(argument(call, 2, "end") ?? "…");
  const cut = characters.slice(0, most).join("");
  if (argument(call, 1, "killwords") === true || !isInWord(cut, characters[most] ?? "")) return cut.trimEnd() + end;
  return (cut.slice(0, lastWordStart(cut)).trimEnd() || cut) + end;
}

function isInWord(before: string, after: string): boolean {
  return lastWordStart(before) < before.length && isWordPart(after);
}

function lastWordStart(value: string): number {
  let at = value.length;
  while (at > 0 && isWordPart(value[at - 1] ?? "")) at -= 1;
  return at;
}

function isWordPart(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character) && !isCjk(character.codePointAt(0) ?? 0);
}

function urlEncode(value: unknown): string {
  const encode = (part: unknown) => encodeURIComponent(text(part).toWellFormed());
  if (typeof value !== "object" || value === null || isSafe(value)) return encode(value);
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(value) ? value : Object.entries(value);
  return pairs.map(([key, part]) => `${encode(key)}=${encode(part)}`).join("&");
}

const bareAddress = /https?:\/\/[\w\-.~:/?#[\]@!$&()*+,;=%]*[\w\-~/#=%]/g;

/** Each Chinese character is a word; elsewhere letters and digits that hang together are. */
export function countWords(value: string): number {
  let count = 0;
  let rest = "";
  for (const character of value.normalize("NFC")) {
    if (!isCjk(character.codePointAt(0) ?? 0)) rest += character;
    else {
      count += 1;
      rest += " ";
    }
  }
  return count + (rest.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.\-_][\p{L}\p{M}\p{N}]+)*/gu)?.length ?? 0);
}
