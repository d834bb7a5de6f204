import type { KnownPost, Problem, Resolved, SourceFile, SourcePath } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { once, sameAsLast } from "../shared/once.ts";
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
  isOff: (code: string) => boolean = () => false,
): Links {
  const resolved = new Map<SourcePath, readonly Resolved[]>();
  const problems: Problem[] = [];
  const suggest = suggestions(atlas);
  const book = bookOf(posts, atlas);
  for (const post of posts) {
    const known = lastFound.get(post);
    if (known?.book === book) {
      resolved.set(post.card.path, known.found);
      continue;
    }
    const found: Resolved[] = [];
    let leadsSomewhere = true;
    const problemAt = problemsIn(sourceOf(post.card.path) ?? { path: post.card.path, text: "" });
    for (const reference of post.references) {
      const { resolved: result, miss } = findReference(reference, post.card, atlas);
      found.push(result);
      leadsSomewhere &&= miss === null;
      // Nobody hears of a check that is off, and looking for what was meant takes long.
      if (miss !== null && !isOff(words(miss, null).code)) {
        problems.push(problemAt(reference, words(miss, suggest(miss))));
      }
    }
    resolved.set(post.card.path, found);
    const showsCards = post.references.some(({ kind }) => kind === "card");
    if (leadsSomewhere && !showsCards) lastFound.set(post, { book, found });
  }
  return { resolved, problems };
}

/** Where a post's references led, in the last address book in which they all led somewhere. */
const lastFound = new WeakMap<KnownPost, { readonly book: object; readonly found: readonly Resolved[] }>();

/** The same object as long as every address, anchor and asset is where it was: then every reference leads where it led. */
function bookOf(posts: readonly KnownPost[], atlas: Atlas): object {
  const files = [...atlas.byFile].flatMap(([file, { asset }]) => [file, asset]);
  const { base, postsFolder, withheld, failed } = atlas;
  return lastBook([base, postsFolder, ...withheld, "", ...failed, "", ...files, ...posts.map(placesOf)]);
}

const lastBook = sameAsLast();
const placesOf = once(({ card, anchors, aliases }: KnownPost) =>
  JSON.stringify([card.path, card.url, card.file, anchors, aliases.map(({ url, file }) => [url, file])]),
);

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
        message: `This links to ${wanted}, which is not published (a draft, unpublished, with a password, or still in the future).`,
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
    case "post":
      return {
        severity: "warning",
        code: "include/not-found",
        message: `${wanted} is a post or a page, and only other files are included.`,
        hint: "link to it, or show it as a card: `::card{post=…}`.",
      };
    case "no-text":
      return {
        severity: "warning",
        code: "include/not-found",
        message: `${wanted} is no text in UTF-8 of at most 64 KB, so it is not included.`,
        hint: "link to it, or include a file with a part of it.",
      };
    case "card":
      return { ...warning, code: "card/no-such-post", message: `There is no post ${wanted} to show as a card.` };
  }
}

/** The nearest match, looked for once for each thing that is missed: cheap even with many dead links. */
function suggestions(atlas: Atlas): (miss: Miss) => string | null {
  const remembered = new Map<string, string | null>();
  let addresses: Catalogue | undefined;
  let files: Catalogue | undefined;

  return (miss) => {
    if (miss.anchors !== undefined) {
      const near = miss.anchors.size > mostCandidates ? null : nearest(miss.wanted, miss.anchors);
      return near === null ? null : `#${near}`;
    }
    const key = `${miss.kind}:${miss.wanted}`;
    const known = remembered.get(key);
    if (known !== undefined || remembered.size > mostSearches) return known ?? null;
    const wantsFile = miss.kind !== "address" && !(miss.kind === "image" && miss.wanted.startsWith("/"));
    addresses ??= catalogue([...atlas.byFile.keys()].map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`));
    files ??= catalogue(atlas.bySource.keys());
    const near = nearestPath(miss, wantsFile ? files : addresses);
    remembered.set(key, near);
    return near;
  };
}

/** Paths by their last segment: a file that moved keeps its name, and a slip of the finger is mostly in it. */
type Catalogue = ReadonlyMap<string, string>;

const mostSearches = 200;
const mostCandidates = 20_000;

function catalogue(paths: Iterable<string>): Catalogue {
  const byName = new Map<string, string>();
  for (const path of paths) if (!byName.has(lastSegment(path))) byName.set(lastSegment(path), path);
  return byName;
}

function nearestPath({ kind, wanted }: Miss, among: Catalogue): string | null {
  if (among.size > mostCandidates) return null;
  const name = lastSegment(wanted);
  const near = among.has(name) ? name : nearest(name, among.keys());
  const path = near === null ? undefined : among.get(near);
  return path === undefined || (kind === "image" && !isImage.test(path)) ? null : path;
}

const isImage = /\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp)$/i;

function lastSegment(path: string): string {
  return path.replace(/\/+$/, "").split("/").at(-1) ?? path;
}
