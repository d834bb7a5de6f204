import type MarkdownIt from "markdown-it";
import { isCjk, isHangul } from "../../../shared/character-class.ts";
import { type Env, warn } from "../env.ts";
import { placeOfToken, positionIn } from "../places.ts";

/**
 * A bare address that goes on into Chinese text: `见https://a.com/b后面`. Han letters may belong to it, as they do in
 * `/wiki/北京市`, so nobody can say where it ends but its author, who is asked to.
 */
export function runawayLinks(md: MarkdownIt): void {
  // Few posts have any, so the text is only gone through when an address was met that ends in such a letter.
  let met = false;
  const matchAtStart = md.linkify.matchAtStart.bind(md.linkify);
  md.linkify.matchAtStart = (text) => {
    const match = matchAtStart(text);
    if (match !== null && text.charCodeAt(match.lastIndex - 1) >= 0x2e80) met = true;
    return match;
  };
  md.core.ruler.after("text_join", "runaway_links", (state) => {
    if (!met) return;
    met = false;
    for (const token of state.tokens) {
      if (token.type !== "inline" || !token.content.includes("://")) continue;
      const place = placeOfToken(state.env, token);
      let from = 0;
      let isLink = false;
      for (const { type, markup, content: text } of token.children ?? []) {
        const address = isLink ? addressWithin(text) : null;
        isLink = type === "link_open" && markup === "linkify";
        if (address === null) continue;
        const found = Math.max(from, token.content.indexOf(text, from));
        from = found + text.length;
        warnOf(state.env, { address, text }, positionIn(state.env, place, found, text.length));
      }
    }
  });
}

/**
 * What is left without the Han, kana or Hangul at the end, where it is a path that ends in an ASCII letter or digit, and
 * without what an address seldom has between the two: `https://a.com/b,后面`, `https://a.com/b(官网)后`.
 */
function addressWithin(text: string): string | null {
  let end = startOfLetters(text, text.length);
  if (end === text.length) return null;
  for (;;) {
    const last = text[end - 1] ?? " ";
    const opening = last === ")" ? startOfLetters(text, end - 1) - 1 : -1;
    if (opening >= 0 && text[opening] === "(") end = opening;
    else if (",.;:!·_'".includes(last)) end -= 1;
    else break;
  }
  const address = text.slice(0, end);
  const hasPath = address.indexOf("/", address.indexOf("://") + 3) > 0;
  return hasPath && /[a-z0-9]$/i.test(address) ? address : null;
}

function startOfLetters(text: string, end: number): number {
  let start = end;
  while (start > 0 && isLetter(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function isLetter(unit: number): boolean {
  return isCjk(unit) || isHangul(unit) || (unit & 0xf800) === 0xd800;
}

function warnOf(
  env: Env,
  { address, text }: { address: string; text: string },
  at: ReturnType<typeof positionIn>,
): void {
  warn(env, at, {
    code: "markdown/link-runs-on",
    message: `This address goes on into the text behind it: all of ${text} is the link.`,
    hint: `write <${address}> where it ends there, or <${text}> where it is right`,
  });
}
