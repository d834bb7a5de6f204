/** From the text of one file to a `Post`, which knows itself and nobody else. */
import type { Post, PostCard, Problem, Reference, Settings, SourceFile } from "../model.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";
import { withoutControls } from "./control-characters.ts";
import { countText, makeExcerpt, readingMinutes } from "./excerpt.ts";
import { type Fields, readFields } from "./fields.ts";
import { type FileName, isInFolder, readFileName } from "./file-name.ts";
import { readFrontMatter } from "./front-matter.ts";
import { type Rendered, renderMarkdown } from "./markdown.ts";
import { readAddress, readAliases } from "./permalink.ts";
import { readDates } from "./read-dates.ts";
import { imageTarget } from "./read-links.ts";
import { type Desk, openDesk, placeOf } from "./read-values.ts";

/** The settings that a post depends on, and no others: what is remembered of it is kept under these. */
export type ReadRules = Pick<
  Settings,
  "base" | "language" | "timezone" | "permalink" | "posts" | "html" | "breaks" | "headingIds" | "limits"
>;

export function readRules(settings: Settings): ReadRules {
  const { base, language, timezone, permalink, posts, html, breaks, headingIds, limits } = settings;
  return { base, language, timezone, permalink, posts, html, breaks, headingIds, limits };
}

/** Throws a `ProblemError` with everything that is wrong when the file can be no post. */
export function readPost(file: SourceFile, rules: ReadRules): Post {
  refuseTooLong(file, rules.limits.postBytes);
  const { text, problems: controls } = withoutControls(file);
  const source = { path: file.path, text };
  const front = readFrontMatter(source, rules.limits.frontMatterBytes);
  const desk = openDesk(source, front);
  const fields = readFields(desk, rules);

  const empty = text.trim() === "" || text === "\ufeff";
  const inPosts = isInFolder(file.path, rules.posts);
  const kind = inPosts && !PAGE_LAYOUTS.has(fields.layout) ? "post" : "page";
  const withheld = empty ? "empty" : fields.withheld;
  const name = readFileName(file.path);
  const need = kind === "page" || empty ? "page" : withheld === null ? "post" : "draft";
  const dates = readDates(desk, { zone: rules.timezone, name, need });
  const rendered = renderMarkdown(source, front.body, { ...rules, language: fields.lang });
  const title = titleOf(fields, rendered, name);
  const facts = {
    path: file.path,
    kind,
    inPosts,
    name,
    title,
    date: dates.date,
    categories: fields.categories,
  } as const;
  const address = readAddress(desk, facts, rules);
  const aliases = readAliases(desk, address, rules.base);
  if (empty) warnEmpty(desk);
  else if (fields.title === null) warnNoTitle(desk, title);
  refuseErrors(desk.problems);

  const counted = countText(`${rendered.prose}\n${rendered.headings.map((heading) => heading.text).join("\n")}`);
  const card: PostCard = {
    ...cardFields(fields),
    ...dates,
    path: file.path,
    kind,
    url: address.url,
    file: address.file,
    title,
    layout: fields.layout === "" ? kind : fields.layout,
    excerpt: makeExcerpt({ ...rendered, given: fields.excerpt, description: fields.description }),
    counts: { ...counted, minutes: readingMinutes(counted, fields.lang) },
  };
  return {
    card,
    body: { html: rendered.html, headings: rendered.headings },
    references: [...rendered.references, ...pictureReferences(fields)],
    anchors: rendered.anchors,
    aliases,
    withheld,
    components: rendered.components,
    at: fields.at,
    problems: [...controls, ...desk.problems, ...rendered.problems],
  };
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

function pictureReferences({ pictures }: Fields): readonly Reference[] {
  return pictures.map(({ src, at }) => ({ ...at, kind: "image", target: imageTarget(src) }));
}

function cardFields(fields: Fields) {
  const { title: _title, excerpt: _excerpt, withheld: _withheld, pictures: _pictures, at: _at, ...shown } = fields;
  return shown;
}
