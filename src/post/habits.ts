/**
 * What an old blog relies on without saying so. Each generator read the same front matter in its own way, and the
 * addresses that readers have kept follow from that; whatever differs by origin is in this table and nowhere else.
 */
import type { Origin } from "../model.ts";
import { slugify, titleToken } from "../shared/slug.ts";

/** What has an alias. */
export type Aliased = {
  /** Where it is, decoded and without the base path. */
  readonly home: string;
  /** The pattern of the posts, whose end those of aliases may follow. */
  readonly permalink: string;
  /** `/en`, or nothing. */
  readonly edition: string;
};

export type Habits = {
  /** A time of day without a zone, unquoted, is one of the site's zone, or of UTC as YAML has it. */
  readonly zoneless: "site" | "utc";
  /** `tags: a b c` is one term, or three. */
  readonly termsInText: "one" | "many";
  /** `mesos/_posts/x.md` is in the category `mesos`. */
  readonly categoriesOfFolders: "no" | "yes";
  /** Whether `categories` of the settings stand before those of a post, or only where it has none. */
  readonly settingsAndPost: "either" | "both";
  /** How a category stands in an address, if not as in that of its own page; `set` is what the settings say for it. */
  readonly category: ((name: string, set: string | null) => string) | null;
  /** Of lists in a list of categories, each is a path of them: then the last one stands in an address. */
  readonly categoryPaths: "all" | "last";
  /** What stands there for a post without any. */
  readonly uncategorized: string;
  /** How a file's name stands in an address: without its date for `:title` and for `:slug`, with it for `:name`. */
  readonly title: (name: string) => string;
  readonly slug: (name: string) => string;
  readonly name: (name: string) => string;
  /** What `:title` is where the folders of a file belong to its name; `path` is without its ending. */
  readonly titleOfPath: ((path: string) => string) | null;
  /** Whether `x/index.md` is called like its folder. */
  readonly index: "folder" | "name";
  /** Whether `:title` is the slug or name of the file, or the title; and whether `:slug` falls back to that. */
  readonly titled: "by-file" | "by-title";
  /** The same for a folder or a name of `:path`, and whether a `slug` takes the place of that name. */
  readonly segment: (name: string) => string;
  readonly endOfPath: "by-slug" | "by-file";
  /** How a page is addressed, if not as ours are; what its address ends with may follow the pattern of the posts. */
  readonly page: {
    readonly name: (name: string) => string;
    readonly end: (permalink: string) => string;
    /** A folder with an `index.md` is a page with the name of the folder, or a folder. */
    readonly bundle: "name" | "folder";
  } | null;
  /** What says the date of a post, the first that is there. */
  readonly dates: readonly ("date" | "appears" | "modified" | "name")[];
  /** A day of publication in the front matter stands in place of the date, or a post waits for the later of the two. */
  readonly appears: "by-key" | "by-the-later";
  /** Posts without a date are pages, no posts at all, posts that have to wait for one, or faulty. */
  readonly undated: "fault" | "page" | "ignore" | "withhold";
  /** Whether pages in a folder of posts are addressed as its posts are. */
  readonly pagesAmongPosts: "at-top" | "by-pattern";
  /** The key with which a post says its own address. */
  readonly ownAddress: "permalink" | "url";
  /** The address that an alias says. */
  readonly alias: (alias: string, of: Aliased) => string;
  /** Which names begin with a date that belongs to no address. */
  readonly dated: RegExp | null;
};

const ours: Habits = {
  zoneless: "site",
  termsInText: "one",
  categoriesOfFolders: "no",
  settingsAndPost: "either",
  category: null,
  categoryPaths: "all",
  uncategorized: "",
  title: titleToken,
  slug: slugify,
  name: titleToken,
  titleOfPath: null,
  index: "folder",
  titled: "by-file",
  segment: slugify,
  endOfPath: "by-slug",
  page: null,
  dates: ["date", "name", "appears"],
  appears: "by-the-later",
  undated: "fault",
  pagesAmongPosts: "at-top",
  ownAddress: "permalink",
  alias: asItIs,
  dated: null,
};

/** Its names say the date only in the form in which it writes them. */
const hexoDate = /^\d{4}-\d{2}-\d{2}-(?=.)/;

