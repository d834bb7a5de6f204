/** What differs between two readings of a project. */
import type { Asset, Output, SourceFile, SourcePath, Sources, Url } from "../model.ts";

/** True when a build of the one would be a build of the other. `now` counts only where a post waits for its day. */
export function sameSources(one: Sources, other: Sources): boolean {
  return (
    sameFiles(one.posts, other.posts) &&
    sameFiles(one.pages, other.pages) &&
    sameFiles(one.templates, other.templates) &&
    sameFiles(one.assets, other.assets) &&
    JSON.stringify(besideFiles(one)) === JSON.stringify(besideFiles(other))
  );
}

/** The post whose text is the only thing that is other than before; `null` when there is more, or nothing. */
export function onlyPostThatChanged(before: Sources, now: Sources): SourceFile | null {
  const changed = now.posts.filter((post, at) => post !== before.posts[at]);
  const [post] = changed;
  if (post === undefined || changed.length > 1) return null;
  const old = before.posts.find(({ path }) => path === post.path);
  const others = { ...now, posts: before.posts };
  const isOther = old !== undefined && old.hash !== post.hash && now.posts.length === before.posts.length;
  return isOther && sameSources(before, others) ? post : null;
}

/** True when a file holds nothing that held something before, as for a moment while somebody writes it anew. */
export function isAnyEmptied(before: Sources, now: Sources): boolean {
  const empty = new Set(filesOf(now).flatMap((file) => (isEmpty(file) ? [file.path] : [])));
  return empty.size > 0 && filesOf(before).some((file) => empty.has(file.path) && !isEmpty(file));
}

/** Files that are new, other or gone, sorted: the person's own, where one took the place of ours or gave it back. */
export function changedFiles(before: Sources, now: Sources): readonly SourcePath[] {
  const old = new Map(filesOf(before).map((file) => [file.path, file.hash]));
  const changed = filesOf(now).filter((file) => old.get(file.path) !== file.hash);
  const there = new Set(filesOf(now).map(({ path }) => path));
  const gone = [...old.keys()].filter((path) => !there.has(path));
  const sameSettings = same(before.settings, now.settings);
  const beside = [
    ...(sameSettings ? [] : ["site.yml"]),
    ...(same(before.data, now.data) ? [] : ["data/"]),
    // Another language has other words, and nobody has touched them.
    ...(same(before.strings, now.strings) || !sameSettings ? [] : ["templates/strings/"]),
  ];
  const all = new Set([...changed.map(({ path }) => path), ...gone, ...beside]);
  return [...all].filter((path) => !path.startsWith(ours) || !all.has(path.slice(ours.length))).sort();
}

/** Addresses of files beside the pages that have other bytes than before. */
export function changedCopies(before: readonly Output[], now: readonly Output[]): readonly Url[] {
  const old = new Map(before.flatMap((output) => (output.kind === "copy" ? [[output.url, output.hash]] : [])));
  return now.flatMap((output) =>
    output.kind === "copy" && old.has(output.url) && old.get(output.url) !== output.hash ? [output.url] : [],
  );
}

/** What the paths of our own theme begin with. */
const ours = "inkstone:";

type File = SourceFile | Asset;

function filesOf({ posts, pages, templates, assets }: Sources): readonly File[] {
  return [...posts, ...pages, ...templates, ...assets];
}

function isEmpty(file: File): boolean {
  return ("size" in file ? file.size : (file.utf8 ?? file.text).length) === 0;
}

function sameFiles(one: readonly File[], other: readonly File[]): boolean {
  return (
    one.length === other.length &&
    one.every((file, at) => file === other[at] || (file.path === other[at]?.path && file.hash === other[at]?.hash))
  );
}

function besideFiles({ settings, data, strings, withheld, problems }: Sources) {
  return { settings, data, strings, withheld, problems };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
