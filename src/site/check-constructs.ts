import type { KnownPost, Origin, Problem, Settings, SourceFile, SourcePath } from "../model.ts";
import { counted } from "../shared/count.ts";
import { problemAt } from "../shared/problem.ts";

const generators: Readonly<Record<Origin, string>> = { jekyll: "Jekyll", hexo: "Hexo", hugo: "Hugo" };
const shownKinds = 3;

/**
 * Of posts that came over, and still hold what their generator would have replaced: once, however many there are. A
 * blog that is read in place is told of all of it, kind by kind.
 */
export function checkConstructs(
  posts: readonly KnownPost[],
  { compat, inPlace }: Settings,
  sourceOf: (path: SourcePath) => SourceFile | undefined,
): readonly Problem[] {
  const found = posts
    .filter(({ constructs }) => constructs !== null)
    .sort((a, b) => (a.card.path < b.card.path ? -1 : 1));
  const [first] = found;
  if (compat === null || inPlace || first === undefined || first.constructs === null) return [];
  const counts = new Map<string, number>();
  for (const { constructs } of found)
    for (const [name, count] of Object.entries(constructs?.counts ?? {}))
      counts.set(name, (counts.get(name) ?? 0) + count);
  const kinds = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  const all = kinds.reduce((sum, [, count]) => sum + count, 0);
  const shown = kinds.slice(0, shownKinds).map(([name, count]) => `${count} × ${name}`);
  const more = kinds.length > shownKinds ? ` and ${counted(kinds.length - shownKinds, "other kind")}` : "";
  const source = sourceOf(first.card.path) ?? { path: first.card.path, text: "" };
  return [
    problemAt(source, first.constructs.first, {
      severity: "warning",
      code: "compat/not-understood",
      message: `${counted(all, "construct")} of ${generators[compat]} in ${counted(found.length, "post")} stand in the pages as they are, this the first: ${shown.join(", ")}${more}.`,
      hint: "write them in Markdown, or say `checks: { compat/not-understood: off }` in site.yml.",
    }),
  ];
}
