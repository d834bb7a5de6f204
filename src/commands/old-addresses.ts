/** Where the pages of an old blog were, as far as its generator has left them behind. */
import fs from "node:fs";
import path from "node:path";
import type { Built } from "../build.ts";
import type { OutputFile, PostCard, SourcePath } from "../model.ts";
import { foldAddress } from "../shared/address.ts";
import { withoutEnding } from "../shared/markdown-names.ts";
import { slugify } from "../shared/slug.ts";
import { addressOf } from "./readers.ts";

export type OldAddresses = {
  /** The folder that the old generator wrote to: `_site`. */
  readonly folder: string;
  readonly wasAt: (card: PostCard) => boolean;
  /** Where a post was that is elsewhere now; `null` where nothing, or more than one page, looks like it. */
  readonly find: (card: PostCard) => string | null;
};

/** `null` where no old pages are left. `out` is the folder that we write to: what is there is ours. */
export function readOldAddresses(root: string, out: string, { outputs, site }: Built): OldAddresses | null {
  const folder = ["_site", "public", "docs"].find(
    (name) => path.resolve(root, name) !== out && fs.existsSync(path.join(root, name, "index.html")),
  );
  if (folder === undefined) return null;
  const pages = pagesIn(path.join(root, folder));
  const there = new Set(pages.map(foldAddress));
  const ours = new Set(outputs.flatMap(({ file }) => formsOf(file)).map(foldAddress));
  const free = pages.filter((page) => !ours.has(foldAddress(page)));
  const wasAt = ({ file }: PostCard) => formsOf(file).some((form) => there.has(foldAddress(form)));
  const moved = [...site.posts, ...site.pages].filter((card) => !wasAt(card));
  const places = pair(moved, free);
  return { folder, wasAt, find: ({ path: file }) => places.get(file) ?? null };
}

/** Each post with the one old page that is called like it, unless another post has as good a claim to that. */
function pair(cards: readonly PostCard[], pages: readonly OutputFile[]): ReadonlyMap<SourcePath, string> {
  const byName = groupBy(pages, nameOf);
  const open = new Map(
    cards.map((card) => [card.path, new Set(namesOf(card).flatMap((name) => byName.get(name) ?? []))]),
  );
  const found = new Map<SourcePath, string>();
  for (;;) {
    const sure = [...open].flatMap(([file, [only, ...more]]) =>
      only === undefined || more.length > 0 ? [] : [{ file, page: only }],
    );
    const claims = groupBy(sure, ({ page }) => page);
    const settled = sure.filter(({ page }) => claims.get(page)?.length === 1);
    if (settled.length === 0) return found;
    for (const { file, page } of settled) {
      found.set(file, addressOf(page));
      open.delete(file);
      for (const others of open.values()) others.delete(page);
    }
  }
}

function groupBy<Item>(items: readonly Item[], nameIn: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameIn(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function pagesIn(folder: string): readonly OutputFile[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/").normalize("NFC"))
    .filter((file) => /\.html?$/i.test(file))
    .sort();
}

/** A folder's page or a file of the name: hosts answer alike for both. */
function formsOf(file: OutputFile): readonly OutputFile[] {
  return [file, file.replace(/\.html$/, "/index.html"), file.replace(/\/index\.html$/, ".html")];
}

/** What is last in an address, as a slug, so that case and signs do not matter. */
function nameOf(file: OutputFile): string {
  const plain = file.replace(/(?:\/index)?\.html?$/i, "");
  return slugify(path.posix.basename(plain));
}

/** How the old generator may have called the page of a post. */
function namesOf({ path: file, title, extra }: PostCard): readonly string[] {
  const parts = withoutEnding(file).split("/");
  const last = parts.pop() ?? "";
  const whole = last === "index" ? (parts.pop() ?? last) : last;
  const named = ["slug", "id", "abbrlink", "hash"].flatMap((key) => {
    const value = extra[key];
    return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
  });
  return [...new Set([whole, whole.replace(/^\d{2,4}-\d{1,2}-\d{1,2}-/, ""), title, ...named].map(slugify))];
}
