/**
 * The things that flow through Inkstone, in the order in which they are made.
 * Everything here is plain, readonly data: it can be hashed, remembered, and handed to another thread.
 */
import type { Moment } from "./shared/date.ts";
import type { Position, Problem, Severity } from "./shared/problem.ts";

export type { Moment, Position, Problem, Severity };

/** Decoded and relative to the project, with `/` on every system: `posts/2014-08-24-mesoscon.md`. */
export type SourcePath = string & { readonly kind?: "SourcePath" };
/** Percent-encoded and rooted, base path included: `/blog/tags/%E9%9B%86%E7%BE%A4/`. Ready for an `href`. */
export type Url = string & { readonly kind?: "Url" };
/** Decoded and relative to the output folder, without the base path: `tags/集群/index.html`. */
export type OutputFile = string & { readonly kind?: "OutputFile" };

// ---------------------------------------------------------------------------------------------- settings

export type Author = {
  readonly name: string;
  readonly email: string | null;
  readonly url: string | null;
  readonly avatar: string | null;
};

export type NavigationItem = { readonly title: string; readonly url: string };

/**
 * The site in one language: the lists, terms and feeds of the posts in it. A site in one language has one edition.
 */
export type Edition = {
  /** BCP 47 tag: `en`. */
  readonly language: string;
  /** What the language calls itself: `English`, `简体中文`. */
  readonly name: string;
  /** Before the addresses of its lists and posts, decoded: empty for the first edition, else `/en`. */
  readonly path: string;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly navigation: readonly NavigationItem[] | null;
};

/** A generator whose blogs are understood in place. */
export type Origin = "jekyll" | "hexo" | "hugo";

/** A folder of posts beside the main one, with a pattern of its own for their addresses. */
export type Collection = { readonly folder: SourcePath; readonly permalink: string };

/** A folder of Hugo's with an `_index.md`, and what that says for every post below it. */
export type Section = {
  /** Of its `_index.md`. */
  readonly path: SourcePath;
  readonly cascade: { readonly draft: boolean | null; readonly expires: string | null; readonly build: Json };
};

/**
 * What front matter says in files below a path, where they say nothing; `type` is `posts`, `pages`, a collection, or
 * empty.
 */
export type FrontDefaults = {
  readonly path: string;
  readonly type: string;
  readonly values: Readonly<Record<string, Json>>;
};

