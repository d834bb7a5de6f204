/** Apart from the reading of posts, since what is remembered of it can be looked up without. */
import type { Settings } from "../model.ts";
import type { EditionRule } from "./edition.ts";

/** The settings that a post depends on, and no others: what is remembered of it is kept under these. */
export type ReadRules = Pick<
  Settings,
  | "base"
  | "language"
  | "timezone"
  | "permalink"
  | "posts"
  | "pages"
  | "collections"
  | "sections"
  | "defaults"
  | "compat"
  | "html"
  | "breaks"
  | "softBreakMixed"
  | "ruby"
  | "indent"
  | "readingSpeed"
  | "headingIds"
  | "highlight"
  | "search"
  | "termSlugs"
  | "limits"
> & { readonly editions: readonly EditionRule[] };

export function readRules(settings: Settings): ReadRules {
  const { base, language, timezone, permalink, posts, pages, html, breaks, softBreakMixed, ruby, indent, headingIds } =
    settings;
  const { highlight, search, termSlugs, limits, collections, sections, defaults, compat, readingSpeed } = settings;
  const editions = settings.editions.map((edition) => ({ language: edition.language, path: edition.path }));
  const ofText = { html, breaks, softBreakMixed, ruby, indent, headingIds, highlight, readingSpeed };
  return {
    base,
    language,
    editions,
    timezone,
    permalink,
    posts,
    pages,
    collections,
    sections,
    defaults,
    compat,
    ...ofText,
    search,
    termSlugs,
    limits,
  };
}
