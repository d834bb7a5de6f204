import type { Output, Problem, SourcePath, Sources } from "../model.ts";

/**
 * The sources with every file that cannot be understood put back to how it was when it last could be; the same sources
 * when there is no such file, `null` when nothing can take its place. So a post whose front matter is broken for a
 * moment, or a template half typed, keeps its last good page while everything else is as it is on the disk. A post
 * that can be shown with what is wrong with it (a link that leads nowhere) is shown.
 */
export function mendSources(broken: Broken, good: Sources | null): Sources | null {
  const { sources } = broken;
  const lost = filesLost(broken);
  if (lost.size === 0) return sources;
  const has = (files: readonly { readonly path: SourcePath }[]) => files.some(({ path }) => lost.has(path));
  const templatesAreLost = has(sources.templates) || (good !== null && has(good.templates));
  if (templatesAreLost && good === null) return null;
  const dataIsLost = [...lost].some((path) => path.startsWith("data/"));
  const stringsAreLost = templatesAreLost || [...lost].some((path) => path.includes("strings/"));
  return {
    ...sources,
    posts: mendFiles(sources.posts, good?.posts ?? [], lost),
    pages: mendFiles(sources.pages, good?.pages ?? [], lost),
    assets: mendFiles(sources.assets, good?.assets ?? [], lost),
    // Templates lean on one another, so they go back together.
    templates: (templatesAreLost ? good?.templates : null) ?? sources.templates,
    strings: (stringsAreLost ? good?.strings : null) ?? sources.strings,
    furtherStrings: (stringsAreLost ? good?.furtherStrings : null) ?? sources.furtherStrings,
    data: (dataIsLost ? good?.data : null) ?? sources.data,
    // What is wrong is said by the first build.
    problems: [],
  };
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
  const files = new Map(now.filter(({ path }) => !lost.has(path)).map((file) => [file.path, file]));
  for (const file of before) if (lost.has(file.path)) files.set(file.path, file);
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
