/**
 * What another generator made a page of, and what is none here: pages in a template's words and in other
 * markups. They are neither shown nor copied, and are told of by name.
 */
import type { Asset, Settings, SourceFile, SourcePath } from "../model.ts";
import { isOurs } from "../shared/our-files.ts";

type Read = { readonly pages: readonly SourceFile[]; readonly assets: readonly Asset[] };

export function setApart<Kept extends Read>(read: Kept, settings: Settings): Kept & { unread: readonly SourcePath[] } {
  if (settings.compat === null) return { ...read, unread: [] };
  // A text without front matter was copied, or shown only by the host; it is mostly about the project.
  const isPage = ({ text }: SourceFile) => settings.compat !== "jekyll" || frontMatter.test(text);
  const isCopied = (asset: Asset) => !isUnread(asset.path, settings) && !isTemplate(asset, settings);
  const pages = read.pages.filter(isPage);
  const assets = read.assets.filter(isCopied);
  const kept = new Set([...pages, ...assets].map(({ path }) => path));
  const unread = [...read.pages, ...read.assets].map(({ path }) => path).filter((path) => !kept.has(path));
  return { ...read, pages, assets, unread };
}

const frontMatter = /^\ufeff?---[ \t]*\r?\n/;
const otherMarkup = /\.(?:textile|org|adoc|asciidoc|asc|rst|pandoc|pdc|rmd|rmarkdown|ejs|pug|jade|haml|slim)$/i;

/** Posts in another markup. */
export function unreadOf(files: readonly { readonly path: SourcePath }[], settings: Settings): readonly SourcePath[] {
  return files.map(({ path }) => path).filter((path) => isUnread(path, settings));
}

function isUnread(path: SourcePath, settings: Settings): boolean {
  switch (settings.compat) {
    case null:
      return false;
    case "hugo":
      return isContent(path, settings) && otherMarkup.test(path);
    default:
      return otherMarkup.test(path);
  }
}

/** Where Hugo looks for posts and pages; what is `static` is copied, whatever stands in it. */
function isContent(path: SourcePath, { posts, pages }: Settings): boolean {
  return path.startsWith(`${posts}/`) || path.startsWith(`${pages}/`);
}

/** Front matter asked the old generator to make something of a file that is no Markdown. */
function isTemplate({ path, text }: Asset, settings: Settings): boolean {
  if (text === null || !frontMatter.test(text)) return false;
  switch (settings.compat) {
    case "jekyll":
      return !isOurs(path);
    case "hexo":
      return /\.html?$/i.test(path);
    default:
      return isContent(path, settings);
  }
}
