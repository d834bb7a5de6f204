/** From raw front matter to the typed fields of a card: every key, in every spelling, said when it is wrong. */
import type { Json, JudgedBySite, Position, Post, PostCard, Settings } from "../model.ts";
import { encodePath, withBase } from "../shared/address.ts";
import { languageOfCountry, languageTag } from "../shared/languages.ts";
import { warnOfComments } from "./comment-slips.ts";
import { type EditionRule, editionPath } from "./edition.ts";
import { decodeEntities } from "./entities.ts";
import { habitsOf } from "./habits.ts";
import { foldKey, type Meaning, meaningOf, nearestKey } from "./keys.ts";
import { readAuthors, readImage, readOutward, readPhoto } from "./read-links.ts";
import { readTerms } from "./read-terms.ts";
import {
  type Desk,
  fault,
  itemsAt,
  placeOf,
  presentKeys,
  publishedOn,
  rawValue,
  readFlag,
  readText,
  textAt,
  trimBlanks,
  warn,
} from "./read-values.ts";

/** What front matter alone decides of the card; dates, address and excerpt need more. */
export type CardFields = Pick<
  PostCard,
  | "description"
  | "headline"
  | "lang"
  | "translationKey"
  | "tags"
  | "categories"
  | "authors"
  | "keywords"
  | "layout"
  | "type"
  | "link"
  | "redirect"
  | "video"
  | "photo"
  | "image"
  | "featured"
  | "series"
  | "comments"
  | "share"
  | "toc"
  | "mathjax"
  | "chart"
  | "extra"
>;

export type Fields = {
  readonly card: CardFields;
  readonly title: string | null;
  readonly excerpt: string | null;
  readonly categoriesInAddress: PostCard["categories"];
  readonly withheld: "draft" | "unpublished" | "password" | null;
  /** Where the pictures of the front matter are named. */
  readonly pictures: readonly { readonly src: string; readonly at: Position }[];
  readonly at: Post["at"];
};

export type FieldRules = Pick<Settings, "base" | "language" | "termSlugs" | "compat" | "posts"> & {
  readonly editions: readonly EditionRule[];
};

export function readFields(desk: Desk, rules: FieldRules): Fields {
  const lang = readLanguage(desk) ?? rules.language;
  const ofTerms = {
    base: rules.base + encodePath(editionPath(lang, rules.editions)),
    slugs: rules.termSlugs,
    compat: rules.compat,
    ofFolders: foldersAbove(desk.source.path, rules),
  };
  /** A path of this site is an address of it: whoever shows it need not know where the site is. */
  const inSite = (url: string | null) => url && withBase(url, rules.base);
  const image = readImage(desk);
  const photo = readPhoto(desk);
  warnUnknown(desk);
  warnOfComments(desk);
  const title = phrase(desk, "title");
  const description = phrase(desk, "description");
  const headline = phrase(desk, "headline");
  const excerpt = readExcerpt(desk, rules.compat);
  const card: CardFields = {
    description,
    headline,
    lang,
    translationKey: readText(desk, "translationKey"),
    tags: readTerms(desk, "tag", ofTerms),
    categories: readTerms(desk, "category", ofTerms),
    authors: readAuthors(desk).map((author) => ({ ...author, url: inSite(author.url) })),
    keywords: readKeywords(desk),
    layout: readLayout(desk, rules.compat),
    type: readType(desk),
    link: inSite(readOutward(desk, "link")),
    redirect: inSite(readOutward(desk, "redirect")),
    video: inSite(readOutward(desk, "video")),
    photo: photo?.src ?? null,
    image: image && { src: image.src, credit: image.credit, creditLink: inSite(image.creditLink) },
    featured: readFlag(desk, "featured") ?? false,
    series: readSeries(desk),
    comments: readComments(desk),
    share: readFlag(desk, "share"),
    toc: readFlag(desk, "toc"),
    mathjax: readMathjax(desk),
    chart: chartOf(desk),
    extra: extraOf(desk),
  };
  return {
    card,
    title,
    excerpt,
    categoriesInAddress: lastPath(desk, card.categories, rules.compat),
    withheld: reasonToWithhold(desk),
    pictures: [image, photo].flatMap((found) => (found ? [{ src: found.src, at: placeOf(desk, found.key) }] : [])),
    at: placesOf(desk),
  };
}

