/**
 * Problems are data. A stage returns warnings beside its value, and throws one `ProblemError` (a list) when it has no
 * value to return. Anything else that is thrown is a bug of ours, and is shown as one.
 */

/** A place in a source file. Lines and columns count from 1, columns in UTF-16 units as editors do. */
export type Position = {
  readonly line: number;
  readonly column: number;
  /** How many UTF-16 units the caret underlines. */
  readonly length: number;
};

export type Severity = "error" | "warning";

/** What is wrong, in words for a person. Survives a thread boundary; only `cli` prints it. */
export type Problem = {
  readonly severity: Severity;
  /** Permanent and greppable: `front-matter/bad-date`, `page/same-address`, `link/not-found`. */
  readonly code: string;
  /** A full sentence in the user's words, without the hint. */
  readonly message: string;
  /** Project-relative, with `/`. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  /** The source line for the code frame; `before` is the line above it. */
  readonly frame?: { readonly before: string | null; readonly text: string };
  readonly hint?: string;
  /** Other places that belong to the same problem. */
  readonly related?: readonly { readonly file: string; readonly line?: number }[];
};

/** Thrown by a stage that cannot return a value. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.name = "ProblemError";
    this.problems = problems;
  }
}

type Words = Pick<Problem, "severity" | "code" | "message"> & { readonly hint?: string };

/**
 * A problem at a place in a text: file, position and code frame in one step. What goes on in the next line is underlined
 * to the end of its first.
 */
export function problemAt(
  source: { readonly path: string; readonly text: string },
  position: Position,
  problem: Words,
): Problem {
  return problemsIn(source)(position, problem);
}

/** The same for many problems in one text, which is cut into lines only once. */
export function problemsIn(source: {
  readonly path: string;
  readonly text: string;
}): (position: Position, problem: Words) => Problem {
  let lines: readonly string[] | undefined;
  return (position, problem) => {
    lines ??= source.text.split(/\r\n|\n|\r/);
    const { line, column } = position;
    const text = lines[line - 1] ?? "";
    return {
      ...problem,
      file: source.path,
      line,
      column,
      length: Math.max(1, Math.min(position.length, text.length + 1 - column)),
      frame: { before: lines[line - 2] ?? null, text },
    };
  };
}