/** `site.yml` after defaults and checks; made by `source/config.ts` alone. */
export type Settings = {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** `https://example.com`, or empty when `url` is not set: then nothing that needs an absolute address is written. */
  readonly origin: string;
  /** Base path without a slash at its end: empty, or `/blog`. */
  readonly base: string;
  /** BCP 47 tag of the site: `zh-CN`. */
  readonly language: string;
  /** The languages of the site, that of `language` first. */
  readonly editions: readonly Edition[];
  /** IANA zone in which every date is read and shown: `Asia/Shanghai`. */
  readonly timezone: string;
  readonly author: Author | null;
  /** Pattern such as `/:categories/:slug/`. */
  readonly permalink: string;
  /** Posts to a page; 0 = not paginated. */
  readonly paginate: { readonly home: number; readonly terms: number };
  /** Folder of the posts, project-relative: `posts`. */
  readonly posts: SourcePath;
  /** Folders of the pages and of the files that are copied; empty for the project itself. */
  readonly pages: SourcePath;
  readonly assets: SourcePath;
  /** Patterns of paths below these two folders that are neither. */
  readonly exclude: readonly string[];
  /** Names that are one of the two all the same. */
  readonly include: readonly string[];
  readonly collections: readonly Collection[];
  /** Found in the folders of a Hugo blog, not set. */
  readonly sections: readonly Section[];
  /** Those that say the most of where stand last. */
  readonly defaults: readonly FrontDefaults[];
  /** The file that says what was deployed last, project-relative. */
  readonly deployed: SourcePath;
  /** Empty where nothing is said. */
  readonly deploy: { readonly git: string; readonly branch: string; readonly rsync: string };
  /** Whose habits posts are read with; `null` = our own. */
  readonly compat: Origin | null;
  /** The settings are another generator's own, translated each time; there is no `site.yml`. */
  readonly inPlace: boolean;
  /** `null` = made by the theme from the pages there are. */
  readonly navigation: readonly NavigationItem[] | null;
  readonly html: "allow" | "escape";
  readonly encoding: string;
  /** A single newline in a paragraph becomes `<br>`. */
  readonly breaks: boolean;
  /** What becomes of a line break between Chinese and Latin text; `auto` = as the author writes elsewhere. */
  readonly softBreakMixed: "auto" | "space" | "none";
  /** Primary language tags of the posts in which `{漢字|かんじ}` is ruby. */
  readonly ruby: readonly string[];
  /** The theme indents the first lines of paragraphs; then spaces typed for it are taken out. */
  readonly indent: boolean;
  /** Characters and words that are read in a minute; `null` = as is usual in the language of the post. */
  readonly readingSpeed: { readonly characters: number | null; readonly words: number | null };
  readonly headingIds: "github" | "kramdown" | "hexo";
  /** Whether code has colours. */
  readonly highlight: boolean;
  /** Whether there is a search page, with its index. */
  readonly search: boolean;
  /** Name of a tag or category, folded → its slug. */
  readonly termSlugs: {
    readonly tags: Readonly<Record<string, string>>;
    readonly categories: Readonly<Record<string, string>>;
  };
  readonly feeds: { readonly site: boolean; readonly terms: boolean };
  readonly social: Readonly<Record<string, string>>;
  readonly comments: boolean;
  /** `giscus` of `comments:`, and `analytics`. */
  readonly services: Readonly<Record<string, Json>>;
  readonly theme: Readonly<Record<string, Json>>;
  /** Severity by problem code, from `checks:`. */
  readonly checks: Readonly<Record<string, Severity | "off">>;
  readonly limits: { readonly postBytes: number; readonly frontMatterBytes: number };
  /** How the page in the browser behaves while one writes; no page that is built depends on it. */
  readonly dev: { readonly scrollToEdit: boolean };
  /** True for builds with `--drafts` or `--future`: no page may be indexed. */
  readonly noindex: boolean;
  readonly drafts: boolean;
  readonly future: boolean;
};

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

// --------------------------------------------------------------------------------------------- 1. sources

/** A text the build understands: a post, a page, a template, a component, a string table. */
export type SourceFile = {
  readonly path: SourcePath;
  readonly text: string;
  /** Hash of the bytes. */
  readonly hash: string;
  /** The text as UTF-8, in memory that threads share; where it is there, `text` is decoded when it is asked for. */
  readonly utf8?: SharedBytes | undefined;
  /** Lets go of what is in memory. Whoever asks for the text after that has it read from the disk again. */
  readonly release?: () => void;
};

export type SharedBytes = Uint8Array<SharedArrayBuffer>;

/** A file that is published as it is. Its bytes stay on disk. */
export type Asset = {
  /** `assets/css/main.css`, also for the assets of our own theme. */
  readonly path: SourcePath;
  /** Where its bytes are: an absolute path of this machine. Never part of an output. */
  readonly disk: string;
  readonly hash: string;
  readonly size: number;
  /** Pixels as shown (EXIF orientation applied); `null` for what is not an image. */
  readonly width: number | null;
  readonly height: number | null;
  /** Text of small text files, so that a post can include them; else `null`. */
  readonly text: string | null;
};

/** A file that was read and is left out on purpose. */
export type Withheld = {
  readonly file: SourcePath;
  readonly reason:
    | "draft"
    | "unpublished"
    | "not-rendered"
    | "password"
    | "future"
    | "expired"
    | "empty"
    | "set-aside"
    | "section"
    | "part"
    | "undated"
    | "made-here"
    | "not-a-file";
  /** When it would appear by itself (ISO 8601 in the site's zone); `null` = never. */
  readonly when: string | null;
  /** Of what has expired: when it did. */
  readonly since?: string;
};

