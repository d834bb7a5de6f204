import type { Moment } from "../../model.ts";
import { encodeWritten, withBase } from "../../shared/address.ts";
import { showDay } from "../../shared/date.ts";
import { onceForText } from "../../shared/once.ts";
import { code } from "./code.ts";
import { type Filter, refuse } from "./filter.ts";
import { initial } from "./initial.ts";
import { localeOf } from "./locale.ts";
import { text } from "./text-filters.ts";

/** Filters that know the site: its zone, its language, its addresses. */
export const siteFilters: Readonly<Record<string, Filter>> = {
  /** The day in the words of the page's language, in the site's zone. */
  date({ value, lang, facts }) {
    if (value === null || value === undefined) return "";
    if (!isMoment(value)) return refuse("it shows a moment such as `post.date`.");
    return showDay(value, localeOf(lang, facts.language), facts.timezone);
  },
  initial,
  code,
  /** The base path before a path of this site, once. */
  url: ({ value, facts }) => withBase(text(value), facts.base),
  /** With the site's origin before it, as feeds and search engines want it. */
  absolute: ({ value, facts }) => absoluteUrl(text(value), facts.url),
  /**
   * An address that may be clicked, encoded, below the base path: no scheme but those of pages, mail and telephones.
   */
  href: ({ value, facts }) => (isHarmless(text(value)) ? encodeWritten(withBase(text(value).trim(), facts.base)) : ""),
};

function isMoment(value: unknown): value is Moment {
  return typeof value === "object" && value !== null && "ms" in value && "day" in value && "iso" in value;
}

/** @param home the site's own absolute address; empty when it has none, and then nothing can be made absolute */
export function absoluteUrl(url: string, home: string): string {
  if (home === "" || /^[a-z][a-z0-9+.-]*:/i.test(url)) return url;
  if (url.startsWith("//")) return `https:${url}`;
  return originOf(home) + (url.startsWith("/") ? url : `/${url}`);
}

const originOf = onceForText((home) => new URL(home).origin);

function isHarmless(url: string): boolean {
  // Browsers skip controls and blanks within a scheme: `java\nscript:` is one.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\p{Cc}\s]/gu, ""))?.[1];
  return scheme === undefined || /^(?:https?|mailto|tel)$/i.test(scheme);
}
