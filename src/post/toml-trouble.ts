/** What the TOML parser finds wrong, where it really is, and what to do about it. */
import type { Position, Problem } from "../model.ts";

/** A reason of the parser's → what helps. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^invalid value/, 'put a text in quotes, as in title = "…"'],
  [/^incomplete key-value/, 'write key = value on a line of its own, as in title = "…"'],
  [/redefine/, "keep one of the two"],
  [/^only letter/, "write keys of letters, digits, - and _, others in quotes"],
  [/escape/, "write \\\\ for a backslash, or the text in single quotes"],
  [/^cannot find end of structure/, "close it with ] or }"],
  [/may not be used/, "give it another name"],
];

export function hintForToml(reason: string): string {
  return (
    HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'TOML is written as key = value, texts as in title = "…"'
  );
}

/**
 * The first text above a line that is opened and not closed: the parser stumbles over what stands below it.
 *
 * @param until lines of the block, the line that is blamed included
 */
export function unclosedText(block: string, until: number): Position | null {
  const lines = block.split(/\r\n|\n|\r/);
  for (const [index, text] of lines.slice(0, until).entries()) {
    const [, before = "", value = ""] = /^([^=#[]*=[ \t]*)(["'].*)$/.exec(text) ?? [];
    if (value === "") continue;
    const found = { line: index + 1, column: before.length + 1, length: value.trimEnd().length };
    const long = /^(?:"""|''')/.exec(value)?.[0];
    if (long === undefined) {
      if (!/^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.test(value)) return found;
    } else if (![value.slice(3), ...lines.slice(index + 1)].join("\n").includes(long)) return found;
  }
  return null;
}

/** Hints are written for YAML, as nearly all front matter is: `write draft: true`. */
export function hintInToml(problem: Problem): Problem {
  if (problem.hint === undefined) return problem;
  const hint = problem.hint.replace(/(\bwrite (?:it as )?`?|\bor |\ba list: )([\w-]+): (?=\S)/g, "$1$2 = ");
  return { ...problem, hint: hint.replace(/\d{4}-\d\d-\d\d \d\d:\d\d(?= for)/, "$&:00") };
}
