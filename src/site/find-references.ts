import type { Asset, OutputFile, PostCard, Reference, Resolved, SourcePath, Url } from "../model.ts";
import { decodeUrl, withBase } from "../shared/address.ts";
import { isMarkdown, withoutEnding } from "../shared/markdown-names.ts";

/** What is found at an address. `anchors` is null where nobody knows which there are. */
export type Place = {
  readonly url: Url;
  readonly anchors: ReadonlySet<string> | null;
  readonly asset: Asset | null;
};

/** Everything a link can lead to. */
export type Atlas = {
  readonly base: string;
  readonly postsFolder: SourcePath;
  /** By output file, so that an address is found the way a static host finds it. */
  readonly byFile: ReadonlyMap<OutputFile, Place>;
  readonly bySource: ReadonlyMap<SourcePath, Place>;
  readonly cards: ReadonlyMap<SourcePath, PostCard>;
  /** Posts that exist and are left out. */
  readonly withheld: ReadonlySet<SourcePath>;
  /** Posts that have errors: a link to one of them is not wrong. */
  readonly failed: ReadonlySet<SourcePath>;
};

/** A reference that leads nowhere: `wanted` is what was looked for, `anchors` the ids there are on the page. */
export type Miss = {
  readonly kind: "address" | "file" | "anchor" | "image" | "withheld" | "text" | "post" | "no-text" | "card";
  readonly wanted: string;
  readonly anchors?: ReadonlySet<string>;
};

/**
 * Looks one reference up: by file as it works in an editor (`other.md`, `../assets/x.png`), else by address as a host
 * serves it (`/tags/`, `/about`). What is not found keeps the address the author wrote.
 *
 * @param from the post that holds the reference
 */
export function findReference(
  reference: Reference,
  from: PostCard,
  atlas: Atlas,
): { readonly resolved: Resolved; readonly miss: Miss | null } {
  const { path, query, fragment } = splitTarget(reference.target);
  const asWritten = {
    ...nothing,
    url: path.startsWith("/") ? withBase(reference.target, atlas.base) : reference.target,
  };
  const ownOnly = reference.kind === "card" || reference.kind === "text";
  if (isExternal(reference.target) && !ownOnly) return { resolved: asWritten, miss: null };

  if (ownOnly) {
    const source = sourceOf(path, from, atlas);
    const card = source === null ? undefined : atlas.cards.get(source);
    const place = source === null ? undefined : atlas.bySource.get(source);
    const text = place?.asset?.text ?? null;
    const found = reference.kind === "card" ? card !== undefined : text !== null;
    const resolved = { ...asWritten, url: place?.url ?? asWritten.url, card: card ?? null, text };
    const kind = found ? null : missKindOfOwn(reference.kind, source, atlas);
    return { resolved, miss: kind === null ? null : { kind, wanted: path } };
  }

  if (path === "" && query === "")
    return { resolved: asWritten, miss: missingAnchor(fragment, atlas.bySource.get(from.path)) };

  const source = path === "" ? from.path : sourceOf(path, from, atlas);
  const place = (source === null ? undefined : atlas.bySource.get(source)) ?? atAddress(path, from, atlas);
  if (place === undefined) {
    const blameless = source !== null && atlas.failed.has(source);
    return {
      resolved: asWritten,
      miss: blameless ? null : { kind: missKind(reference, path, source, atlas), wanted: path },
    };
  }

  const url = place.url + query + (fragment === null ? "" : `#${encodeFragment(fragment)}`);
  const resolved = { ...nothing, url, width: place.asset?.width ?? null, height: place.asset?.height ?? null };
  return { resolved, miss: missingAnchor(fragment, place) };
}

const nothing: Resolved = { url: "", width: null, height: null, text: null, card: null };

function missKind(reference: Reference, path: string, source: SourcePath | null, atlas: Atlas): Miss["kind"] {
  if (source !== null && atlas.withheld.has(source)) return "withheld";
  if (reference.kind === "image") return "image";
  return isMarkdown(path) ? "file" : "address";
}

