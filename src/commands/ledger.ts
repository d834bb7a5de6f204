import type { Problem, Withheld } from "../model.ts";
import type { Published } from "../output/publish.ts";
import { counted, withCommas } from "../shared/count.ts";

const reasons: Readonly<Record<Withheld["reason"], string>> = {
  draft: "draft",
  unpublished: "published: false",
  "not-rendered": "not rendered, by its `build` or `headless`",
  password: "it has a password, and nothing is encrypted here",
  future: "future",
  expired: "expired",
  empty: "empty",
  "set-aside": "its name begins with _",
  part: "part of the page whose index.md lies above it",
  section: "text of a section, which has no page of its own here",
  undated: "no date, so no post",
  "made-here": "a list is made in its place",
  "not-a-file": "not a file",
};

/** Every file that was read and is not shown: why, and when it will be. */
export function ledgerLines(withheld: readonly Withheld[]): readonly string[] {
  if (withheld.length === 0) return [];
  const rows = withheld.map(({ file, reason, when, since }) => {
    const moment = when !== null ? `, appears ${when}` : since !== undefined ? ` on ${since}` : "";
    return `  ${file}  ${reasons[reason]}${moment}`;
  });
  return [`withheld: ${counted(withheld.length, "file")}`, ...rows];
}

/** What publishing met that a person should know. */
export function outcomeLines(
  published: Omit<Published, "output">,
  { verbose }: { readonly verbose: boolean },
): readonly string[] {
  const { written, unchanged, removed, replaced, kept, foreign } = published;
  const lines: string[] = [];
  if (replaced.length > 0) lines.push(`changed by somebody since the last build, written anew: ${some(replaced)}`);
  if (kept.length > 0) lines.push(`no longer part of the site, but changed by somebody, left alone: ${some(kept)}`);
  if (foreign.length > 0) lines.push(`not ours, left alone: ${some(foreign)}`);
  if (!verbose) return lines;
  const each = (verb: string, files: readonly string[]) => files.map((file) => `  ${verb} ${file}`);
  return [...lines, ...each("wrote", written), ...each("removed", removed), `  ${withCommas(unchanged)} unchanged`];
}

export type Closing = {
  readonly done: "built" | "checked" | "dry run" | "failed";
  readonly posts: number;
  readonly pages: number;
  readonly ms: number;
  readonly problems: readonly Problem[];
  /** As a person calls it: `dist/`. */
  readonly out: string;
};

/** The last line: what there is now, and where. */
export function closingLine({ done, posts, pages, ms, problems, out }: Closing): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const wrong = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ].join(", ");
  const made = `${counted(posts, "post")}, ${counted(pages, "page")} in ${withCommas(ms)} ms`;
  switch (done) {
    case "built":
      return `built ${made}${wrong === "" ? "" : ` · ${wrong}`} · ${out}`;
    case "dry run":
      return `dry run: ${made}${wrong === "" ? "" : ` · ${wrong}`} · nothing written`;
    case "checked":
      return `checked ${made} · ${wrong === "" ? "all is well" : wrong}`;
    case "failed":
      return `failed: ${wrong} in ${withCommas(ms)} ms · ${out} is as it was`;
  }
}

function some(files: readonly string[]): string {
  const shown = files.slice(0, 5).join(", ");
  return files.length > 5 ? `${shown} and ${withCommas(files.length - 5)} more` : shown;
}
