import type MarkdownIt from "markdown-it";

/** Leads out of the site (`https:`, `mailto:`, `//host`): written as it is, nothing to resolve or check. */
export function isOutward(target: string): boolean {
  return outward.test(target);
}

const outward = /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i;

/**
 * Where links may lead, and how far a target goes.
 *
 * Targets inside the site stay as the author wrote them until the whole site is known; only outward addresses are
 * encoded here. Schemes that run something or read the reader's disk never become links. And a target may hold spaces,
 * as in Jekyll: `[a](b c.pdf)`.
 */
export function linkTargets(md: MarkdownIt): void {
  const { normalizeLink, validateLink } = md;
  md.normalizeLink = (url) => {
    if (isPlain.test(url)) return url;
    return isOutward(url) ? normalizeLink(url) : url.replace(controls, encodeURIComponent);
  };
  // Browsers skip white space and control characters in a scheme, encoded or not as we may have them here.
  md.validateLink = (url) => isPlain.test(url) || (validateLink(url.replace(skipped, "")) && validateLink(url));

  const { parseLinkDestination } = md.helpers;
  md.helpers.parseLinkDestination = (text, start, max) => {
    const found = parseLinkDestination(text, start, max);
    if (!found.ok || text.charCodeAt(found.pos) !== 0x20 || text.charCodeAt(start) === 0x3c) return found;
    const end = endWithSpaces(text, found.pos, max);
    const target = end < 0 ? "" : text.slice(start, end);
    return looksLikePath.test(target) ? { ok: true, pos: end, str: md.utils.unescapeAll(target) } : found;
  };
}

/** An outward address with nothing to encode: most of them, and taking one apart is slow. */
const isPlain = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?#](?:[\w;/?:@&=+$,.!~*'()#-]|%[0-9a-f]{2})*)?$/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are meant
const controls = /[\0-\x1f\x7f]/g;
const skipped = /(?:[\0-\x20\x7f]|%[01][0-9a-f]|%20|%7f)+/gi;

/** Not every remark in brackets is a file: `数组[i](从 0 开始)` is not. */
const looksLikePath = /^(?:[a-z]+:\/\/|\.{0,2}\/|\{[{%])|\/$|\.[a-z0-9]{1,8}(?:[?#].*)?$/i;

/** Longer targets are no file names; the limit also keeps the search linear. */
const longestTarget = 1000;

/** The end of a target with spaces: before the closing bracket, or before a title; -1 = nothing but a title follows. */
function endWithSpaces(text: string, from: number, max: number): number {
  const limit = Math.min(max, from + longestTarget);
  if (/^ *(?:["']|\([^()]*\) *\))/.test(text.slice(from, limit))) return -1;
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    const char = text[at];
    if (char === ")" && depth === 0) return trimmedEnd(text, at);
    if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    else if ((char === '"' || char === "'") && text[at - 1] === " ") return trimmedEnd(text, at);
    else if (char === "\n" || char === "[" || char === "]" || char === "<" || char === ">") return -1;
  }
  return -1;
}

function trimmedEnd(text: string, end: number): number {
  let at = end;
  while (text[at - 1] === " ") at -= 1;
  return at;
}