/** Everything a build may know. */
export type Sources = {
  readonly settings: Settings;
  readonly posts: readonly SourceFile[];
  /** Files of the pages' folder. */
  readonly pages: readonly SourceFile[];
  /** Templates by the name under which they are asked for (`post.njk`, `components/figure.njk`), a site's own in place of ours. */
  readonly templates: readonly Template[];
  readonly assets: readonly Asset[];
  /** `data/links.yml` → `data.links`. */
  readonly data: Readonly<Record<string, Json>>;
  /** Theme strings of the site's language, after overrides. */
  readonly strings: Readonly<Record<string, string>>;
  /** The same for the languages of the other editions. */
  readonly furtherStrings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Milliseconds since 1970; decides only which posts are still in the future. */
  readonly now: number;
  /** Already left out while reading: empty files, pipes. */
  readonly withheld: readonly Withheld[];
  /** Posts that could not be read at all, and warnings. */
  readonly problems: readonly Problem[];
  /** Where each value stands in `site.yml`, by its dotted key, for what only the whole site shows to be wrong there. */
  readonly settingsFile?: SettingsFile | null;
};

export type SettingsFile = { readonly path: SourcePath; readonly text: string } & {
  readonly at: Readonly<Record<string, Position>>;
};

/** `name` is what templates and layouts call it; `path` is where the person finds it. */
export type Template = SourceFile & {
  readonly name: string;
  /** It takes the place of one of ours, which is not among the templates then. */
  readonly replacesOurs?: true;
};

// ----------------------------------------------------------------------------------------------- 2. a post

/** A tag or category as a post names it. Two spellings of one term have the same `url`. */
export type TermLink = {
  readonly name: string;
  readonly slug: string;
  readonly url: Url;
  /** With entities, where it was written so: `R&amp;D`. Old addresses hold them. */
  readonly written?: string;
};

export type CardImage = {
  /** As written: a bare name, a path or an address. */
  readonly src: string;
  readonly credit: string | null;
  readonly creditLink: string | null;
};

/** What others may say about a post. Small: ten thousand of them fit anywhere. */
export type PostCard = {
  readonly path: SourcePath;
  readonly kind: "post" | "page";
  readonly url: Url;
  readonly file: OutputFile;
  readonly title: string;
  /** Front matter's description, else `null`. */
  readonly description: string | null;
  readonly headline: string | null;
  readonly lang: string;
  readonly translationKey: string | null;
  /** `null` only for pages. */
  readonly date: Moment | null;
  readonly modified: Moment | null;
  readonly tags: readonly TermLink[];
  readonly categories: readonly TermLink[];
  readonly authors: readonly Author[];
  readonly keywords: readonly string[];
  readonly layout: string;
  readonly type: string;
  /** Outward address of a link post. */
  readonly link: string | null;
  /** Where its page leads on to, instead of showing it. */
  readonly redirect: string | null;
  readonly video: string | null;
  readonly photo: string | null;
  readonly image: CardImage | null;
  readonly featured: boolean;
  readonly series: string | null;
  /** `null` = as the site says. */
  readonly comments: boolean | null;
  readonly share: boolean | null;
  readonly toc: boolean | null;
  readonly mathjax: boolean;
  readonly chart: Json;
  /** Plain text, cut at a sentence. */
  readonly excerpt: string;
  readonly counts: { readonly cjk: number; readonly words: number; readonly minutes: number };
  /** Unknown front matter, untouched. */
  readonly extra: Readonly<Record<string, Json>>;
};

/** A card as the site shows it: its cover found, its terms in their commonest spelling. */
export type SiteCard = PostCard & { readonly cover: Resolved | null };

/** Html with gaps: what needs anything beyond the post's own file is filled in by `page/`. */
export type Html = readonly (string | LateNode)[];

