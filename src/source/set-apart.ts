/**
 * What another generator made a page of. HTML with front matter is one here, too; pages in a template's words and in
 * other markups are none: they are neither shown nor copied, and are told of by name.
 */
import type { Asset, Settings, SourceFile, SourcePath } from "../model.ts";
import { isOurs } from "../shared/our-files.ts";

type Read = {
  readonly posts: readonly SourceFile[];
  readonly pages: readonly SourceFile[];
  readonly assets: readonly Asset[];
};

export function setApart<Kept extends Read>(read: Kept, settings: Settings): Kept & { unread: readonly SourcePath[] } {
  if (settings.compat === null) return { ...read, unread: [] };
  // A text without front matter was copied, or shown only by the host; it is mostly about the project.
  const isPage = ({ text }: SourceFile) => settings.compat !== "jekyll" || frontMatter.test(text);
  const isCopied = (asset: Asset) => !isUnread(asset.path, settings) && !isTemplate(asset, settings);
  const html = read.assets.flatMap((asset) => (isTemplate(asset, settings) ? readHtml(asset) : []));
  const posts = [...read.posts, ...html.filter(({ path }) => isOfPosts(path, settings))];
  const pages = [...read.pages.filter(isPage), ...html.filter(({ path }) => !isOfPosts(path, settings))];
  const assets = read.assets.filter(isCopied);
  const kept = new Set([...posts, ...pages, ...assets].map(({ path }) => path));
  const unread = [...read.pages, ...read.assets].map(({ path }) => path).filter((path) => !kept.has(path));
  return { ...read, posts, pages, assets, unread };
}

/** What has something to say in HTML, and leaves the frame around it to the theme. */
function readHtml({ path, text, hash }: Asset): readonly SourceFile[] {
  if (text === null || !/\.html?$/i.test(path)) return [];
  const [, front = "", body = ""] = /^\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*$(.*)/ms.exec(text) ?? [];
  const isBare = /^layout:[ \t]*(?:null|none|nil|false|~)?[ \t]*$/m.test(front);
  const isOfTemplate = /\{%|<(?:!doctype|html|head|body)\b/i.test(body);
  return isBare || isOfTemplate || body.trim() === "" ? [] : [{ path, text, hash }];
}

function isOfPosts(path: SourcePath, { posts, collections }: Settings): boolean {
  return [posts, ...collections.map(({ folder }) => folder)].some((folder) => path.startsWith(`${folder}/`));
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
