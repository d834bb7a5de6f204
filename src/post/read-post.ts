/** From the text of one file to a `Post`, which knows itself and nobody else. */
import type { Collection, Post, PostCard, Problem, Reference, Settings, SourceFile } from "../model.ts";
import { primaryLanguage } from "../shared/languages.ts";
import { readConstructs } from "../shared/old-constructs.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";
import { readAliases } from "./aliases.ts";
import { cascadeOver, withheldByHugo } from "./cascade.ts";
import { withoutControls } from "./control-characters.ts";
import { editionPath, readLanguageSuffix } from "./edition.ts";
import { countAll, makeExcerpt, readingMinutes } from "./excerpt.ts";
import { withExcerptEnd } from "./excerpt-end.ts";
import { type CardFields, type Fields, readFields } from "./fields.ts";
import { type FileName, isInFolder, readFileName } from "./file-name.ts";
import { withDefaults } from "./front-defaults.ts";
import { readFrontMatter } from "./front-matter.ts";
import { habitsOf } from "./habits.ts";
import { makeCard } from "./make-card.ts";
import { type MarkdownRules, type Rendered, renderMarkdown } from "./markdown.ts";
import { readAddress } from "./permalink.ts";
import { isDated, readDates, readExpiry } from "./read-dates.ts";
import { imageTarget } from "./read-links.ts";
import type { ReadRules } from "./read-rules.ts";
import { type Desk, fault, openDesk, placeOf, presentKeys, readText } from "./read-values.ts";
import { searchText } from "./search-text.ts";
import { hintInToml } from "./toml-trouble.ts";

/** Throws a `ProblemError` with everything that is wrong when the file can be no post. */
export function readPost(file: SourceFile, rules: ReadRules): Post {
  refuseTooLong(file, rules.limits.postBytes);
  const { text, problems: controls } = withoutControls(file);
  const source = { path: file.path, text };
  const home = homeOf(file.path, rules);
  const written = readFrontMatter(source, rules.limits.frontMatterBytes);
  const front = withDefaults(written, { path: file.path, home, rules });
  const desk = openDesk(source, front);
  const named = readLanguageSuffix(file.path, rules.editions, rules.compat);
  const fields = readFields(desk, { ...rules, language: named.language ?? rules.language });

  const empty = text.trim() === "" || text === "\ufeff";
  const inPosts = home !== null;
  const habits = habitsOf(rules.compat);
  const name = readFileName(named.path);
  const dated = isDated(desk, name, rules.compat);
  const kind = inPosts && !isPage(fields.card, { isDated: dated, home, compat: rules.compat }) ? "post" : "page";
  const undated = kind === "post" && !dated && (habits.undated === "ignore" || habits.undated === "withhold");
  // Of an old blog: what was no page of its own needs no title.
  const isListPage =
    undated || (rules.compat !== null && kind === "page" && /(?:^|\/)(?:index|404)\.[^/]+$/i.test(file.path));
  const draft = isOfDrafts(home);
  const cascade = cascadeOver(file.path, rules);
  const own = fields.withheld ?? withheldByHugo(desk, cascade, rules.compat);
  const withheld = empty ? "empty" : draft && own !== "password" ? "draft" : undated ? "undated" : own;
  const need =
    kind === "page" || empty || draft || (undated && habits.undated === "ignore")
      ? "page"
      : withheld === null
        ? "post"
        : "draft";
  const zones = { zone: rules.timezone, zoneless: habits.zoneless };
  const dates = readDates(desk, { zone: zones.zone, name, need, compat: rules.compat });
  const expires = readExpiry(desk, zones, { ...dates, inherited: cascade.expires });
  const body = withExcerptEnd(front.body, readText(desk, "excerptEnd"));
  const rendered = renderMarkdown(source, body, markdownRules(rules, fields));
  const title = titleOf(fields, rendered, name);
  const facts = {
    path: named.path,
    kind,
    inPosts,
    name,
    title,
    edition: editionPath(fields.card.lang, rules.editions),
    date: dates.date,
    categories: fields.categoriesInAddress,
  } as const;
  const { base, compat, sections } = rules;
  const { folder, permalink } = home ?? { folder: rules.pages, permalink: rules.permalink };
  const address = readAddress(desk, facts, { base, compat, sections, folder, permalink });
  const aliases = readAliases(desk, address, { base, compat, permalink, edition: facts.edition });
  if (fields.card.redirect === address.url) faultCircle(desk);
  if (empty) warnEmpty(desk);
  else if (fields.title === null && !isListPage) warnNoTitle(desk, title);
  const told = front.format === "toml" ? desk.problems.map(hintInToml) : desk.problems;
  refuseErrors(told);

  const { lang, description } = fields.card;
  const { prose, cells, more } = rendered;
  const counted = countAll([prose, cells, ...rendered.headings.map((heading) => heading.text)]);
  const card = makeCard(fields.card, {
    date: dates.date,
    modified: dates.modified,
    path: file.path,
    kind,
    url: address.url,
    file: address.file,
    title,
    excerpt: makeExcerpt({ prose, more, given: fields.excerpt, description, language: lang }),
    counts: { cjk: counted.cjk, words: counted.words, minutes: readingMinutes(counted, lang, rules.readingSpeed) },
  });
  const words = rules.search ? searchText(wordsAround(card), rendered.html) : "";
  return {
    card,
    body: { html: rendered.html, headings: rendered.headings, titleId: rendered.titleId },
    references: [...rendered.references, ...pictureReferences(fields)],
    anchors: rendered.anchors,
    searchText: words,
    searchLength: words.length,
    aliases,
    withheld,
    appears: dates.appears,
    expires,
    components: rendered.components,
    constructs: rules.compat === null ? null : readConstructs(text, rules.compat),
    at: fields.at,
    problems: [...controls, ...told, ...rendered.problems],
  };
}