/** A day in place of `true` says when. */
function isPublished(desk: Desk): boolean | null {
  return publishedOn(desk) === undefined ? readFlag(desk, "published") : true;
}

/** What a password was to protect would stand there for all to read, with every reason to show a draft. */
function reasonToWithhold(desk: Desk): Fields["withheld"] {
  if (presentKeys(desk, "password").some((key) => !isNo(rawValue(desk, key)))) return "password";
  return readFlag(desk, "draft") ? "draft" : isPublished(desk) === false ? "unpublished" : null;
}

const isNo = (value: Json): boolean => value === false || /^(?:false|no|none|off)$/i.test(String(value));

/** `mesos/docker/_posts/x.md` lies in two categories, for those who read folders so. */
function foldersAbove(path: string, { compat, posts }: FieldRules): readonly string[] {
  if (habitsOf(compat).categoriesOfFolders === "no") return [];
  const top = posts.slice(0, posts.lastIndexOf("/") + 1);
  const parts = (path.startsWith(top) ? path.slice(top.length) : path).split("/");
  const at = parts.findIndex((part) => part === "_posts" || part === "_drafts");
  return parts.slice(0, Math.max(0, at));
}

/** Of `[[a, b], [c]]` Hexo's addresses say `c`. */
function lastPath(desk: Desk, all: PostCard["categories"], compat: Settings["compat"]): PostCard["categories"] {
  const [key] = habitsOf(compat).categoryPaths === "last" ? presentKeys(desk, "categories") : [];
  const written = key === undefined ? null : rawValue(desk, key);
  if (key === undefined || !Array.isArray(written) || !written.some((item) => Array.isArray(item))) return all;
  const start = `${key}.${written.length - 1}`;
  const last = itemsAt(desk, key).filter((item) => item.key === start || item.key.startsWith(`${start}.`));
  const names = new Set(last.map(({ text }) => text));
  return all.filter(({ name, written: raw }) => names.has(raw ?? name));
}

/** A line for people. WordPress and Rake wrote entities into it, which are meant as the characters. */
function phrase(desk: Desk, meaning: Meaning): string | null {
  const text = readText(desk, meaning);
  return text === null ? null : trimBlanks(decodeEntities(text));
}

/** Other generators put it into a page as it stands, tags and all. */
function readExcerpt(desk: Desk, compat: Settings["compat"]): string | null {
  const text = readText(desk, "excerpt");
  if (text === null) return null;
  const bare = compat === null ? text : text.replace(/<\/?[a-z][^<>]*>|<!--[^<>]*-->/gi, "");
  return trimBlanks(decodeEntities(bare)) || null;
}

function readLanguage(desk: Desk): string | null {
  const [key] = presentKeys(desk, "lang");
  const written = key === undefined ? null : textAt(desk, key);
  if (key === undefined || written === null) return null;
  const tag = languageTag(written);
  if (tag !== null) return tag;
  const message = `\`${key}\` is \`${written.slice(0, 40)}\`, which is no language tag; the site's language is taken.`;
  const meant = languageOfCountry(written);
  const hint = meant === null ? "write a tag such as zh-CN, ja or en" : `did you mean \`${meant}\`?`;
  warn(desk, key, { code: "front-matter/bad-language", message, hint });
  return null;
}

function readKeywords(desk: Desk): readonly string[] {
  const [key] = presentKeys(desk, "keywords");
  if (key === undefined) return [];
  const words = itemsAt(desk, key).flatMap(({ text }) => text?.split(/[,，、；;]/) ?? []);
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ""))];
}

/**
 * The name of a template, never a path: front matter may not choose files. The layouts of other generators may lie in
 * folders, and were left behind with them.
 */
