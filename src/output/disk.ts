import { lstatSync, type Stats } from "node:fs";
import { type Problem, ProblemError } from "../shared/problem.ts";

/** What stands at a path, links not followed; `null` when nothing does. */
export function look(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return null;
    throw refusal(error, `look at ${path}`);
  }
}

/** Does something with the disk; when the disk refuses, says in words what could not be done. */
export function onDisk<T>(doing: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw refusal(error, doing);
  }
}

/** What to throw in place of an answer of the operating system; whatever else was thrown is thrown again. */
export function refusal(error: unknown, doing: string): unknown {
  return codeOf(error) === null ? error : new ProblemError(diskProblem(error, doing));
}

/** `ENOSPC`, `EACCES` …; `null` for what is not an answer of the operating system. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

export function diskProblem(error: unknown, doing: string): Problem {
  const code = codeOf(error) ?? "unknown";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return {
      severity: "error",
      code: "output/no-space",
      message: `There is no space left on the disk (${code}): could not ${doing}.`,
      hint: "free some space and build again; the published site is as it was.",
    };
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return {
      severity: "error",
      code: "output/not-writable",
      message: `No permission to ${doing} (${code}).`,
      hint: code === "EROFS" ? "the disk is mounted read-only." : "make it writable for the user who builds the site.",
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: "error",
    code: "output/disk",
    message: `Could not ${doing}: ${reason}.`,
    hint: "the next build repairs whatever is missing.",
  };
}
