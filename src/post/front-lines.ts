/** The lines at the beginning of a file: those that are fences, keys, or neither, and how one of them is spoken of. */
import type { Position, Problem } from "../model.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";
import { meaningOf } from "./keys.ts";

export type Source = { readonly path: string; readonly text: string };

/** `number` counts from 1; `next` is the offset of the line below, the end of the text for the last. */
export type Line = { readonly text: string; readonly number: number; readonly start: number; readonly next: number };

export function lineAt(text: string, start: number, number = 1): Line {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x0a || code === 0x0d) break;
  }
  const next = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length);
  return { text: text.slice(start, end), number, start, next };
}

export function* linesBelow(text: string, line: Line): Generator<Line> {
  let current = line;
  while (current.next < text.length) {
    current = lineAt(text, current.next, current.number + 1);
    yield current;
  }
}

export function firstWritten(text: string): Line {
  const first = lineAt(text, text.startsWith("\ufeff") ? 1 : 0);
  if (withoutBlanks(first.text) !== "") return first;
  for (const line of linesBelow(text, first)) if (withoutBlanks(line.text) !== "") return line;
  return first;
}

/** Without what cannot be seen at either end: blanks of every width and of none, marks of direction, soft hyphens. */
export function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
const BLANK = /[\s\u00ad\u200b-\u200f\u2060]/;

/** A key with its colon; other scripts and full-width signs are seen too, so that they can be named. */
export const KEY = /^[\p{L}_][\p{L}\p{N}_-]*[ \t]*(?::(?:\s|$)|：)/u;
export const PART_OF_FRONT_MATTER = /^(?:[ \t]|$|-(?:[ \t]|$)|#|[\p{L}_"'][^:：]*[:：])/u;
/** What is indented by blanks of YAML's own belongs to the value above. */
export const MAY_CLOSE = /^(?:[-.+—–―－ー]|(?![ \t])[\s\u00ad\u200b-\u200f\u2060])/u;

export const isDashes = ({ text }: Line): boolean => MAY_CLOSE.test(text) && withoutBlanks(text) === "---";
export const keyIn = (line: string): string => line.split(/[ \t]*[:：]/)[0] ?? "";
export const isKnownKey = (line: string): boolean => meaningOf(keyIn(line)) !== null;

type Words = { readonly code: string; readonly message: string; readonly hint: string };

function wholeLine(line: Line): Position {
  const bare = withoutBlanks(line.text);
  return { line: line.number, column: line.text.indexOf(bare) + 1, length: Math.max(1, bare.length) };
}

export const refusal = (source: Source, line: Line, words: Words): ProblemError =>
  new ProblemError(problemAt(source, wholeLine(line), { severity: "error", ...words }));

export const warningAt = (source: Source, line: Line, words: Words): Problem =>
  problemAt(source, wholeLine(line), { severity: "warning", ...words });
