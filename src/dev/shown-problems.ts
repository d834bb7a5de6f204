import path from "node:path";
import type { Problem } from "../model.ts";
import { formatProblem } from "../shared/report.ts";
import type { ShownProblem } from "./frames.ts";
import { isError } from "./live-site.ts";

export type Editor = {
  /** The project, absolute. */
  readonly root: string;
  /** `vscode://file{file}:{line}:{column}` and the like; `null` = no link. */
  readonly address: string | null;
};

/** More than these are not read; the terminal has them all. */
const most = 20;

/** What stands in the way, as the terminal says it, with a way into the editor. Warnings stay in the terminal. */
export function shownProblems(problems: readonly Problem[], editor: Editor): readonly ShownProblem[] {
  return problems
    .filter(isError)
    .slice(0, most)
    .map((problem) => ({
      ...problem,
      report: formatProblem(problem, { color: false, all: true }),
      open: editorLink(problem, editor),
    }));
}

function editorLink({ file, line, column }: Problem, { root, address }: Editor): string | null {
  if (file === undefined || address === null || file.includes(":")) return null;
  const full = path.join(root, file).split(path.sep).map(encodeURIComponent).join("/");
  return address
    .replaceAll("{file}", full.startsWith("/") ? full : `/${full}`)
    .replaceAll("{line}", String(line ?? 1))
    .replaceAll("{column}", String(column ?? 1));
}
