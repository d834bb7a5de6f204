/** Where a post will be: its own `permalink`, or the site's pattern filled with what the post says of itself. */
import type { Moment, Origin, OutputFile, Position, TermLink, Url } from "../model.ts";
import { addressOf, decodeUrl, foldAddress, whatIsWrongWithPath, windowsTrouble } from "../shared/address.ts";
import { permalinkTokens, unknownPermalinkToken } from "../shared/permalink-tokens.ts";
import { slugify } from "../shared/slug.ts";
import type { FileName } from "./file-name.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { type Desk, fault, itemsAt, placeOf, presentKeys, readText, textAt, warn } from "./read-values.ts";

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

export type AddressRules = {
  readonly permalink: string;
  readonly base: string;
  readonly compat: Origin | null;
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
  const own = habits.ownAddress === "url" ? ownUrl(desk) : readText(desk, "permalink");
  const slugged = sluggedFacts(facts, { slug, abbrlink, rules });
  const path = (own === null ? null : ownPath(desk, own, slugged)) ?? facts.edition + usualPath(slugged);
  const address = addressOf(path, rules.base);
  const key = presentKeys(desk, own === null ? "slug" : "permalink")[0] ?? "";
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

/** Hugo's `url`; one that leads elsewhere is no address of ours. */
function ownUrl(desk: Desk): string | null {
  const url = Object.hasOwn(desk.front.fields, "url") ? textAt(desk, "url") : null;
  return url === null || /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? null : url;
}

function ownPath(desk: Desk, own: string, facts: SluggedFacts): string | null {
  const unknown = unknownPermalinkToken(own);
  if (unknown) {
    const hint = unknown.near === null ? "write the path without it" : `did you mean \`${unknown.near}\`?`;
    const message = `\`permalink\` holds \`${unknown.token}\`, which stands for nothing.`;
    fault(desk, presentKeys(desk, "permalink")[0] ?? "permalink", {
      code: "front-matter/bad-permalink",
      message,
      hint,
    });
    return null;
  }
  const filled = own.includes(":") && !/^[a-z][a-z0-9+.-]*:\/\//i.test(own) ? fill(own, facts) : own;
  const wrong = whatIsWrongWithPath(filled);
  if (wrong) {
    refusePermalink(desk, own, wrong);
    return null;
  }
  return decodeUrl(filled);
}

function refusePermalink(desk: Desk, own: string, wrong: string): void {
  const message = `\`permalink\` is \`${own.slice(0, 80)}\`, which no page can have: ${wrong}.`;
  const hint = "write a path of this site, such as /notes/mesos/";
  fault(desk, presentKeys(desk, "permalink")[0] ?? "permalink", { code: "front-matter/bad-permalink", message, hint });
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
  if (facts.inPosts) return fill(rules.permalink.includes(":path") ? rules.permalink : "/:slug/", facts);
  // A page stands where it lies: pages/tools/links.md is /tools/links/.
  const folders = (rules.folder === "" ? facts.path : facts.path.slice(rules.folder.length + 1)).split("/");
  const last = folders.pop() ?? "";
  const isIndex = /^_?index\.[^.]+$/i.test(last);
  const { page } = habitsOf(rules.compat);
  if (page !== null) {
    const end = isIndex ? "" : page.name(slug ?? last.replace(/\.[^.]+$/, "")) + page.end(rules.permalink);
    return `/${folders.map((part) => `${page.name(part)}/`).join("")}${end}`;
  }
  const parts = isIndex ? folders : [...folders, slug ?? facts.name.whole];
  return `/${parts.map((part) => `${slugify(part)}/`).join("")}`;
}

type Token = (typeof permalinkTokens)[number];

/** What is empty takes its slash along: a post without category begins with the next segment. */
function fill(pattern: string, facts: SluggedFacts): string {
  const filled = pattern.replace(/:[a-z_]+/g, (token) => {
    return isToken(token) ? wordsFor(token, facts) : token;
  });
  return `/${filled}`.replace(/\/{2,}/g, "/");
}

const tokens: ReadonlySet<string> = new Set(permalinkTokens);
const isToken = (word: string): word is Token => tokens.has(word);

function wordsFor(token: Token, facts: SluggedFacts): string {
  const habits = habitsOf(facts.rules.compat);
  const day = facts.date?.day ?? "";
  const clock = () => facts.date?.rfc3339.slice(11, 19) ?? "";
  const inAddress = (term: TermLink) => habits.category?.(term.name) ?? term.slug;
  switch (token) {
    case ":year":
      return day.slice(0, 4);
    case ":short_year":
      return day.slice(2, 4);
    case ":month":
      return day.slice(5, 7);
    case ":i_month":
      return day.slice(5, 7).replace(/^0/, "");
    case ":day":
      return day.slice(8, 10);
    case ":i_day":
      return day.slice(8, 10).replace(/^0/, "");
    case ":y_day":
      return day === "" ? "" : dayOfYear(day);
    case ":hour":
      return clock().slice(0, 2);
    case ":minute":
      return clock().slice(3, 5);
    case ":second":
      return clock().slice(6, 8);
    case ":title":
      return habits.title(titled(facts, habits), facts.name.whole);
    case ":slug":
      return slugify(ownName(facts, habits));
    case ":category":
      return facts.categories.slice(0, 1).map(inAddress).join();
    case ":categories":
      return facts.categories.map(inAddress).join("/");
    case ":name":
      return habits.title(facts.name.whole, facts.name.whole);
    case ":abbrlink":
      return facts.abbrlink ?? habits.title(ownName(facts, habits), facts.name.whole);
    case ":path":
      return pathBelow(facts, habits);
  }
}

/** What stands in an address for the title: of the file's name, or of the title itself. */
function titled(facts: SluggedFacts, habits: Habits): string {
  return habits.titled === "by-title" ? (facts.slug ?? facts.title) : ownName(facts, habits);
}

function ownName({ slug, name, title }: SluggedFacts, habits: Habits): string {
  return slug ?? (withoutDate(name, habits) || title || name.whole);
}

/** Some generators know a date in a name only in the form in which they write it. */
function withoutDate({ whole, rest }: FileName, { dated }: Habits): string {
  return dated === null || dated.test(whole) ? rest : whole;
}

/** Where a file lies below the folder of its posts; of a bundle, where its folder does. */
function pathBelow({ path, slug, rules }: SluggedFacts, { segment }: Habits): string {
  const parts = path
    .slice(rules.folder.length + 1)
    .replace(/\.(?:md|markdown|html?)$/i, "")
    .split("/");
  if (parts.length > 1 && /^_?index$/i.test(parts.at(-1) ?? "")) parts.pop();
  if (slug !== null) parts.splice(-1, 1, slug);
  return parts.map(segment).join("/");
}

function dayOfYear(day: string): string {
  const start = Date.UTC(Number(day.slice(0, 4)), 0, 1);
  return String((Date.parse(day) - start) / 86_400_000 + 1).padStart(3, "0");
}

// ---------------------------------------------------------------------------------------------------------- aliases:

/** Addresses that lead here, each once, and none that is the post's own. */
export function readAliases(desk: Desk, own: { readonly file: OutputFile }, base: string) {
  const aliases = new Map<string, { readonly url: Url; readonly file: OutputFile; readonly at: Position }>();
  for (const key of presentKeys(desk, "aliases")) {
    for (const item of itemsAt(desk, key)) {
      if (item.text === null) continue;
      const wrong = /[?#]/.test(item.text)
        ? "what follows ? or # never reaches a file"
        : whatIsWrongWithPath(item.text);
      if (wrong) {
        const message = `\`${key}\` holds \`${item.text.slice(0, 80)}\`, from which nothing can lead here: ${wrong}.`;
        fault(desk, item.key, {
          code: "front-matter/bad-alias",
          message,
          hint: "write a path of this site, such as /old/",
        });
        continue;
      }
      const address = addressOf(decodeUrl(item.text), base);
      if (address.file === own.file) continue;
      const folded = foldAddress(address.file);
      const twin = folded === foldAddress(own.file) ? own : aliases.get(folded);
      if (twin === undefined || twin.file === address.file)
        aliases.set(folded, { ...address, at: placeOf(desk, item.key) });
      else warnOfTwin(desk, item.key, item.text, twin === own ? "own" : "other");
    }
  }
  return [...aliases.values()];
}

/** Blogs that once changed the case of an address redirect from the old one; no disk that folds case can hold both. */
function warnOfTwin(desk: Desk, key: string, text: string, of: "own" | "other"): void {
  const twin = of === "own" ? "the post's own address" : "another of these";
  warn(desk, key, {
    code: "front-matter/alias-of-itself",
    message: `\`${text.slice(0, 80)}\` is ${twin} but for case, so no page redirects from it.`,
    hint: "let the host redirect it, or take it out",
  });
}
