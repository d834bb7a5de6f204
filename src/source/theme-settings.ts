import { count, flag, type Key, type Shape, text } from "./shape.ts";

/** What the theme is told in `site.yml`: its looks, the place for comments, the counting of visitors. */

/** Inks by name; any other colour as `#b5382a`. */
export const inks = ["vermilion", "indigo", "pine", "plum", "ochre", "ink"] as const;

const address: Shape = {
  kind: "pattern",
  like: /^https:\/\/[^\s"'<>;,]+$/,
  what: "an address that begins with https://",
  hint: "write it whole, such as `https://example.com/`.",
};

const license: readonly Key[] = [
  { name: "name", shape: text, default: "", meaning: "What it is called: `CC BY-SA 4.0`." },
  { name: "url", shape: text, default: null, meaning: "Where it can be read." },
];

export const themeKeys: readonly Key[] = [
  {
    name: "accent",
    shape: {
      kind: "either",
      of: [
        { kind: "choice", of: inks },
        {
          kind: "pattern",
          like: /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i,
          what: `one of ${inks.map((ink) => `\`${ink}\``).join(", ")}, or a colour such as "#b5382a"`,
          hint: 'a colour is written in quotes: "#b5382a".',
        },
      ],
    },
    default: "vermilion",
    meaning: 'Colour of the seal and of links: `vermilion indigo pine plum ochre ink`, or `"#b5382a"`.',
  },
  {
    name: "scheme",
    shape: { kind: "choice", of: ["auto", "light", "dark"] },
    default: "auto",
    meaning: "What readers see first; they may switch.",
  },
  {
    name: "font",
    shape: { kind: "choice", of: ["sans", "serif"] },
    default: "sans",
    meaning: "Letters of the text; titles are always serif.",
  },
  {
    name: "layout",
    shape: { kind: "choice", of: ["list", "cards"] },
    default: "list",
    meaning: "How the home page shows posts.",
  },
  { name: "lead", shape: flag, default: true, meaning: "Whether a post's first paragraph is set larger." },
  { name: "dropcap", shape: flag, default: false, meaning: "Whether its first character is." },
  { name: "seal", shape: text, default: null, meaning: "The character in the seal; the title's first if not set." },
  {
    name: "share",
    shape: { kind: "list", of: { kind: "choice", of: ["copy", "weibo", "x", "mastodon", "telegram", "mail"] } },
    default: [],
    meaning: "Links under a post with which it is passed on: `[copy, weibo, x, mastodon, telegram, mail]`.",
  },
  {
    name: "edit",
    shape: address,
    default: null,
    meaning: 'Where the sources can be edited: `https://github.com/me/blog/edit/main/`; adds "edit this page".',
  },
  { name: "outdated", shape: count, default: 0, meaning: "Days after which a post is said to be old; 0 = never." },
  { name: "image", shape: text, default: null, meaning: "Picture of pages without one, when they are shared." },
  {
    name: "license",
    shape: { kind: "either", of: [text, { kind: "record", keys: license }] },
    default: null,
    meaning: "Licence of the posts: a name, or `name` and `url`.",
  },
  {
    name: "mermaid",
    shape: text,
    default: null,
    meaning: "Script of your `assets/` that draws ` ```mermaid ` blocks: `/js/mermaid.min.js`.",
  },
  { name: "icp", shape: text, default: null, meaning: "Number of the registration in China (ICP 备案号)." },
  {
    name: "allow",
    shape: { kind: "list", of: address },
    default: [],
    meaning: "Hosts that scripts of your own may ask or load from: `[https://cdn.example]`.",
  },
];

/** Attributes of giscus, by their own names in camel case. */
const giscus: readonly Key[] = [
  { name: "repo", shape: text, default: "", meaning: "`owner/name` of a public repository." },
  { name: "repoId", shape: text, default: "", meaning: "Its id, from giscus.app." },
  { name: "category", shape: text, default: "", meaning: "Category of its discussions." },
  { name: "categoryId", shape: text, default: "", meaning: "Its id, from giscus.app." },
  {
    name: "mapping",
    shape: { kind: "choice", of: ["pathname", "url", "title", "og:title"] },
    default: "pathname",
    meaning: "How a discussion finds its post.",
  },
];

export const commentsShape: Shape = {
  kind: "either",
  of: [
    flag,
    {
      kind: "record",
      keys: [
        { name: "giscus", shape: { kind: "record", keys: giscus }, default: null, meaning: "Discussions on GitHub." },
      ],
    },
  ],
};

const umami: readonly Key[] = [
  { name: "id", shape: text, default: "", meaning: "Id of the site." },
  { name: "script", shape: address, default: "https://cloud.umami.is/script.js", meaning: "Address of the script." },
];

export const analyticsShape: Shape = {
  kind: "record",
  keys: [
    { name: "plausible", shape: text, default: null, meaning: "Domain of the site at plausible.io." },
    { name: "goatcounter", shape: text, default: null, meaning: "Code of the site at goatcounter.com." },
    { name: "cloudflare", shape: text, default: null, meaning: "Token of Cloudflare Web Analytics." },
    { name: "baidu", shape: text, default: null, meaning: "Id of the site at 百度统计." },
    {
      name: "umami",
      shape: { kind: "record", keys: umami },
      default: null,
      meaning: "`id`, and `script` if it is your own.",
    },
    { name: "script", shape: address, default: null, meaning: "Address of any other script." },
  ],
};
