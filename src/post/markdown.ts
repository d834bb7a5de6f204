import { alert } from "@mdit/plugin-alert";
import MarkdownIt from "markdown-it";
// @ts-expect-error The package has no types.
import deflist from "markdown-it-deflist";
// @ts-expect-error The package has no types.
import footnote from "markdown-it-footnote";
// @ts-expect-error The package has no types.
import mark from "markdown-it-mark";
import type { ComponentCall, Heading, Html, Problem, Reference } from "../model.ts";
import { alertTitle } from "./rules/alerts.ts";
import { type CjkRules, chineseJapaneseKorean } from "./rules/cjk.ts";
import { componentBlocks } from "./rules/component-blocks.ts";
import { elementsOf } from "./rules/element-names.ts";
import type { Env, HeadingIds } from "./rules/env.ts";
import { fences } from "./rules/fences.ts";
import { figures } from "./rules/figures.ts";
import { footnotes } from "./rules/footnotes.ts";
import { withGaps } from "./rules/gaps.ts";
import { headingIds } from "./rules/headings.ts";
import { linkTargets } from "./rules/link-target.ts";
import { linksAndImages } from "./rules/links.ts";
import { formulas } from "./rules/math.ts";
import { moreMark } from "./rules/more.ts";
import { placeAt } from "./rules/places.ts";
import { quicker } from "./rules/quicker.ts";
import { rawHtml } from "./rules/raw-html.ts";
import { renderBlocks } from "./rules/render-blocks.ts";
import { tablesScroll } from "./rules/tables.ts";
import { taskLists } from "./rules/task-lists.ts";
import { templateSyntaxIsText } from "./rules/template-syntax.ts";
import { takeTitle } from "./rules/title.ts";
import { wholeHtml } from "./rules/whole-html.ts";

/** What a site, or the language of a post, decides about its Markdown. */
export type MarkdownRules = CjkRules & {
  readonly html: "allow" | "escape";
  readonly headingIds: HeadingIds;
  /** Whether code has colours. */
  readonly highlight: boolean;
  /** Whether `$…$` and the like are formulas. */
  readonly math: boolean;
  /** Whether a heading at the beginning is the title, and no part of the text. */
  readonly beginsWithTitle?: boolean;
};

/** A body as html with gaps, and all that was found on the way. */
export type Rendered = {
  readonly html: Html;
  readonly headings: readonly Heading[];
  readonly references: readonly Reference[];
  /** Every id a link may point at. */
  readonly anchors: readonly string[];
  readonly components: readonly ComponentCall[];
  readonly problems: readonly Problem[];
  /** Visible text of paragraphs and list items, separated by empty lines. */
  readonly prose: string;
  /** Visible text of tables. */
  readonly cells: string;
  /** Length of the prose before `<!-- more -->`. */
  readonly more: number | null;
  readonly firstHeading: string | null;
  /** Id of the heading that was taken out of the text, being its title. */
  readonly titleId: string | null;
};

/**
 * Reads and renders the body of a post.
 *
 * @param source the whole file, for places and code frames
 * @param body the part after the front matter, which starts on line `firstLine` of the file
 */
export function renderMarkdown(
  source: { readonly path: string; readonly text: string },
  body: { readonly text: string; readonly firstLine: number },
  rules: MarkdownRules,
): Rendered {
  const isHtml = rules.html === "allow" && /\.html?$/i.test(source.path);
  const md = isHtml ? htmlParserFor(rules) : parserFor(rules);
  const env = envFor(source, body, rules);
  const tokens = md.parse(body.text, env);
  const title = rules.beginsWithTitle === true ? takeTitle(md, tokens, env) : null;
  const text = renderBlocks(md, tokens, env);
  const { headings, targets: references, anchors, components, problems, prose, cells, more } = env;
  return {
    html: withGaps(text, env.late),
    headings,
    references,
    anchors,
    components,
    problems,
    prose: prose.join(paragraphEnd),
    cells: cells.join("\n"),
    more: more === null ? null : prose.slice(0, more).join(paragraphEnd).length,
    firstHeading: title?.text ?? headings[0]?.text ?? null,
    titleId: title?.id ?? null,
  };
}

const paragraphEnd = "\n\n";

/** The parser: markdown-it, and what we do differently. One for each set of rules, made once. */
function parserFor(rules: MarkdownRules): MarkdownIt {
  const { html, breaks, language, siteLanguage, softBreakMixed, ruby, indent } = rules;
  return onceFor(`${html} ${breaks} ${language} ${siteLanguage} ${softBreakMixed} ${ruby} ${indent}`, () =>
    makeParser(rules),
  );
}

/** The same, of which only what is done to HTML is asked for. */
function htmlParserFor(rules: MarkdownRules): MarkdownIt {
  return onceFor(`html ${rules.language}`, () => {
    const md = makeParser(rules);
    wholeHtml(md);
    return md;
  });
}

function onceFor(key: string, make: () => MarkdownIt): MarkdownIt {
  const known = parsers.get(key) ?? make();
  parsers.set(key, known);
  return known;
}

const parsers = new Map<string, MarkdownIt>();

function makeParser(rules: MarkdownRules): MarkdownIt {
  const { html, breaks, language } = rules;
  const md = new MarkdownIt({ html: html === "allow", breaks });
  md.use(footnote)
    .use(deflist)
    .use(mark)
    .use(alert, { titleRender: alertTitle(language) });

  // Before the rest, which is built on it
  quicker(md);

  // Text
  chineseJapaneseKorean(md, rules);
  templateSyntaxIsText(md);
  formulas(md);
  moreMark(md);
  rawHtml(md);

  // Addresses
  linkTargets(md);
  linksAndImages(md);

  // Blocks
  componentBlocks(md);
  fences(md);
  headingIds(md);
  taskLists(md);
  tablesScroll(md);
  footnotes(md);
  figures(md);
  return md;
}

function envFor(
  source: { readonly path: string; readonly text: string },
  body: { readonly text: string; readonly firstLine: number },
  rules: MarkdownRules,
): Env {
  let lines: readonly string[] | null = null;
  let docId: string | null = null;
  return {
    path: source.path,
    // Needed by few posts, and not cheap.
    get lines() {
      lines ??= source.text.includes("\r") ? source.text.split(/\r\n|\n|\r/) : source.text.split("\n");
      return lines;
    },
    firstLine: body.firstLine,
    language: rules.language,
    headingIds: rules.headingIds,
    highlight: rules.highlight,
    math: rules.math,
    get docId() {
      docId ??= docIdOf(source.path);
      return docId;
    },
    isElement: elementsOf(body.text),
    place: placeAt("", body.firstLine),
    ids: new Map(),
    containers: [],
    lastClosingLine: null,
    unknownLanguages: new Set(),
    toldOfMath: false,
    late: [],
    headings: [],
    targets: [],
    anchors: [],
    components: [],
    problems: [],
    warned: new Map(),
    prose: [],
    cells: [],
    more: null,
  };
}

/** `posts/2014/第一天.md` → `posts-2014-第一天`. */
function docIdOf(path: string): string {
  return path
    .replace(/\.[^./]*$/, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}