/** What is there and is no card or no text is told as that; where a post has errors they are told. */
function missKindOfOwn(kind: "card" | "text", source: SourcePath | null, atlas: Atlas): Miss["kind"] | null {
  if (source === null) return kind;
  if (kind === "text") return atlas.bySource.get(source)?.asset == null ? "post" : "no-text";
  if (atlas.failed.has(source)) return null;
  return atlas.withheld.has(source) ? "withheld" : kind;
}

function missingAnchor(fragment: string | null, place: Place | undefined): Miss | null {
  if (fragment === null || fragment === "" || fragment === "top" || fragment.startsWith(":~:")) return null;
  if (place === undefined || place.anchors === null || place.anchors.has(decode(fragment))) return null;
  return { kind: "anchor", wanted: decode(fragment), anchors: place.anchors };
}

function splitTarget(target: string): { path: string; query: string; fragment: string | null } {
  const hash = target.indexOf("#");
  const head = hash < 0 ? target : target.slice(0, hash);
  const question = head.indexOf("?");
  return {
    path: question < 0 ? head : head.slice(0, question),
    query: question < 0 ? "" : head.slice(question),
    fragment: hash < 0 ? null : target.slice(hash + 1),
  };
}

function isExternal(target: string): boolean {
  return target.startsWith("//") || /^[a-z][a-z0-9+.-]*:/i.test(target);
}

/** The project file a path means, if there is (or was meant to be) one. */
function sourceOf(path: string, from: PostCard, atlas: Atlas): SourcePath | null {
  const decoded = decode(path);
  if (decoded === "") return null;
  const candidates = decoded.startsWith("/")
    ? [decoded.slice(1), `${atlas.postsFolder}${decoded}`, `assets${decoded}`]
    : [
        join(folderOf(from.path), decoded),
        join(withoutEnding(from.path), decoded),
        join(atlas.postsFolder, decoded),
        join("", decoded),
        join("assets", decoded),
      ];
  const known = candidates.find(
    (candidate) =>
      candidate !== null &&
      (atlas.bySource.has(candidate) || atlas.withheld.has(candidate) || atlas.failed.has(candidate)),
  );
  return known ?? null;
}

/** Whether a rooted address, with or without the base path, leads to something. */
export function isPublishedAt(address: string, atlas: Atlas): boolean {
  return atRoot(withoutBase(decode(address), atlas.base).slice(1), atlas) !== undefined;
}

function atAddress(path: string, from: PostCard, atlas: Atlas): Place | undefined {
  const decoded = decode(path);
  const rooted = path.startsWith("/") ? withoutBase(decoded, atlas.base).slice(1) : beside(decoded, from, atlas);
  return rooted === null ? undefined : atRoot(rooted, atlas);
}

/** As a static host answers: the file itself, the folder's index, the page without its extension. */
function atRoot(rooted: string, atlas: Atlas): Place | undefined {
  if (rooted === "" || rooted.endsWith("/")) return atlas.byFile.get(`${rooted}index.html`);
  return atlas.byFile.get(rooted) ?? atlas.byFile.get(`${rooted}.html`) ?? atlas.byFile.get(`${rooted}/index.html`);
}

/** A relative address as a browser reads it on the page of `from`; `null` when it climbs out of the site. */
function beside(relative: string, from: PostCard, atlas: Atlas): string | null {
  const joined = join(folderOf(pathOfUrl(from, atlas)), relative);
  return joined !== null && joined !== "" && relative.endsWith("/") ? `${joined}/` : joined;
}

function pathOfUrl(card: PostCard, atlas: Atlas): string {
  return withoutBase(decode(card.url), atlas.base).slice(1);
}

function withoutBase(path: string, base: string): string {
  return base !== "" && (path === base || path.startsWith(`${base}/`)) ? path.slice(base.length) || "/" : path;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Joins and normalises; `null` when the path climbs out. A slash at the end is dropped. */
function join(folder: string, relative: string): string | null {
  const segments = folder === "" ? [] : folder.split("/");
  for (const segment of relative.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join("/");
}

function decode(text: string): string {
  return (decodeUrl(text) ?? text).normalize("NFC");
}

function encodeFragment(fragment: string): string {
  return encodeURI(decode(fragment)).replaceAll("#", "%23");
}
