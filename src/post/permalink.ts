/** Where a post will be: its own `permalink`, or the site's pattern filled with what the post says of itself. */
import type { Moment, OutputFile, TermLink, Url } from "../model.ts";
import { addressOf, decodeUrl, whatIsWrongWithPath, windowsTrouble } from "../shared/address.ts";
import { withoutEnding } from "../shared/markdown-names.ts";
import { fromHugo, permalinkTokens, unknownPermalinkToken } from "../shared/permalink-tokens.ts";
import { slugify } from "../shared/slug.ts";
import { folderOf, sectionsOver } from "./cascade.ts";
import { isDayToken, wordsForDay } from "./date-tokens.ts";
import { type FileName, readFileName } from "./file-name.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { foldKey } from "./keys.ts";
import type { ReadRules } from "./read-rules.ts";
import { type Desk, fault, presentKeys, readText, textAt, warn } from "./read-values.ts";

export type AddressFacts = {
  readonly path: string;
  readonly kind: "post" | "page";
  readonly inPosts: boolean;
  readonly name: FileName;
  readonly title: string;
  /** Before what the site's pattern makes: `/en`, or nothing. */
  readonly edition: string;
  readonly date: Moment | null;
  readonly categories: readonly TermLink[];
};

export type AddressRules = Pick<ReadRules, "base" | "compat" | "sections"> & {
  readonly permalink: string;
  /** Folder of the posts or pages that the file belongs to. */
  readonly folder: string;
};

/** The first token of a pattern that stands for nothing. */
export function unknownToken(pattern: string): string | null {
  return unknownPermalinkToken(pattern)?.token ?? null;
}

export function readAddress(desk: Desk, facts: AddressFacts, rules: AddressRules): { url: Url; file: OutputFile } {
  const slug = readSlug(desk);
  const abbrlink = Object.hasOwn(desk.front.fields, "abbrlink") ? textAt(desk, "abbrlink") : null;
  const habits = habitsOf(rules.compat);
  const own = habits.ownAddress === "url" ? ownUrl(desk, facts.edition) : ownPermalink(desk);
  const slugged = sluggedFacts(facts, { slug, abbrlink, rules });
  const path = (own === null ? null : ownPath(desk, own, slugged)) ?? facts.edition + usualPath(slugged);
  const address = addressOf(path, rules.base);
  const key = own?.key ?? presentKeys(desk, "slug")[0] ?? "";
  const wrong = whatIsWrongWithPath(`/${address.file}`);
  if (wrong && own !== null) refusePermalink(desk, own, wrong);
  const trouble = windowsTrouble(address.file);
  if (trouble) {
    const message = `The address \`${path}\` makes trouble: ${trouble}.`;
    warn(desk, key, {
      code: "front-matter/windows-name",
      message,
      hint: "choose another permalink, slug or file name",
    });
  }
  return address;
}

// ------------------------------------------------------------------------------------------------------- permalink:

type SluggedFacts = AddressFacts & {
  readonly slug: string | null;
  /** A short name that a plugin of Hexo has written into the front matter. */
  readonly abbrlink: string | null;
  readonly rules: AddressRules;
};

/** Said one by one: a copy by `...` takes several times as long, and this is made for every post. */
function sluggedFacts(
  { path, kind, inPosts, name, title, edition, date, categories }: AddressFacts,
  { slug, abbrlink, rules }: Omit<SluggedFacts, keyof AddressFacts>,
): SluggedFacts {
  return { path, kind, inPosts, name, title, edition, date, categories, slug, abbrlink, rules };
}

/** What a post says of its own address, and under which key. */
type Own = { readonly key: string; readonly path: string };

function ownPermalink(desk: Desk): Own | null {
  const path = readText(desk, "permalink");
  return path === null ? null : { key: presentKeys(desk, "permalink")[0] ?? "permalink", path };
}

/**
 * Hugo's `url`, seen from where its language begins unless a slash is before it. Without an extension it is a folder;
 * one that leads elsewhere is no address of ours.
 */
