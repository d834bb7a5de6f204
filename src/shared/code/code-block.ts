import { escapeHtml } from "../html.ts";
import { highlight } from "./highlight.ts";
import { findLanguage } from "./languages.ts";
import { linesOf } from "./lines.ts";

/** A block of code, and how its author wants it shown. */
export type CodeBlock = {
  readonly text: string;
  /** As its author calls it; `null` = said nothing. */
  readonly language: string | null;
  readonly title: string | null;
  /** Number of the first line; `null` = lines have no numbers. */
  readonly firstNumber: number | null;
  /** Lines to point out, counted from 1. */
  readonly marked: readonly LineRange[];
  /** `+` and `-` at the start of a line say what was added and taken out; the rest of it is in `language`. */
  readonly diff: boolean;
  /** Long lines go on below instead of scrolling. */
  readonly wrap: boolean;
  /** Whether there are colours at all. */
  readonly colours: boolean;
};

export type LineRange = { readonly first: number; readonly last: number };

export const plainBlock: Omit<CodeBlock, "text"> = {
  language: null,
  title: null,
  firstNumber: null,
  marked: [],
  diff: false,
  wrap: false,
  colours: true,
};

/**
 * The html of a block. Without wishes it is what any Markdown makes, so that style sheets and feed readers know it; lines
 * have elements of their own only where something is said about them.
 */
export function codeBlock(block: CodeBlock): string {
  const classes = [
    ...(block.language === null ? [] : [`language-${block.language}`]),
    ...(block.firstNumber === null ? [] : ["numbered"]),
  ];
  const kind = classes.length === 0 ? "" : ` class="${escapeHtml(classes.join(" "))}"`;
  const code = isPlain(block) ? coloursOf(block.text, block) : lines(block);
  const pre = `<pre${block.wrap ? ' class="wrapped"' : ""}><code${kind}>${code}</code></pre>\n`;
  if (block.title === null) return pre;
  return `<figure class="code">\n<figcaption>${escapeHtml(block.title)}</figcaption>\n${pre}</figure>\n`;
}

function isPlain({ firstNumber, marked, diff, language }: CodeBlock): boolean {
  return firstNumber === null && marked.length === 0 && !diff && grammarOf(language) !== "diff";
}

function coloursOf(text: string, { language, colours }: CodeBlock): string {
  const grammar = colours ? grammarOf(language) : null;
  return grammar === null ? escapeHtml(text) : highlight(text, grammar);
}

function grammarOf(language: string | null): string | null {
  return language === null ? null : (findLanguage(language)?.grammar ?? null);
}

function lines(block: CodeBlock): string {
  const written = block.text.split("\n");
  const signs = written.map((line) => /^[-+ ]/.exec(line)?.[0] ?? "");
  const stripped = block.diff ? written.map((line, at) => line.slice(signs[at]?.length)).join("\n") : block.text;
  const hasSigns = block.diff || grammarOf(block.language) === "diff";
  const marked = linesIn(block.marked, written.length);
  return linesOf(coloursOf(stripped, block))
    .map((html, at) => {
      const sign = signs[at] ?? "";
      const header = !block.diff && /^(?:\+\+\+|---) /.test(written[at] ?? "");
      const change = !hasSigns || header ? undefined : changes[sign];
      const classes = ["line", ...(marked.has(at + 1) ? ["marked"] : []), ...(change === undefined ? [] : [change])];
      const number = block.firstNumber === null ? "" : ` data-line="${block.firstNumber + at}"`;
      const shown = block.diff && sign !== "" ? `<span class="sign">${sign}</span>` : "";
      // The line break is within its line, so that what is copied has it and what is shown does not have it twice.
      return `<span class="${classes.join(" ")}"${number}>${shown}${html}\n</span>`;
    })
    .join("");
}

const changes: Readonly<Record<string, string>> = { "+": "added", "-": "removed" };

function linesIn(ranges: readonly LineRange[], count: number): ReadonlySet<number> {
  const marked = new Set<number>();
  for (const { first, last } of ranges)
    for (let line = first; line <= Math.min(last, count); line += 1) marked.add(line);
  return marked;
}