/** `reference` is an index into `Post.references`. */
export type LateNode =
  /** The value of one attribute (`href`, `src`, `poster`): the resolved address, escaped. */
  | { readonly late: "address"; readonly reference: number }
  /** A whole `<img>`: `attributes` are everything but `src`, `width`, `height`. */
  | { readonly late: "image"; readonly reference: number; readonly attributes: Readonly<Record<string, string>> }
  | {
      readonly late: "component";
      readonly name: string;
      readonly args: Readonly<Record<string, string>>;
      /** Arguments that point somewhere (`src`, `poster`, `href`, `file`, `post`) → their reference. */
      readonly references: Readonly<Record<string, number>>;
      readonly body: Html;
      readonly position: Position;
    };

/** Something a post points at, as the author wrote it (entities and escapes decoded, percent-escapes kept). */
export type Reference = Position & {
  /** `text` = a file to include; `card` = another post to show. */
  readonly kind: "link" | "image" | "text" | "card";
  readonly target: string;
};

export type Heading = { readonly level: number; readonly id: string; readonly text: string };

export type Body = {
  readonly html: Html;
  readonly headings: readonly Heading[];
  /** What a link to the title leads to, where a heading of the text was it. */
  readonly titleId?: string | null;
};

/** One file, understood from itself alone. The body stays with the worker; the rest goes to the site. */
export type Post = {
  readonly card: PostCard;
  readonly body: Body;
  readonly references: readonly Reference[];
  /** Every id a link may point at. */
  readonly anchors: readonly string[];
  /** Everything it says, folded and without white space: what the grams of search are cut from; empty without search. */
  readonly searchText: string;
  /** How many UTF-16 units that is. */
  readonly searchLength: number;
  /** Other addresses that lead here, already as urls and files. */
  readonly aliases: readonly { readonly url: Url; readonly file: OutputFile; readonly at: Position }[];
  readonly withheld: "draft" | "unpublished" | "not-rendered" | "password" | "empty" | "undated" | null;
  /** Before this moment it is not shown: its date, if it does not say otherwise; `null` = at once. */
  readonly appears: Moment | null;
  /** From this moment on it is not shown; `null` = for ever. */
  readonly expires: Moment | null;
  /** Components the body calls, so that what nothing answers to is said. */
  readonly components: readonly ComponentCall[];
  /** Of an old blog. */
  readonly constructs: Constructs | null;
  /** Where the front matter says what only the whole site can judge. */
  readonly at: Readonly<Partial<Record<JudgedBySite, Position>>>;
  readonly problems: readonly Problem[];
};

/** What another generator would have replaced in a text, and what stays visible: `{% highlight %}` → how many. */
export type Constructs = { readonly first: Position; readonly counts: Readonly<Record<string, number>> };

export type JudgedBySite = "layout" | "permalink" | "slug";

export type ComponentCall = Position & {
  readonly name: string;
  /** Whether a body could belong to it: `:::name`, not `::name`. */
  readonly kind: "leaf" | "open";
  /** Its arguments with the places of their names; `null` where they cannot be read, and the line stays text. */
  readonly args: readonly (Position & { readonly name: string })[] | null;
};

/** What of a post stays with the worker that has read it: the site does without. */
export type KeptText = Pick<Post, "body" | "searchText">;

/** A post as the site knows it: everything but its texts. */
export type KnownPost = Omit<Post, keyof KeptText>;

// ----------------------------------------------------------------------------------------------- 3. the site

/** A tag or a category, with its posts newest first. */
export type Term = TermLink & {
  readonly kind: "tag" | "category";
  readonly posts: readonly SiteCard[];
};

export type Year = { readonly year: string; readonly posts: readonly SiteCard[] };

/** Everyone knows everyone. Cards, no bodies. */
export type Site = {
  readonly settings: Settings;
  /** Newest first; equal moments by path. */
  readonly posts: readonly SiteCard[];
  readonly pages: readonly SiteCard[];
  readonly tags: readonly Term[];
  readonly categories: readonly Term[];
  readonly years: readonly Year[];
  readonly problems: readonly Problem[];
};

