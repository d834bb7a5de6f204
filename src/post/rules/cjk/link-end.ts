import type MarkdownIt from "markdown-it";
import { isEastAsian, isWidePunctuation } from "../../../shared/character-class.ts";

/**
 * Bare `https://…` addresses are links, and end where Chinese text goes on.
 *
 * In Chinese no space follows an address. It ends at full-width punctuation and quotation marks; and where the name of
 * a host written in ASCII, or its port, runs into a CJK character (`https://a.com后面`); and where the marks of emphasis
 * do (`**https://a.com/b**后面`). Han letters further on may well belong to the address (`/wiki/北京市`) and stay.
 */
export function linksEndAtCjk(md: MarkdownIt): void {
  md.set({ linkify: true });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  // The inline rule sees every `://`; the core rule would only search each text again for what is switched off.
  md.core.ruler.disable("linkify");

  const matchAtStart = md.linkify.matchAtStart.bind(md.linkify);
  md.linkify.matchAtStart = (text) => {
    const match = matchAtStart(text);
    const reach = match?.lastIndex ?? Math.min(text.length, longestHost);
    const end = addressEnd(text, reach);
    return end < reach ? matchAtStart(text.slice(0, end)) : match;
  };
}

/** Text that runs on behind a host without a space may make it too long to be one. */
const longestHost = 300;

/** Where an address ends that is known to reach no further than `reach`. */
function addressEnd(text: string, reach: number): number {
  const start = text.indexOf("://") + 3;
  let inHost = true;
  let dotted = false;
  for (let at = start; at < reach; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      if (code === 0x2f || code === 0x3f || code === 0x23) inHost = false;
      else if (code === 0x2e) dotted = true;
    } else {
      if (isWidePunctuation(code) || isQuotationMark(code)) return beforeMarks(text, start, at);
      if (!isEastAsian(text.codePointAt(at) ?? code)) continue;
      const end = beforeMarks(text, start, at);
      if (end < at) return end;
      if (inHost) {
        if ((dotted && text.charCodeAt(at - 1) !== 0x2e) || wholeHost.test(text.slice(start, at))) return at;
        // A host with letters of its own, such as `中文.com`: all of it is one name.
        inHost = false;
      }
    }
  }
  return reach;
}

/** Names without a dot to which nothing can be added. */
const wholeHost = /^localhost$|:[0-9]{1,5}$/i;

/** The place before the marks of emphasis that stand before a place. */
function beforeMarks(text: string, start: number, at: number): number {
  let end = at;
  while (end > start && text[end - 1] === "*") end -= 1;
  if (end === at && text.startsWith("~~", at - 2)) end = at - 2;
  return end;
}

/** ‘ ’ “ ” … ‥ and the long dashes stand around addresses, never in them. */
function isQuotationMark(code: number): boolean {
  return (code >= 0x2018 && code <= 0x201f) || (code >= 0x2025 && code <= 0x2026) || (code >= 0x2014 && code <= 0x2015);
}
