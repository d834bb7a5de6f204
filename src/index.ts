/** The public face: a folder becomes a blog, from a program instead of the command line. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build as understandAndPlan } from "./build.ts";
import type { Problem, Withheld } from "./model.ts";
import { publish } from "./output/publish.ts";
import { ProblemError } from "./shared/problem.ts";
import { readSources } from "./source/read-sources.ts";
import { inProcess } from "./worker/in-process.ts";

export type { Position, Problem, Severity, Withheld } from "./model.ts";

export type BuildOptions = {
  /** Folder to write to, seen from the root; `dist` if neither this nor `site.yml` says otherwise. */
  readonly out?: string;
  readonly drafts?: boolean;
  readonly future?: boolean;
  /** Base path of every address, such as `/blog`. */
  readonly base?: string;
  /** Address of the site, over the one in `site.yml`. */
  readonly url?: string;
  /** Milliseconds since 1970, or a date as posts write it; the present if left out. */
  readonly now?: number | string;
};

export type BuildResult = {
  /** False when there was an error: then nothing was published. */
  readonly published: boolean;
  readonly problems: readonly Problem[];
  readonly withheld: readonly Withheld[];
  /** Files that were written, relative to the output folder. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
};

/** Reads the blog in `root` and publishes it. What is wrong is in the result; it throws only for bugs of ours. */
export async function build(root: string, options: BuildOptions = {}): Promise<BuildResult> {
  const nothing = { published: false, withheld: [], written: [], removed: [] };
  const problems: Problem[] = [];
  try {
    const folder = path.resolve(root);
    const sources = await readSources(folder, { ...options, home: home(), now: options.now ?? Date.now() });
    const built = await understandAndPlan(sources, inProcess());
    problems.push(...built.problems);
    if (problems.some(isError)) return { ...nothing, problems, withheld: built.withheld };

    // A page that cannot be rendered is known only once it was tried, and then nothing may be published.
    const files = [];
    for await (const file of built.render(built.outputs, (problem) => problems.push(problem))) files.push(file);
    if (problems.some(isError)) return { ...nothing, problems, withheld: built.withheld };

    const place = { root: folder, out: sources.out, force: false, dryRun: false };
    const { written, removed, problems: ofPlace } = await publish(files, place);
    return { published: true, problems: [...problems, ...ofPlace], withheld: built.withheld, written, removed };
  } catch (error) {
    if (error instanceof ProblemError) return { ...nothing, problems: [...problems, ...error.problems] };
    throw error;
  }
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

/** The package's folder, in which our own templates are: the nearest one above with a `package.json`. */
function home(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!fs.existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder);
  return folder;
}
