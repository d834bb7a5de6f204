import type { Json } from "../model.ts";
import { languageKeys, navigationItem } from "./language-settings.ts";
import { anything, count, flag, type Key, text } from "./shape.ts";
import { analyticsShape, commentsShape, themeKeys } from "./theme-settings.ts";

const author: readonly Key[] = [
  { name: "name", shape: text, default: "", meaning: "Name under the posts and in the feeds." },
  { name: "email", shape: text, default: null, meaning: "Address in the feeds; not shown on pages." },
  { name: "url", shape: text, default: null, meaning: "Home of the author." },
  { name: "avatar", shape: text, default: null, meaning: "Picture of the author: a file of `assets/` or an address." },
];

/** Every key of `site.yml`. Checks, defaults, the README's table and the schema for editors are all made from this. */
export const settingsTable: readonly Key[] = [
  { name: "title", shape: text, default: "Blog", meaning: "Name of the site." },
  { name: "subtitle", shape: text, default: "", meaning: "A line under the name." },
  { name: "description", shape: text, default: "", meaning: "What the site is about, for search engines and feeds." },
  {
    name: "url",
    shape: text,
    default: "",
    meaning:
      "Address of the site, base path included: `https://example.com/blog`. Without it no feed or sitemap is written.",
  },
  { name: "language", shape: text, default: "zh-CN", meaning: "Language tag of the site: `zh-CN`, `en`, `ja`." },
  { name: "timezone", shape: text, default: "Asia/Shanghai", meaning: "Zone in which dates are read and shown." },
  {
    name: "author",
    shape: { kind: "either", of: [text, { kind: "record", keys: author }] },
    default: null,
    meaning: "A name, or `name`, `email`, `url` and `avatar`.",
  },
  {
    name: "permalink",
    shape: text,
    default: "/posts/:slug/",
    meaning: "Pattern of post addresses, of `:year :month :day :title :slug :category :categories` and the like.",
  },
  {
    name: "paginate",
    shape: {
      kind: "either",
      of: [
        count,
        {
          kind: "record",
          keys: [
            { name: "home", shape: count, default: 10, meaning: "Posts to a page of the home list." },
            { name: "terms", shape: count, default: 20, meaning: "Posts to a page of a tag or category." },
          ],
        },
      ],
    },
    default: { home: 10, terms: 20 },
    meaning: "Posts to a page, one number or `home` and `terms`; 0 puts all on one page.",
  },
  { name: "posts", shape: text, default: "posts", meaning: "Folder of the posts." },
  { name: "pages", shape: text, default: "pages", meaning: "Folder of the pages." },
  {
    name: "assets",
    shape: text,
    default: "assets",
    meaning: "Folder of the files that are copied as they are; `.` is the project itself.",
  },
  {
    name: "exclude",
    shape: { kind: "list", of: text },
    default: [],
    meaning: "What is neither page nor asset, though it lies in their folders: `[README.md, drafts/**]`.",
  },
  {
    name: "include",
    shape: { kind: "list", of: text },
    default: [],
    meaning: "Names of files and folders that are one of them after all, though they begin with `_`: `[_pages]`.",
  },
  {
    name: "deployed",
    shape: text,
    default: ".inkstone/deployed.json",
    meaning: "File that says what was deployed last; name one outside of `.inkstone/` to commit it.",
  },
  {
    name: "deploy",
    shape: {
      kind: "record",
      keys: [
        { name: "git", shape: text, default: "", meaning: "Repository that `inkstone deploy` pushes to." },
        { name: "branch", shape: text, default: "gh-pages", meaning: "Its branch." },
        { name: "rsync", shape: text, default: "", meaning: "Or where rsync copies to: `you@host:/var/www/`." },
      ],
    },
    default: { git: "", branch: "gh-pages", rsync: "" },
    meaning: "Where `inkstone deploy` brings the site: `git` and `branch`, or `rsync`.",
  },
  {
    name: "collections",
    shape: { kind: "map", of: text },
    default: {},
    meaning: "Further folders of posts, each with its pattern: `_wiki: /wiki/:path/`.",
  },
  {
    name: "defaults",
    shape: {
      kind: "list",
      of: {
        kind: "record",
        keys: [
          { name: "path", shape: text, default: "", meaning: "How the paths of these files begin: `posts/travel/`." },
          {
            name: "type",
            shape: text,
            default: "",
            meaning: "`posts`, `pages`, or the name of a collection's folder.",
          },
          { name: "values", shape: { kind: "map", of: anything }, default: {}, meaning: "Front matter for them." },
        ],
      },
    },
    default: [],
    meaning:
      "Front matter for posts that do not say it themselves: `[{path: posts/travel/, values: {category: Travel}}]`.",
  },
  {
    name: "compat",
    shape: { kind: "choice", of: ["jekyll", "hexo", "hugo"] },
    default: null,
    meaning: "The generator with whose habits posts are read: `jekyll`, `hexo` or `hugo`.",
  },
  { name: "out", shape: text, default: "dist", meaning: "Folder that the site is written to." },
  {
    name: "navigation",
    shape: { kind: "list", of: { kind: "record", keys: navigationItem } },
    default: null,
    meaning: "Links at the top, each with `title` and `url`; made from the pages there are if not set.",
  },
  {
    name: "html",
    shape: { kind: "choice", of: ["allow", "escape"] },
    default: "allow",
    meaning: "Whether HTML in posts is passed on (`allow`) or shown as text (`escape`).",
  },
  {
    name: "encoding",
    shape: text,
    default: "utf-8",
    meaning: "Encoding of posts that are not UTF-8: `gb18030`, `big5`.",
  },
  { name: "breaks", shape: flag, default: false, meaning: "Whether a single line break in a paragraph is kept." },
  {
    name: "headingIds",
    shape: { kind: "choice", of: ["github", "kramdown", "hexo"] },
    default: "github",
    meaning: "Whose way of naming headings old links to them rely on.",
  },
  {
    name: "feeds",
    shape: {
      kind: "record",
      keys: [
        { name: "site", shape: flag, default: true, meaning: "Atom and JSON feeds of the newest posts." },
        { name: "terms", shape: flag, default: false, meaning: "A feed for every tag and category." },
      ],
    },
    default: { site: true, terms: false },
    meaning: "Which feeds are written: `site`, `terms`.",
  },
  {
    name: "social",
    shape: { kind: "map", of: text },
    default: {},
    meaning: "Accounts shown by the theme: `github: https://github.com/name`.",
  },
  {
    name: "comments",
    shape: commentsShape,
    default: false,
    meaning:
      "A place for comments under posts: `giscus` with `repo repoId category categoryId`, or `true` for your own.",
  },
  {
    name: "theme",
    shape: { kind: "record", keys: themeKeys, open: true },
    default: {},
    meaning:
      "Looks: `accent scheme font layout lead dropcap seal share edit outdated image license mermaid icp allow`; and keys of your own.",
  },
  {
    name: "analytics",
    shape: analyticsShape,
    default: {},
    meaning: "Counting of visitors, off by default: `plausible goatcounter cloudflare baidu umami script`.",
  },
  {
    name: "checks",
    shape: { kind: "map", of: { kind: "choice", of: ["error", "warning", "off"] } },
    default: {},
    meaning: "Severity of a problem by its code: `link/not-found: error`.",
  },
  {
    name: "limits",
    shape: {
      kind: "record",
      keys: [
        { name: "postBytes", shape: count, default: 20_971_520, meaning: "Largest post." },
        { name: "frontMatterBytes", shape: count, default: 65_536, meaning: "Largest front matter." },
      ],
    },
    default: { postBytes: 20_971_520, frontMatterBytes: 65_536 },
    meaning: "Sizes above which a post is refused, in bytes, 0 for none: `postBytes`, `frontMatterBytes`.",
  },
  {
    name: "dev",
    shape: {
      kind: "record",
      keys: [
        { name: "scrollToEdit", shape: flag, default: true, meaning: "An edit that is out of sight comes into view." },
      ],
    },
    default: { scrollToEdit: true },
    meaning: "How `inkstone dev` behaves: `scrollToEdit`, whether an edit that is out of sight scrolls into view.",
  },
  {
    name: "highlight",
    shape: { kind: "either", of: [flag, { kind: "choice", of: ["shiki"] }] },
    default: true,
    meaning: "Whether code has colours.",
  },
  {
    name: "search",
    shape: flag,
    default: true,
    meaning: "Whether there is a search page, with its index.",
  },
  ...languageKeys,
  later("plugins", "Modules that add to Markdown, templates and pages."),
  later("untrusted", "Folders whose posts may not carry HTML."),
];