const habits: Readonly<Record<Origin, Habits>> = {
  jekyll: {
    ...ours,
    zoneless: "utc",
    termsInText: "many",
    categoriesOfFolders: "yes",
    settingsAndPost: "both",
    category: (name) => name.toLowerCase(),
    title: (name) => jekyllSlug(name.replace(/\.+$/, ""), /[^\p{L}\p{M}\p{Nd}._~!$&'()+,;=@]+/gu),
    slug: (name) => jekyllSlug(name.toLowerCase(), /[^\p{L}\p{M}\p{Nd}]+/gu),
    name: (name) => jekyllSlug(name.toLowerCase(), /[^\p{L}\p{M}\p{Nd}]+/gu),
    index: "name",
    segment: asItIs,
    endOfPath: "by-file",
    page: { name: asItIs, end: (permalink) => (permalink.endsWith("/") ? "/" : ".html"), bundle: "folder" },
    dates: ["date", "name"],
    undated: "ignore",
    pagesAmongPosts: "by-pattern",
  },
  hexo: {
    ...ours,
    category: (name, set) => hexoSlug(set ?? name),
    categoryPaths: "last",
    uncategorized: "uncategorized",
    title: hexoName,
    name: hexoName,
    titleOfPath: hexoTitle,
    index: "name",
    segment: hexoName,
    page: { name: asItIs, end: () => ".html", bundle: "folder" },
    dates: ["date", "name"],
    // It took the time of the build, which is another one each time.
    undated: "withhold",
    dated: hexoDate,
  },
  hugo: {
    ...ours,
    title: hugoSegment,
    slug: hugoSegment,
    name: hugoSegment,
    titled: "by-title",
    segment: hugoSegment,
    page: { name: hugoSegment, end: hugoEnd, bundle: "name" },
    dates: ["date", "appears", "modified", "name"],
    appears: "by-key",
    undated: "page",
    ownAddress: "url",
    alias: hugoAlias,
  },
};

export function habitsOf(origin: Origin | null): Habits {
  return origin === null ? ours : habits[origin];
}

function asItIs(name: string): string {
  return name;
}

/** One hyphen for all that an address does not hold, hyphens among it. */
function jekyllSlug(name: string, foreign: RegExp): string {
  const slug = name.normalize("NFC").replace(foreign, "-").replace(/^-|-$/g, "");
  return /^\.*$/.test(slug) ? slugify(name) : slug;
}

/**
 * What stands behind the date of a name is taken as it is; without a date, a name with its folders becomes one word.
 */
function hexoTitle(path: string): string {
  const rest = path.replace(hexoDate, "");
  return rest === path ? hexoSlug(path) : rest.split("/").map(hexoName).join("/");
}

/** As it is, but for what no address of Hexo's ever led to. */
function hexoName(name: string): string {
  return /[\p{Cc}\\?#%]/u.test(name) || /^[.\s]+$/.test(name) ? hexoSlug(name) : name;
}

/** Case is kept, every sign that is neither letter nor digit becomes one hyphen. */
function hexoSlug(name: string): string {
  const slug = name
    .normalize("NFC")
    .replace(/[\p{Cc}\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return slug === "" ? slugify(name) : slug;
}

/** Lower case, of signs only those that an address holds well, and then what is left of blanks to hyphens. */
function hugoSegment(name: string): string {
  const segment = name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s._#+~-]+/gu, "")
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?(-+) ?/g, "$1")
    .replaceAll(" ", "-");
  return segment === "" ? slugify(name) : segment;
}

function hugoEnd(permalink: string): string {
  return permalink.endsWith(".html") ? ".html" : "/";
}

/**
 * What begins with a slash is seen from where the language of the page begins, all else from the folder that the page
 * is in. What is no file is a folder.
 */
function hugoAlias(alias: string, { home, permalink, edition }: Aliased): string {
  if (alias === "" || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(alias)) return alias;
  const parts = alias.startsWith("/") ? [edition.slice(1)] : home.split("/").slice(0, home.endsWith("/") ? -2 : -1);
  for (const part of alias.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const path = `/${parts.filter((part) => part !== "").join("/")}`;
  return path === "/" || /\.html?$/i.test(path) ? path : path + hugoEnd(permalink);
}