/** What a reference turned out to be. */
export type Resolved = {
  /** Ready for an attribute, not yet escaped. */
  readonly url: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Of an included file. */
  readonly text: string | null;
  /** Of a post shown as a card. */
  readonly card: PostCard | null;
};

// ----------------------------------------------------------------------------------------------- 4. pages

export type TermSummary = { readonly name: string; readonly url: Url; readonly count: number };

/** What every template sees as `site`. The table in `templates/README.md` is its contract. */
export type SiteFacts = {
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  /** Absolute address of the home page, or empty. */
  readonly url: string;
  /** Address of the home page, base path included. */
  readonly home: Url;
  readonly base: string;
  readonly language: string;
  readonly timezone: string;
  readonly author: Author | null;
  readonly navigation: readonly NavigationItem[];
  readonly social: Readonly<Record<string, string>>;
  readonly strings: Readonly<Record<string, string>>;
  readonly tags: readonly TermSummary[];
  readonly categories: readonly TermSummary[];
  readonly years: readonly { readonly year: string; readonly count: number }[];
  /** The newest five. */
  readonly recent: readonly SiteCard[];
  readonly postCount: number;
  /** Addresses of the feeds, `null` where there is none. */
  readonly feeds: { readonly atom: Url | null; readonly json: Url | null };
  /** The languages of the site, each with its own name and the address of its home page. */
  readonly languages: readonly Translation[];
  readonly indent: boolean;
  readonly comments: boolean;
  readonly highlight: boolean;
  /** `giscus` of `comments:`, and `analytics`. */
  readonly services: Readonly<Record<string, Json>>;
  readonly theme: Readonly<Record<string, Json>>;
  readonly data: Readonly<Record<string, Json>>;
  /** What `asset("css/main.css")` answers: the fingerprinted address of every asset a template names. */
  readonly assets: Readonly<Record<string, Url>>;
  readonly noindex: boolean;
  /** The moment of the newest post: the only clock of an output. */
  readonly updated: Moment | null;
  /** Its year, in four digits; empty without it. */
  readonly year: string;
};

/**
 * Facts that change with the posts. A page is another page for those alone that it asks for: else every new post would
 * make all pages anew.
 */
export const changingFacts = ["tags", "categories", "years", "recent", "postCount", "updated", "year"] as const;
export type ChangingFact = (typeof changingFacts)[number];

/** A page as it is in one language; `name` is what the language calls itself. */
export type Translation = { readonly lang: string; readonly name: string; readonly url: Url };

/** The facts of each edition by its language. */
export type FactsByLanguage = Readonly<Record<string, SiteFacts>>;

export type Paginator = {
  readonly number: number;
  readonly total: number;
  readonly prev: Url | null;
  readonly next: Url | null;
  readonly pages: readonly { readonly number: number; readonly url: Url }[];
};

/** What the script of the search page must know of the index. */
export type SearchFacts = {
  /** Folder of the files `0.txt`, `1.txt`, …. */
  readonly root: Url;
  readonly shards: number;
  /** Changes when the posts are others, or in another order: an index of one state says nothing about another. */
  readonly documents: string;
};

export type PageKind =
  | "home"
  | "post"
  | "page"
  | "term"
  | "terms"
  | "archive"
  | "featured"
  | "search"
  | "404"
  | "feed"
  | "redirect"
  | "other";

/**
 * What a template sees as `page`, beside `url`, `canonical`, `lang` and `kind`. Every key is always there;
 * `null` or an empty list where the page has no such thing.
 */
