import type { KnownPost, Problem, Resolved, SourceFile, SourcePath } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { problemsIn } from "../shared/problem.ts";
import { type Atlas, findReference, type Miss } from "./find-references.ts";

/** Every reference of every post, resolved or reported. */
export type Links = {
  readonly resolved: ReadonlyMap<SourcePath, readonly Resolved[]>;
  readonly problems: readonly Problem[];
};

/** Resolves every link, anchor, image and include; what leads nowhere is a warning at its place in the source. */
export function checkLinks(
  posts: readonly KnownPost[],
  atlas: Atlas,
  sourceOf: (path: SourcePath) => SourceFile | undefined,
): Links {
  const resolved = new Map<SourcePath, readonly Resolved[]>();
  const problems: Problem[] = [];
  const suggest = suggestions(atlas);
  for (const post of posts) {
    const found: Resolved[] = [];
    const problemAt = problemsIn(sourceOf(post.card.path) ?? { path: post.card.path, text: "" });
    for (const reference of post.references) {
      const { resolved: result, miss } = findReference(reference, post.card, atlas);
      found.push(result);
      if (miss !== null) {
        problems.push(problemAt(reference, words(miss, suggest(miss))));
      }
    }
    resolved.set(post.card.path, found);
  }
  return { resolved, problems };
}

function words(miss: Miss, near: string | null): Pick<Problem, "severity" | "code" | "message"> & { hint?: string } {
  const didYouMean = near === null ? {} : { hint: `did you mean \`${near}\`?` };
  const warning = { severity: "warning" as const, ...didYouMean };
  const wanted = `\`${miss.wanted}\``;
  switch (miss.kind) {
    case "address":
      return { ...warning, code: "link/not-found", message: `Nothing is published at ${wanted}.` };
    case "file":
      return { ...warning, code: "link/no-such-post", message: `There is no post ${wanted} to link to.` };
    case "withheld":
      return {
        ...warning,
        code: "link/to-withheld",
        message: `This links to ${wanted}, which is not published (a draft, unpublished, or still in the future).`,
        hint: "publish that post, or take the link out until it is.",
      };
    case "anchor":
      return { ...warning, code: "link/no-anchor", message: `The page has no heading or id \`#${miss.wanted}\`.` };
    case "image":
      return { ...warning, code: "image/not-found", message: `There is no image ${wanted}.` };
    case "text":
      return {
        ...warning,
        code: "include/not-found",
        message: `There is no text file ${wanted} to include (it must be UTF-8 and at most 64 KB).`,
      };
    case "card":
      return { ...warning, code: "card/no-such-post", message: `There is no post ${wanted} to show as a card.` };
  }
}

/** The nearest match, looked for once per wanted thing, among what ends alike: cheap even with many dead links. */
function suggestions(atlas: Atlas): (miss: Miss) => string | null {
  const remembered = new Map<string, string | null>();
  let addresses: readonly string[] | undefined;
  let files: readonly string[] | undefined;
  let searches = 0;

  return (miss) => {
    if (miss.anchors !== undefined) {
      const near = miss.anchors.size > 500 ? null : nearest(miss.wanted, [...miss.anchors]);
      return near === null ? null : `#${near}`;
    }
    const key = `${miss.kind}:${miss.wanted}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const ofFile = miss.kind !== "address" && !(miss.kind === "image" && miss.wanted.startsWith("/"));
    addresses ??= [...atlas.byFile.values()].map((place) => place.url);
    files ??= [...atlas.bySource.keys()];
    searches += 1;
    const near = searches > mostSearches ? null : nearestPath(miss.wanted, ofFile ? files : addresses);
    remembered.set(key, near);
    return near;
  };
}

const mostSearches = 200;
const mostCandidates = 20_000;

function nearestPath(wanted: string, candidates: readonly string[]): string | null {
  if (candidates.length > mostCandidates) return null;
  const lastSegment = (path: string) => path.replace(/\/+$/, "").split("/").at(-1) ?? path;
  const name = lastSegment(wanted);
  const twin = candidates.find((candidate) => lastSegment(candidate) === name);
  if (twin !== undefined) return twin;
  const near = nearest(name, candidates.map(lastSegment));
  return near === null ? null : (candidates.find((candidate) => lastSegment(candidate) === near) ?? null);
}
