import type { ComponentCall, Heading, LateNode, Position, Problem, Reference } from "../../model.ts";

/**
 * What the rules know of the one post that is being rendered, and where they leave what they find. markdown-it hands it
 * to every rule as `env`; its own rules and plugins keep their notes in the same object under other names.
 */
export type Env = {
  readonly path: string;
  /** The whole file, line by line. */
  readonly lines: readonly string[];
  /** Line of the file on which the body starts. */
  readonly firstLine: number;
  readonly language: string;
  readonly headingIds: HeadingIds;
  /** Whether code has colours. */
  readonly highlight: boolean;
  /** Whether formulas are formulas. */
  readonly math: boolean;
  /** Names this post in ids that several posts on one page would otherwise share. */
  readonly docId: string;
  /** Which words in angle brackets are elements. */
  readonly isElement: (name: string) => boolean;

  /** Where the text stands that is being rendered just now. */
  place: Place;
  /** Ids given so far, with the number that the next one of the same name will try. */
  readonly ids: Map<string, number>;
  /** Components whose bodies are being read, outermost first. */
  readonly containers: Container[];
  /** Line of the body after which no `:::` ends anything; `null` = not yet looked for. */
  lastClosingLine: number | null;
  /** Languages of code that nobody knows, and that were told about. */
  readonly unknownLanguages: Set<string>;
  /** Whether a formula was met that nobody asked for. */
  toldOfMath: boolean;

  readonly late: LateNode[];
  readonly headings: Heading[];
  /** What the post points at. (markdown-it keeps link definitions under `references`.) */
  readonly targets: Reference[];
  readonly anchors: string[];
  readonly components: ComponentCall[];
  readonly problems: Problem[];
  /** How often a code was told of a line. */
  readonly warned: Map<string, number>;
  /** Visible text so far, by paragraph. (A text that grew piece by piece would be slow to walk through.) */
  readonly prose: string[];
  /** Visible text of tables so far, by cell. */
  readonly cells: string[];
  /** How many paragraphs stand before `<!-- more -->`. */
  more: number | null;
};

export type HeadingIds = "github" | "kramdown" | "hexo";

/** A container whose body is being read. `closedOn` is the line of the body that ended it. */
export type Container = { readonly colons: number; readonly level: number; closedOn: number | null };

/** The text of a block, and the line of it that was asked for last. */
export type Place = {
  readonly content: string;
  readonly align: "end" | "start" | "cell";
  readonly row: Row | null;
  /** Line of the file, and the offsets between which that line stands in `content`. */
  line: number;
  start: number;
  end: number;
  /** What to add to an offset within the line to have its column; `null` = not yet known. */
  shift: number | null;
};

/** A row of a table: the cells met so far, and how far along the line they were looked for. */
export type Row = { readonly line: number; readonly cells: string[]; found: number; column: number };

/** What a rule leaves on a token: where its construct starts and ends in the text of its block. */
export type Span = { readonly start: number; readonly end: number };

/**
 * Warns at a place in the file. The same of one line is told a few times only: each carries the whole line with it, and a
 * line of ten thousand mistakes would be told ten thousand times.
 */
export function warn(env: Env, at: Position, words: Pick<Problem, "code" | "message" | "hint">): void {
  const key = `${at.line} ${words.code}`;
  const times = env.warned.get(key) ?? 0;
  if (times === mostOfLine) return;
  env.warned.set(key, times + 1);
  env.problems.push({
    severity: "warning",
    ...words,
    file: env.path,
    ...at,
    frame: { before: env.lines[at.line - 2] ?? null, text: env.lines[at.line - 1] ?? "" },
  });
}

const mostOfLine = 5;
