/** The keys of front matter that mean something to us, under every spelling that old blogs use. */
import { nearest } from "../shared/nearest.ts";
import { onceForText } from "../shared/once.ts";

/** What a key means → how it is written; the first spelling is ours. */
const SPELLINGS = {
  layout: ["layout"],
  title: ["title"],
  description: ["description"],
  headline: ["headline"],
  excerpt: ["excerpt", "summary"],
  excerptEnd: ["excerpt_separator"],
  date: ["date"],
  modified: ["modified", "updated", "lastmod", "last_modified_at", "last_updated", "last_modified"],
  appears: ["publishdate", "publish_date", "pubdate"],
  expires: ["expires", "expirydate", "expiry_date", "unpublishdate"],
  categories: ["categories", "category"],
  tags: ["tags", "tag"],
  keywords: ["keywords"],
  image: ["imagefeature", "image", "cover"],
  imageCredit: ["imagecredit"],
  imageCreditLink: ["imagecreditlink"],
  photo: ["photo"],
  video: ["video"],
  link: ["link"],
  redirect: ["redirect_to"],
  type: ["type"],
  mathjax: ["mathjax", "math"],
  chart: ["chart"],
  featured: ["featured"],
  comments: ["comments"],
  hideComments: ["hidecomments"],
  share: ["share"],
  toc: ["toc"],
  author: ["author", "authors"],
  series: ["series"],
  lang: ["lang", "language", "locale"],
  translationKey: ["translationkey", "translation_key"],
  slug: ["slug"],
  permalink: ["permalink"],
  aliases: ["aliases", "alias", "redirect_from"],
  draft: ["draft"],
  published: ["published"],
  password: ["password"],
} as const;

export type Meaning = keyof typeof SPELLINGS;

/** Written keys by what they mean, ours first. */
export const spellingsOf: Readonly<Record<Meaning, readonly string[]>> = SPELLINGS;

const MEANINGS = new Map<string, Meaning>(
  Object.entries(SPELLINGS).flatMap(([meaning, spellings]) => spellings.map((key) => [key, meaning as Meaning])),
);

/** What a key means however its letters are written; `null` for a key of the author's own. */
export function meaningOf(key: string): Meaning | null {
  return MEANINGS.get(key) ?? MEANINGS.get(foldKey(key)) ?? null;
}

export function foldKey(key: string): string {
  return FOLDED.test(key) ? key : key.normalize("NFKC").toLowerCase();
}

/** Most keys are written so. */
const FOLDED = /^[a-z0-9_-]*$/;

/** Keys of other generators and themes that look like one of ours and are none. */
const ELSEWHERE = new Set(
  (
    "id ids name names path math tagline thumb thumbnail images links types author_profile sticky top toc_sticky date_gmt " +
    "dates last_mod weight url urls linktitle headless layouts sharing commentable videos photos titles"
  ).split(" "),
);

/** The key that was probably meant by one that means nothing: `tittle` → `title`. */
export function nearestKey(key: string): string | null {
  const folded = foldKey(key);
  if (folded.length < 4 || ELSEWHERE.has(folded)) return null;
  return nearestOf(folded).key;
}

/** A key of the author's own stands in many posts. */
const nearestOf = onceForText((folded) => ({ key: nearest(folded, MEANINGS.keys()) }));
