/**
 * Problems as a person reads them: what is wrong, where, with the line itself and a caret under the very characters,
 * placed by how wide they are shown (汉 takes two columns). Many alike problems take the room of a few.
 */
import { createColors } from "picocolors";
import { withCommas } from "./count.ts";
import type { Problem } from "./problem.ts";
import { textWidth } from "./text-width.ts";

export type ReportStyle = {
  readonly color: boolean;
  /** Every problem in full, however many there are. */
  readonly all: boolean;
};

/** Up to this many problems are all shown; of more, so many of each code. */
const few = 20;
const ofEach = 3;
/** Columns of a code frame; a longer line is shown around its caret. */
const frameWidth = 100;

/** The whole report, warnings first, so that errors stand next to the prompt. Empty for no problems. */
export function formatProblems(problems: readonly Problem[], style: ReportStyle): string {
  const groups = groupByCode(problems);
  const different = groups.reduce((sum, group) => sum + group.length, 0);
  const limit = style.all || different <= few ? Number.POSITIVE_INFINITY : ofEach;
  return groups
    .flatMap((group) => [
      ...group.slice(0, limit).map((same) => formatSame(same, style)),
      ...(group.length > limit ? [folded(group.slice(limit).flat(), style)] : []),
    ])
    .map((block) => `${block}\n`)
    .join("\n");
}

/** One problem: heading, code frame or sentence, hint. */
export function formatProblem(problem: Problem, style: ReportStyle): string {
  const paint = createColors(style.color);
  const tone = problem.severity === "error" ? paint.red : paint.yellow;
  const heading = [paint.bold(tone(problem.severity)), problem.code, placeOf(problem)].filter((part) => part !== "");
  const lines = [heading.join("  ")];
  const caret = caretLines(problem);
  if (caret === null) lines.push(`  ${visible(problem.message)}`);
  else lines.push(...caret.source.map((line) => paint.dim(line)), `${paint.dim(caret.margin)}${tone(caret.mark)}`);
  for (const other of problem.related ?? []) {
    lines.push(paint.dim(`  also: ${visible(other.file)}${other.line === undefined ? "" : `:${other.line}`}`));
  }
  if (problem.hint !== undefined && problem.hint !== "") lines.push(`${paint.cyan("hint:")} ${visible(problem.hint)}`);
  return lines.join("\n");
}

/** The same words about the same place: a template's fault is met on every page that it makes. */
type Same = readonly [Problem, ...Problem[]];

function formatSame([first, ...rest]: Same, style: ReportStyle): string {
  const times = rest.length === 0 ? "" : `\n  (and ${withCommas(rest.length)} more of the same)`;
  return formatProblem(first, style) + createColors(style.color).dim(times);
}

function groupByCode(problems: readonly Problem[]): readonly (readonly Same[])[] {
  const groups = new Map<string, Map<string, [Problem, ...Problem[]]>>();
  for (const problem of problems.toSorted(bySeverityAndPlace)) {
    const key = `${problem.severity} ${problem.code}`;
    const group = groups.get(key) ?? new Map<string, [Problem, ...Problem[]]>();
    groups.set(key, group);
    const words = `${placeOf(problem)} ${problem.message}`;
    const same = group.get(words);
    if (same === undefined) group.set(words, [problem]);
    else same.push(problem);
  }
  return [...groups.values()].map((group) => [...group.values()]);
}

function bySeverityAndPlace(a: Problem, b: Problem): number {
  if (a.severity !== b.severity) return a.severity === "warning" ? -1 : 1;
  const [fileA, fileB] = [a.file ?? "", b.file ?? ""];
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function folded(rest: readonly Problem[], style: ReportStyle): string {
  const paint = createColors(style.color);
  const [first] = rest;
  const places = [...new Set(rest.map(placeOf))].filter((place) => place !== "");
  const some = places.slice(0, 3).join(", ");
  const where = some === "" ? "" : `: ${some}${places.length > 3 ? ", …" : ""}`;
  const count = withCommas(rest.length);
  return paint.dim(`  and ${count} more ${first?.code}${where} (-v shows them all)`);
}

function placeOf(problem: Problem): string {
  const numbers = [problem.line, problem.column].filter((number) => number !== undefined);
  return problem.file === undefined ? "" : visible([problem.file, ...numbers].join(":"));
}

type Caret = { readonly source: readonly string[]; readonly margin: string; readonly mark: string };

function caretLines(problem: Problem): Caret | null {
  const { frame, line, column } = problem;
  if (frame === undefined || line === undefined || column === undefined) return null;
  const gutter = Math.max(String(line).length, 3);
  const crop = cropAround(frame.text, column - 1);
  const before = visible(crop.text.slice(0, crop.at));
  const marked = visible(crop.text.slice(crop.at, crop.at + Math.max(problem.length ?? 1, 1)));
  const mark = "^".repeat(Math.max(textWidth(marked), 1));
  const above = frame.before === null ? [] : [numbered(line - 1, visible(cropAround(frame.before, 0).text), gutter)];
  return {
    source: [...above, numbered(line, visible(crop.text), gutter)],
    margin: `${" ".repeat(gutter)} | ${" ".repeat(textWidth(before))}`,
    mark: `${mark} ${visible(problem.message)}`,
  };
}

function numbered(line: number, text: string, gutter: number): string {
  return `${String(line).padStart(gutter)} | ${text}`.trimEnd();
}

/** A part of a long line with the place `at` in it; never cut inside a character. */
function cropAround(line: string, at: number): { readonly text: string; readonly at: number } {
  if (line.length <= frameWidth) return { text: line, at };
  let start = Math.max(0, at - frameWidth / 2);
  if (isLowSurrogate(line.charCodeAt(start))) start -= 1;
  let end = Math.min(line.length, start + frameWidth);
  if (isLowSurrogate(line.charCodeAt(end))) end -= 1;
  const [head, tail] = [start > 0 ? "…" : "", end < line.length ? "…" : ""];
  return { text: head + line.slice(start, end) + tail, at: at - start + head.length };
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Text of others may not steer the terminal: control and direction characters are shown, tabs become blanks. */
function visible(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replace(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu, (character) =>
      character === "\n" ? "\n" : "\uFFFD",
    );
}