function readLayout(desk: Desk, compat: Settings["compat"]): string {
  const layout = readText(desk, "layout");
  if (layout === null || !/[/\\]|^\.|\.\./.test(layout)) return layout ?? "";
  const wasBelow = compat !== null && /^[\p{L}\p{N}_-]+(?:[./][\p{L}\p{N}_-]+)+$/u.test(layout);
  const message = `\`layout\` is \`${layout.slice(0, 60)}\`, which is a path, not the name of a template${wasBelow ? "; the usual one is used" : ""}.`;
  const tell = wasBelow ? warn : fault;
  tell(desk, presentKeys(desk, "layout")[0] ?? "layout", {
    code: "front-matter/bad-layout",
    message,
    hint: "write layout: post",
  });
  return "";
}

const TYPES = new Set(["quote", "status", "video", "photo", "link"]);

function readType(desk: Desk): string {
  const type = readText(desk, "type")?.toLowerCase() ?? "";
  return TYPES.has(type) ? type : "article";
}

/** A name; of a list (Hugo's) the first, of a map its `name`. */
function readSeries(desk: Desk): string | null {
  const [key] = presentKeys(desk, "series");
  if (key === undefined) return null;
  const value = rawValue(desk, key);
  if (Array.isArray(value)) {
    const [first, second] = itemsAt(desk, key).filter(({ text }) => text !== null);
    if (first?.text != null && second !== undefined)
      warn(desk, second.key, {
        code: "front-matter/one-series",
        message: `A post belongs to one series; \`${first.text}\` is taken.`,
        hint: `leave \`${second.text}\` out, or make a tag of it`,
      });
    return first?.text ?? null;
  }
  const named = typeof value === "object" && value !== null && Object.hasOwn(value, "name");
  return textAt(desk, named ? `${key}.name` : key);
}

function readComments(desk: Desk): boolean | null {
  const hidden = readFlag(desk, "hideComments");
  return readFlag(desk, "comments") ?? (hidden === null ? null : !hidden);
}

/** Themes load their mathematics for anything that is not false. */
function readMathjax(desk: Desk): boolean {
  const [key] = presentKeys(desk, "mathjax");
  if (key === undefined) return false;
  return !["false", "no", "off"].includes(String(rawValue(desk, key)).trim().toLowerCase());
}

function chartOf(desk: Desk): Json {
  const [key] = presentKeys(desk, "chart");
  return key === undefined ? null : rawValue(desk, key);
}

// ---------------------------------------------------------------------------------------------- keys of the author's

function extraOf(desk: Desk): Readonly<Record<string, Json>> {
  const { fields } = desk.front;
  const extra: Record<string, Json> = {};
  for (const key of Object.keys(fields)) if (meaningOf(key) === null) extra[key] = fields[key] ?? null;
  return extra;
}

function warnUnknown(desk: Desk): void {
  for (const key of Object.keys(desk.front.fields)) {
    const folded = foldKey(key);
    if (/^[\u3000\u00a0]/.test(key)) {
      const message = "A full-width or no-break space stands before the key and is read as part of it.";
      fault(atKey(desk, key), key, {
        code: "front-matter/fullwidth-space",
        message,
        hint: `write \`${key.trim()}: …\` without it`,
      });
      continue;
    }
    if (meaningOf(key) !== null) {
      if (key === folded || key.toLowerCase() === folded) continue;
      const message = `The key \`${key}\` is written in full-width letters.`;
      fault(atKey(desk, key), key, {
        code: "front-matter/fullwidth-key",
        message,
        hint: `did you mean \`${folded}\`?`,
      });
      continue;
    }
    const near = nearestKey(key);
    if (near === null) continue;
    const message = `The key \`${key}\` means nothing to Inkstone; it reaches templates as \`post.extra.${key}\`.`;
    warn(atKey(desk, key), key, { code: "front-matter/unknown-key", message, hint: `did you mean \`${near}\`?` });
  }
}

/** What is said is about the key, not about its value. */
function atKey(desk: Desk, key: string): Desk {
  return { ...desk, front: { ...desk.front, at: { [key]: desk.front.keys[key] ?? placeOf(desk, key) } } };
}

const judgedBySite: readonly JudgedBySite[] = ["layout", "permalink", "slug"];

function placesOf(desk: Desk): Fields["at"] {
  const places: Partial<Record<JudgedBySite, Position>> = {};
  for (const meaning of judgedBySite) {
    const [key] = presentKeys(desk, meaning);
    if (key !== undefined) places[meaning] = placeOf(desk, key);
  }
  return places;
}