function ownUrl(desk: Desk, edition: string): Own | null {
  const key = Object.keys(desk.front.fields).find((each) => foldKey(each) === "url");
  const url = key === undefined ? null : textAt(desk, key);
  if (key === undefined || url === null || /^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return null;
  const path = edition === "" || url.startsWith("/") ? fromHugo(url) : `${edition}/${fromHugo(url)}`;
  return { key, path: /(?:\/|\.[^/.]*)$/.test(path) ? path : `${path}/` };
}

function ownPath(desk: Desk, { key, path: own }: Own, facts: SluggedFacts): string | null {
  const unknown = unknownPermalinkToken(own);
  if (unknown) {
    const hint = unknown.near === null ? "write the path without it" : `did you mean \`${unknown.near}\`?`;
    const message = `\`${key}\` holds \`${unknown.token}\`, which stands for nothing.`;
    fault(desk, key, {
      code: "front-matter/bad-permalink",
      message,
      hint,
    });
    return null;
  }
  const filled = own.includes(":") && !/^[a-z][a-z0-9+.-]*:\/\//i.test(own) ? fill(own, facts) : own;
  const wrong = whatIsWrongWithPath(filled);
  if (wrong) {
    refusePermalink(desk, { key, path: own }, wrong);
    return null;
  }
  return decodeUrl(filled);
}

function refusePermalink(desk: Desk, { key, path }: Own, wrong: string): void {
  const message = `\`${key}\` is \`${path.slice(0, 80)}\`, which no page can have: ${wrong}.`;
  const hint = "write a path of this site, such as /notes/mesos/";
  fault(desk, key, { code: "front-matter/bad-permalink", message, hint });
}

function readSlug(desk: Desk): string | null {
  const slug = readText(desk, "slug");
  if (slug === null || !/^[\s._/\\-]*$/.test(slug)) return slug;
  const message = `\`slug\` is \`${slug}\`, in which there is nothing to name a page by.`;
  fault(desk, presentKeys(desk, "slug")[0] ?? "slug", {
    code: "front-matter/bad-slug",
    message,
    hint: "use letters or digits",
  });
  return null;
}

// ------------------------------------------------------------------------------------------------------- the pattern

function usualPath(facts: SluggedFacts): string {
  const { slug, rules } = facts;
  if (facts.kind === "post") return fill(rules.permalink, facts);
  if (facts.inPosts) return fill(isForPages(rules) ? rules.permalink : "/:slug/", facts);
  // A page stands where it lies: pages/tools/links.md is /tools/links/.
  const folders = (rules.folder === "" ? facts.path : facts.path.slice(rules.folder.length + 1)).split("/");
  const last = folders.pop() ?? "";
  const isIndex = /^_?index\.[^.]+$/i.test(last);
  const { page } = habitsOf(rules.compat);
  if (page !== null) {
    const named = isIndex && page.bundle === "name" ? folders.pop() : last;
    const isNamed = !isIndex || (page.bundle === "name" && named !== undefined);
    const end = isNamed
      ? page.name(slug ?? (named ?? "").replace(isIndex ? "" : /\.[^.]+$/, "")) + page.end(rules.permalink)
      : "";
    return `/${folders.map((part) => `${page.name(part)}/`).join("")}${end}`;
  }
  const parts = isIndex ? folders : [...folders, slug ?? facts.name.whole];
  return `/${parts.map((part) => `${slugify(part)}/`).join("")}`;
}

/** Whether a pattern of posts does for what lies among them and has no date. */
function isForPages({ permalink, compat }: AddressRules): boolean {
  const ofDates = /:(?:year|short_year|i?_?month|[iy]?_?day|hour|minute|second)/.test(permalink);
  const { undated, pagesAmongPosts } = habitsOf(compat);
  return permalink.includes(":path") || pagesAmongPosts === "by-pattern" || (undated === "page" && !ofDates);
}

type Token = (typeof permalinkTokens)[number];

/** What is empty takes its slash along: a post without category begins with the next segment. */
function fill(pattern: string, facts: SluggedFacts): string {
  const filled = pattern.replace(/:[a-z]+(?:_[a-z]+)*/g, (token) => {
    return isToken(token) ? wordsFor(token, facts) : token;
  });
  return `/${filled}`.replace(/\/{2,}/g, "/");
}

const tokens: ReadonlySet<string> = new Set(permalinkTokens);
const isToken = (word: string): word is Token => tokens.has(word);

function wordsFor(token: Token, facts: SluggedFacts): string {
  const habits = habitsOf(facts.rules.compat);
  if (isDayToken(token)) return wordsForDay(token, facts.date?.day ?? "");
  const clock = () => facts.date?.rfc3339.slice(11, 19) ?? "";
  const inAddress = (term: TermLink) => {
    const set = term.slug === slugify(term.name) ? null : term.slug;
    return habits.category?.(term.written ?? term.name, set) ?? term.slug;
  };
  switch (token) {
    case ":hour":
      return clock().slice(0, 2);
    case ":minute":
      return clock().slice(3, 5);
    case ":second":
      return clock().slice(6, 8);
    case ":title":
      return titled(facts, habits);
    case ":slug":
      return habits.slug(habits.titled === "by-title" ? (facts.slug ?? facts.title) : ownName(facts, habits));
    case ":slugorfilename":
      return habits.title(facts.slug ?? facts.name.whole);
    case ":sections":
      return sectionsAbove(facts, habits);
    case ":category":
      return facts.categories.slice(0, 1).map(inAddress).join();
    case ":categories":
      return facts.categories.map(inAddress).join("/") || habits.uncategorized;
    case ":slugified_categories":
      return facts.categories.map((term) => habits.slug(term.written ?? term.name)).join("/");
    case ":name":
      return habits.name(habits.index === "name" ? lastOf(placeBelow(facts)) : facts.name.whole);
    case ":abbrlink":
      return facts.abbrlink ?? habits.title(ownName(facts, habits));
    case ":output_ext":
      return ".html";
    case ":path":
      return pathBelow(facts, habits);
  }
}

/** What stands in an address for the title: of the file's name, or of the title itself. */
function titled(facts: SluggedFacts, habits: Habits): string {
  if (habits.titleOfPath !== null && facts.slug === null) return habits.titleOfPath(placeBelow(facts));
  return habits.title(habits.titled === "by-title" ? facts.title : ownName(facts, habits));
}

function ownName(facts: SluggedFacts, habits: Habits): string {
  const { slug, title } = facts;
  const name = habits.index === "name" ? readFileName(lastOf(facts.path)) : facts.name;
  return slug ?? (withoutDate(name, habits) || title || name.whole);
}

/** Some generators know a date in a name only in the form in which they write it. */
function withoutDate({ whole, rest }: FileName, { dated }: Habits): string {
  return dated === null || dated.test(whole) ? rest : whole;
}

/** Where a file lies below the folder of its posts; of a bundle, where its folder does. */
function pathBelow(facts: SluggedFacts, { segment, index, endOfPath }: Habits): string {
  const parts = placeBelow(facts).split("/");
  if (index === "folder" && parts.length > 1 && /^_?index$/i.test(parts.at(-1) ?? "")) parts.pop();
  if (facts.slug !== null && endOfPath === "by-slug") parts.splice(-1, 1, facts.slug);
  return parts.map(segment).join("/");
}

/** The folders down to the innermost that has an `_index.md`; the outermost is a section without one. */
function sectionsAbove({ path, rules }: SluggedFacts, { segment }: Habits): string {
  const [innermost] = sectionsOver(path, rules.sections);
  const folder = innermost === undefined ? "" : folderOf(innermost.path);
  const section = folder.startsWith(rules.folder) ? folder : rules.folder;
  const within = section.slice(folderOf(rules.folder).length).split("/");
  return within
    .filter((part) => part !== "")
    .map(segment)
    .join("/");
}

/** The same as it is written, without the ending. */
function placeBelow({ path, rules }: SluggedFacts): string {
  return withoutEnding(path.slice(rules.folder.length + 1));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
