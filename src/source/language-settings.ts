import { count, flag, type Key, type Shape, text } from "./shape.ts";

export const navigationItem: readonly Key[] = [
  { name: "title", shape: text, default: "", meaning: "What the link says." },
  { name: "url", shape: text, default: "", meaning: "Where it leads: `/about/`, or a whole address." },
];

const termSlugs: Shape = { kind: "map", of: text };

const edition: readonly Key[] = [
  { name: "name", shape: text, default: null, meaning: "What the language is called in links to it: `English`." },
  { name: "title", shape: text, default: null, meaning: "Name of the site in this language." },
  { name: "subtitle", shape: text, default: null, meaning: "A line under the name." },
  { name: "description", shape: text, default: null, meaning: "What the site is about." },
  {
    name: "navigation",
    shape: { kind: "list", of: { kind: "record", keys: navigationItem } },
    default: null,
    meaning: "Links at the top; made from the pages of this language if not set.",
  },
];

/** Settings about languages, and about text as Chinese, Japanese and Korean authors write it. */
export const languageKeys: readonly Key[] = [
  {
    name: "languages",
    shape: {
      kind: "either",
      of: [
        { kind: "list", of: text },
        { kind: "map", of: { kind: "record", keys: edition } },
      ],
    },
    default: [],
    meaning:
      "Further languages, whose lists, terms and feeds are below `/en/`: `[en, ja]`, or a map with `name title subtitle description navigation` for each.",
  },
  {
    name: "softBreakMixed",
    shape: { kind: "choice", of: ["auto", "space", "none"] },
    default: "auto",
    meaning:
      "What a line break between Chinese and Latin text becomes: a `space`, nothing (`none`), or what the author writes elsewhere in the post (`auto`).",
  },
  {
    name: "ruby",
    shape: { kind: "list", of: text },
    default: ["ja"],
    meaning: "Languages of posts in which `{漢字|かんじ}` is a reading above characters: `[ja, zh]`.",
  },
  {
    name: "indent",
    shape: flag,
    default: false,
    meaning: "Whether paragraphs begin two characters in, as in Chinese books (首行缩进).",
  },
  {
    name: "readingSpeed",
    shape: {
      kind: "record",
      keys: [
        {
          name: "characters",
          shape: count,
          default: null,
          meaning: "Chinese and Japanese characters read in a minute.",
        },
        { name: "words", shape: count, default: null, meaning: "Words read in a minute." },
      ],
    },
    default: {},
    meaning:
      "How fast readers are, a minute: `characters` (400 if not set, 600 in Japanese) and `words` (230, in Korean 200).",
  },
  {
    name: "tags",
    shape: termSlugs,
    default: {},
    meaning: "Short names of tags for their addresses: `{集群: cluster}`.",
  },
  { name: "categories", shape: termSlugs, default: {}, meaning: "The same for categories." },
];