function later(name: string, meaning: string): Key {
  return { name, shape: anything, default: null, meaning, later: true };
}

/** What other generators call things, so that the right name can be said. */
export const namesElsewhere: Readonly<Record<string, string>> = {
  baseurl: "url",
  baseURL: "url",
  root: "url",
  lang: "language",
  locale: "language",
  languageCode: "language",
  name: "title",
  owner: "author",
  keywords: "description",
  tag_map: "tags",
  category_map: "categories",
  per_page: "paginate",
  paginate_path: "paginate",
  pagination: "paginate",
  permalinks: "permalink",
  menu: "navigation",
  nav: "navigation",
  links: "navigation",
  source_dir: "posts",
  public_dir: "out",
  destination: "out",
  publishDir: "out",
  output: "out",
  dist: "out",
  params: "theme",
};

/** The table as Markdown, for the README. */
export function settingsAsMarkdown(): string {
  const rows = settingsTable
    .filter((key) => key.later === undefined)
    .map((key) => `| \`${key.name}\` | ${defaultAsCode(key.default)} | ${key.meaning.replaceAll("|", "\\|")} |`);
  return ["| key | default | meaning |", "|---|---|---|", ...rows, ""].join("\n");
}

function defaultAsCode(value: Json): string {
  if (value === null || value === "" || JSON.stringify(value) === "{}") return "";
  return `\`${typeof value === "string" ? value : JSON.stringify(value).replace(/[{}"]/g, "").replaceAll(",", ", ").replaceAll(":", ": ")}\``;
}
