import type { Output, Problem, SourcePath, Sources } from "../model.ts";

/**
 * Files that cannot be understood at all, in the state in which they last could be; `null` when there are none. So a
 * post whose front matter is broken for a moment, or a template half typed, keeps its last good page while everything
 * else is as it is on the disk. A post that can be shown with what is wrong with it (a link that leads nowhere) is.
 */
export function mendSources(broken: Broken, good: Sources | null): Sources | null {
  if (good === null) return null;
  const { sources } = broken;
  const lost = filesLost(broken);
  if (lost.size === 0) return null;
  const dataIsLost = [...lost].some((path) => path.startsWith("data/"));
  const mended = {
    ...sources,
    posts: mendFiles(sources.posts, good.posts, lost),
    pages: mendFiles(sources.pages, good.pages, lost),
    templates: mendFiles(sources.templates, good.templates, lost),
    assets: mendFiles(sources.assets, good.assets, lost),
    data: dataIsLost ? good.data : sources.data,
    strings: [...lost].some((path) => path.includes("templates/strings/")) ? good.strings : sources.strings,
  };
  // What is wrong is said by the first build.
  return { ...mended, problems: [] };
}

export type Broken = {
  readonly sources: Sources;
  readonly problems: readonly Problem[];
  /** What could be planned in spite of the problems. */
  readonly outputs: readonly Output[];
};

function filesLost({ problems, outputs }: Broken): ReadonlySet<SourcePath> {
  const shown = new Set(outputs.map(({ source }) => source));
  const wrong = problems.flatMap(({ severity, file }) => (severity === "error" && file !== undefined ? [file] : []));
  return new Set(wrong.filter((file) => !shown.has(file)));
}

function mendFiles<File extends { readonly path: SourcePath }>(
  now: readonly File[],
  before: readonly File[],
  lost: ReadonlySet<SourcePath>,
): readonly File[] {
  if (!before.some(({ path }) => lost.has(path))) return now;
  const files = new Map(now.map((file) => [file.path, file]));
  for (const file of before) if (lost.has(file.path)) files.set(file.path, file);
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