export type PageData = {
  readonly title: string | null;
  readonly description: string | null;
  /** Path or address of the picture that stands for the page. */
  readonly image: Resolved | null;
  readonly noindex: boolean;
  readonly post: PagePost | null;
  readonly posts: readonly SiteCard[];
  readonly years: readonly Year[];
  readonly term: (TermSummary & { readonly kind: "tag" | "category"; readonly feed: Url | null }) | null;
  readonly terms: readonly TermSummary[];
  readonly paginator: Paginator | null;
  /** Of the search page: where its index lies. */
  readonly search: SearchFacts | null;
  /** Other pages for sitemap, redirect and the like. */
  readonly entries: readonly { readonly url: string; readonly modified: string | null }[];
  readonly target: string | null;
  /** The page in every language there is of it, itself among them; empty when there is no other. */
  readonly translations: readonly Translation[];
};

/**
 * The post of a post page: its card, and whom it knows. `html`, `headings` and `titleId` are added when it is
 * rendered.
 */
export type PagePost = SiteCard & {
  readonly prev: SiteCard | null;
  readonly next: SiteCard | null;
  readonly related: readonly SiteCard[];
  /** Oldest first; of a long series the hundred around the post, since each of its posts lists them. */
  readonly seriesPosts: readonly SiteCard[];
  /** Which of its series the first of `seriesPosts` is: 1, but in a long series. */
  readonly seriesStart: number;
};

/** One page to be. Plain data, no functions; nothing is rendered yet. */
export type Page = {
  readonly file: OutputFile;
  readonly url: Url;
  readonly kind: PageKind;
  readonly lang: string;
  /** Language of the edition it belongs to: whose lists, terms and words it shows. */
  readonly edition: string;
  /** `post.njk`, `feed.xml.njk`. */
  readonly template: string;
  readonly data: PageData;
  /** Posts whose bodies the template shows. */
  readonly bodies: readonly SourcePath[];
  /** What each of those bodies' references turned out to be, in their order. */
  readonly references: Readonly<Record<SourcePath, readonly Resolved[]>>;
  /** Feeds leave the site: their addresses are absolute. */
  readonly addresses: "rooted" | "absolute";
  /** Who asked for this page: a post, a setting, a template. */
  readonly source: string;
};

// ----------------------------------------------------------------------------------------------- 5. output

/** Something that can be published. */
export type Output =
  | {
      readonly kind: "page";
      readonly file: OutputFile;
      readonly url: Url;
      readonly page: Page;
      readonly source: string;
    }
  | {
      readonly kind: "text";
      readonly file: OutputFile;
      readonly url: Url;
      readonly text: string;
      readonly source: string;
    }
  /** One of the files of a search index, which are all made from the same texts. */
  | {
      readonly kind: "shard";
      readonly file: OutputFile;
      readonly url: Url;
      readonly number: number;
      readonly index: SearchIndex;
      readonly source: string;
    }
  | {
      readonly kind: "copy";
      readonly file: OutputFile;
      readonly url: Url;
      readonly from: string;
      readonly hash: string;
      readonly size: number;
      readonly source: string;
    };

/** What a search index is made from. `posts`: its documents, in the order of their numbers. */
export type SearchIndex = SearchFacts & { readonly posts: readonly SourcePath[] };

/** Where whoever renders a page puts it: aside, before anything is published. */
export type Spot = {
  /** Absolute. */
  readonly path: string;
  /** Its folder where that may have to be made. */
  readonly folder: string | null;
  /** What a person calls the page's place: `dist/posts/x/index.html`. */
  readonly shown: string;
  /** Hash of what stands in the page's place: the same again is not written. */
  readonly standing: string | null;
};

/** `mtime` is that of the file at the spot; `null` = the same stands in its place already. */
export type Laid = { readonly hash: string; readonly size: number; readonly mtime: number | null };

/** An output whose bytes are known: what `output/` publishes. */
export type ReadyFile = {
  readonly file: OutputFile;
  readonly source: string;
  readonly content:
    | { readonly text: string }
    | { readonly laid: Laid }
    | {
        /** Absolute path of the file to copy. */ readonly copyFrom: string;
        readonly hash: string;
        readonly size: number;
      }
    | {
        /** It stands in the output folder already, with these bytes; nobody has made it anew. */
        readonly stands: true;
        readonly hash: string;
        readonly size: number;
      };
};