/** Browsers would ask for the page again and again. */
function faultCircle(desk: Desk): void {
  const key = presentKeys(desk, "redirect")[0] ?? "redirect_to";
  fault(desk, key, {
    code: "front-matter/bad-link",
    message: `\`${key}\` leads to the post itself.`,
    hint: "name another address, or take it out",
  });
}

function markdownRules(rules: ReadRules, { title, card }: Fields): MarkdownRules {
  const { lang: language, mathjax: math } = card;
  const { html, breaks, softBreakMixed, indent, headingIds, highlight } = rules;
  const ruby = rules.ruby.includes(primaryLanguage(language));
  const siteLanguage = rules.language;
  const beginsWithTitle = title === null;
  const ofText = { html, breaks, softBreakMixed, indent, headingIds, ruby, highlight, math };
  return { ...ofText, language, siteLanguage, beginsWithTitle };
}

/** The folder of posts that a file lies in, the innermost, and how its posts are addressed. */
function homeOf(path: string, { posts, permalink, collections }: ReadRules): Collection | null {
  let home: Collection | null = null;
  for (const collection of [...collections, { folder: posts, permalink }]) {
    const isNearer = home === null || collection.folder.length > home.folder.length;
    if (isNearer && isInFolder(path, collection.folder)) home = collection;
  }
  return home;
}

type Standing = { readonly isDated: boolean; readonly home: Collection | null; readonly compat: Settings["compat"] };

/** Layouts make pages on blogs of our own; on old ones the folder decides, or that there is no date. */
function isPage({ layout }: CardFields, { isDated, home, compat }: Standing): boolean {
  if (compat === null) return PAGE_LAYOUTS.has(layout);
  const { undated } = habitsOf(compat);
  return (
    !isDated && (undated === "page" || (undated === "ignore" && !/(?:^|\/)_(?:posts|drafts)$/.test(home?.folder ?? "")))
  );
}

function isOfDrafts(home: Collection | null): boolean {
  return home !== null && /(?:^|\/)_drafts$/.test(home.folder);
}

/** Layouts of the theme family that make a page of a file, wherever it lies. */
const PAGE_LAYOUTS = new Set(["page", "pageminimal"]);

function refuseTooLong(file: SourceFile, most: number): void {
  // A text has no more units than bytes, so that most files need not be measured.
  if (file.text.length * 3 <= most) return;
  const bytes = Buffer.byteLength(file.text);
  if (bytes <= most) return;
  throw new ProblemError(
    problemAt(
      { path: file.path, text: file.text.slice(0, 200) },
      { line: 1, column: 1, length: 1 },
      {
        severity: "error",
        code: "front-matter/post-too-long",
        message: `The file is ${bytes} bytes long, over the limit of ${most}.`,
        hint: "split it, or raise `limits: { postBytes: … }` in site.yml",
      },
    ),
  );
}

/** One error is enough for no post; the warnings beside it are told with it. */
function refuseErrors(problems: readonly Problem[]): void {
  if (problems.some(({ severity }) => severity === "error")) throw new ProblemError(...problems);
}

function titleOf(fields: Fields, rendered: Rendered, name: FileName): string {
  const words = (name.rest || name.whole)
    .normalize("NFC")
    .replace(/[-_\s]+/g, " ")
    .trim();
  return fields.title ?? rendered.firstHeading ?? words;
}

function warnNoTitle(desk: Desk, title: string): void {
  const words = {
    severity: "warning",
    code: "front-matter/no-title",
    message: `The front matter has no title; \`${title.slice(0, 60)}\` is taken.`,
    hint: "write title: … in the front matter",
  } as const;
  const key = desk.written.get("title")?.[0];
  const place = key === undefined ? { line: 1, column: 1, length: 1 } : placeOf(desk, key);
  desk.problems.push(problemAt(desk.source, place, words));
}

function warnEmpty(desk: Desk): void {
  const words = {
    severity: "warning",
    code: "front-matter/empty-file",
    message: "The file is empty and left out.",
    hint: "write a post into it, or delete it",
  } as const;
  desk.problems.push(problemAt(desk.source, { line: 1, column: 1, length: 1 }, words));
}

/** What the page of a post says beside its text. */
function wordsAround({
  title,
  headline,
  description,
  tags,
  categories,
  authors,
}: PostCard): readonly (string | null)[] {
  return [title, headline, description, ...[...tags, ...categories, ...authors].map(({ name }) => name)];
}

function pictureReferences({ pictures }: Fields): readonly Reference[] {
  return pictures.map(({ src, at: { line, column, length } }) => {
    return { line, column, length, kind: "image", target: imageTarget(src) };
  });
}
