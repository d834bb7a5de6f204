import fs from "node:fs";
import path from "node:path";
import type { Json } from "../../model.ts";
import { isMap } from "../check-value.ts";
import type { OldBlog, Values } from "./old-settings.ts";
import { countOf, joinUrl, languageOf, noteBase, pattern, textOf, translate, zoneOf } from "./translate.ts";

/**
 * What stands for the title of an address, by how new posts are named: all that comes below `_posts`, or what follows
 * the date. Of both the other words can be told only where they mean the same.
 */
const titles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ":title": { ":title": ":path" },
  ":year-:month-:day-:title": { ":name": ":title" },
};

const usual = ":year/:month/:day/:title/";

export function readHexo(root: string, old: Values): OldBlog {
  const translation = translate(old);
  const { take, set, note, miss } = translation;
  take("title", ["title"]);
  take("subtitle", ["subtitle"]);
  take("description", ["description"]);
  take("url", ["url"], () => joinUrl(old.url, old.root));
  noteBase(old, "root", translation);
  take("language", ["language"], (value) => languageOf(Array.isArray(value) ? (value[0] ?? "") : value));
  take("timezone", ["timezone"], zoneOf);
  take("author", ["author"]);
  take("paginate", ["index_generator.per_page", "per_page"], countOf);
  const names = (textOf(old.new_post_name ?? "") || ":title.md").replace(/\.[^.]*$/, "");
  const words = { ...titles[names], ":category": ":categories" };
  // Where posts have folders for their pictures, an address without an ending is a folder.
  const end = old.post_asset_folder === true ? "/" : "";
  const ended = (written: string) => (/(?:\/|\.html)$/.test(written) ? written : written + end);
  take("permalink", ["permalink"], (value) => pattern(ended(textOf(value) ?? ""), words));
  set("permalink", translation.done().values.permalink ?? pattern(usual, words) ?? "");
  set("language", translation.done().values.language ?? "en");
  take("tags", ["tag_map"], mapOf);
  take("categories", ["category_map"], mapOf);
  const folder = textOf(old.source_dir ?? "") || "source";
  set("posts", `${folder}/_posts`);
  set("pages", folder);
  set("assets", folder);
  if (fs.existsSync(path.join(root, folder, "_drafts")))
    set("collections", { [`${folder}/_drafts`]: translation.done().values.permalink ?? "" });
  set("breaks", true);
  set("headingIds", "hexo");
  set("compat", "hexo");
  note("source_dir", "its _posts are the posts, the rest its pages and files");
  note("skip_render", "Markdown becomes pages all the same, everything else is copied anyhow");
  note("post_asset_folder", "what lies in a folder called like a post belongs to it anyhow");
  if (names in titles) note("new_post_name", "it says how names become addresses");
  else miss("new_post_name", "posts", "names of its form are not taken apart");
  const uncategorized = textOf(old.default_category ?? "") || "uncategorized";
  if (uncategorized === "uncategorized" || !/:category/.test(textOf(old.permalink ?? "") ?? ""))
    note("default_category", "it stands in addresses with `:category` alone");
  else miss("default_category", "posts", "posts without a category have `uncategorized` in their addresses");
  const defaults = mapOf(old.permalink_defaults ?? "");
  if (defaults !== undefined && Object.keys(defaults).length > 0)
    miss("permalink_defaults", "posts", "what it puts where a post says nothing is left out");
  note("encrypt", "nothing is encrypted here: posts with the tags it names are there for all to read");
  note("future", "posts of the future are shown by --future only");
  note("render_drafts", "drafts are shown by --drafts only");
  note("public_dir", "the site is written to dist/, or where -d says");
  return { origin: "hexo", file: "_config.yml", ...translation.done() };
}

function mapOf(value: Json): Values | undefined {
  return isMap(value) ? value : undefined;
}
