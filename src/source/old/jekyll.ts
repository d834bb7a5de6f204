import fs from "node:fs";
import path from "node:path";
import type { Json } from "../../model.ts";
import { isMap } from "../check-value.ts";
import { isDropping } from "../droppings.ts";
import { type JekyllDefaults, readDefaults } from "./jekyll-defaults.ts";
import { below, foldersOf, postFoldersOf } from "./jekyll-folders.ts";
import type { OldBlog, Values } from "./old-settings.ts";
import {
  countOf,
  joinUrl,
  languageOf,
  noteBase,
  pattern,
  type Translation,
  textOf,
  translate,
  zoneOf,
} from "./translate.ts";

const styles: Readonly<Record<string, string>> = {
  date: "/:categories/:year/:month/:day/:title.html",
  pretty: "/:categories/:year/:month/:day/:title/",
  weekdate: "/:categories/:year/W:week/:short_day/:title.html",
  ordinal: "/:categories/:year/:y_day/:title.html",
  none: "/:categories/:title.html",
};

const words = { ":output_ext": ".html" };

export function readJekyll(root: string, old: Values): OldBlog {
  const translation = translate(old);
  const { take, set, note, miss, tell } = translation;
  take("title", ["title", "name"]);
  take("subtitle", ["subtitle", "tagline"]);
  take("description", ["description"]);
  take("url", ["url"], () => joinUrl(old.url, old.baseurl));
  noteBase(old, "baseurl", translation);
  take("language", ["lang", "locale", "language"], languageOf);
  take("timezone", ["timezone"], zoneOf);
  take("author", ["author"], authorOf);
  take("paginate", ["paginate"], countOf);
  take("permalink", ["collections.posts.permalink", "permalink"], permalinkOf);
  const defaults = readDefaults(old, permalinkOf);
  if (defaults.permalink !== undefined) set("permalink", defaults.permalink);
  set("permalink", translation.done().values.permalink ?? styles.date ?? "");
  if (defaults.lost.includes("permalink"))
    miss("defaults.permalink", "posts", "not every pattern there can be said here");
  const mark = textOf(old.excerpt_separator ?? "") ?? "";
  const isUsual = /^<!--\s*more\s*-->$/i.test(mark);
  if (mark !== "") tell("excerpt_separator", isUsual ? "since `<!-- more -->` is known" : "defaults");
  const ofAll = mark === "" || isUsual ? [] : [{ path: "", type: "posts", values: { excerpt_separator: mark } }];
  const { source, collections: home } = foldersOf(old);
  const placed = defaults.sets.map((one) => ({
    ...one,
    path: below(one.path.startsWith("_") ? home : source, one.path),
  }));
  const sets = [...ofAll, ...placed];
  if (sets.length > 0) set("defaults", sets);
  tellOfDefaults(defaults, translation);
  set("language", translation.done().values.language ?? "en");
  set("timezone", translation.done().values.timezone ?? "UTC");
  set("posts", below(home, "_posts"));
  set("pages", source || ".");
  set("assets", source || ".");
  tell("source", "pages");
  tell("collections_dir", "for the folders of collections");
  const excluded = listOf(old.exclude);
  if (excluded.length > 0) set("exclude", excluded);
  tell("exclude", excluded.length > 0 ? "exclude" : "with nothing in it");
  const included = listOf(old.include);
  const named = included.filter((name) => !isDropping(name));
  if (named.length > 0) set("include", named);
  const hidden = included.filter(isDropping);
  tell("include", hidden.length === 0 ? "include" : `but for ${hidden.join(", ")}: such names are never published`);
  const permalink = textOf(translation.done().values.permalink ?? "") ?? "";
  // A folder for collections is the only one in which there are posts.
  const found = postFoldersOf(path.join(root, home), { exclude: excluded, include: named });
  const ofPosts = home === source ? found : found.filter((folder) => folder === "_drafts");
  const folders = Object.fromEntries(ofPosts.map((folder) => [below(home, folder), permalink]));
  set("collections", { ...folders, ...collectionsOf(root, { old, home, permalink, miss }) });
  const own = Object.keys(translation.done().values.collections ?? {}).filter((name) => folders[name] === undefined);
  if (own.length > 0) tell("collections", `those with pages: ${own.join(", ")}`);
  set("headingIds", "kramdown");
  set("compat", "jekyll");
  note("future", "posts of the future are shown by --future only");
  return { origin: "jekyll", file: "_config.yml", ...translation.done() };
}

function listOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.flatMap((item) => textOf(item) ?? []) : [];
}

function permalinkOf(value: Json): string | undefined {
  const written = textOf(value) ?? "";
  return styles[written] ?? pattern(written, words);
}

function tellOfDefaults({ permalink, sets, lost }: JekyllDefaults, { note, tell }: Translation): void {
  const others = lost.length === 0 ? "" : `, but for ${lost.map((key) => `\`${key}\``).join(", ")}`;
  if (sets.length > 0) tell("defaults", lost.length === 0 ? "defaults" : others.slice(2));
  else if (permalink !== undefined) tell("defaults", "the `permalink` of its posts");
  else note("defaults", "what they give to posts has to stand in the posts");
}

type Asked = Pick<Translation, "miss"> & { readonly old: Values; readonly home: string; readonly permalink: string };

/** Collections with pages of their own. */
function collectionsOf(root: string, { old, home, permalink, miss }: Asked): Record<string, string> {
  const found: Record<string, string> = {};
  const collections = isMap(old.collections) ? old.collections : {};
  for (const [name, said] of Object.entries(collections)) {
    if (name === "posts" || !isMap(said) || said.output !== true || !fs.existsSync(path.join(root, home, `_${name}`)))
      continue;
    const usual = permalink.endsWith("/") ? "/:collection/:path/" : "/:collection/:path.html";
    const written = (textOf(said.permalink ?? null) ?? usual).replaceAll(":collection", name);
    const understood = pattern(written, words);
    if (understood === undefined) miss(`collections.${name}.permalink`, "posts", "its value means nothing here");
    found[below(home, `_${name}`)] = understood ?? `/${name}/:path/`;
  }
  return found;
}

function authorOf(value: Json): Json | undefined {
  if (!isMap(value)) return textOf(value);
  const parts = ["name", "email", "url", "avatar"].flatMap((key) => {
    const text = textOf(value[key] ?? null);
    return text === undefined || text === "" ? [] : [[key, text] as const];
  });
  return parts.some(([key]) => key === "name") ? Object.fromEntries(parts) : undefined;
}
