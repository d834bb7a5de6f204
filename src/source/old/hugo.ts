import fs from "node:fs";
import path from "node:path";
import type { Json } from "../../model.ts";
import { fromHugo } from "../../shared/permalink-tokens.ts";
import { isMap } from "../check-value.ts";
import { foldedKeys, readHugoLanguages } from "./hugo-languages.ts";
import { readOldFile } from "./old-file.ts";
import type { OldBlog, Values } from "./old-settings.ts";
import { at, countOf, joinUrl, languageOf, pattern, type Translation, textOf, translate, zoneOf } from "./translate.ts";

export function readHugo(root: string, file: string | null): OldBlog {
  const old = file === null ? {} : foldedKeys(readOldFile(root, file));
  const language = textOf(old.defaultcontentlanguage ?? "") || "en";
  const { content, own: ofEdition, further, told } = readHugoLanguages(root, old, language);
  const translation = translate(old);
  const { take, set, note, tell } = translation;
  take("title", ["title"]);
  if (translation.done().values.title === undefined && ofEdition.title !== undefined) set("title", ofEdition.title);
  take("description", ["params.description", "description"]);
  take("url", ["baseurl"], () => joinUrl(old.baseurl, ""));
  take("language", ["languagecode", "locale", "defaultcontentlanguage"], languageOf);
  take("timezone", ["timezone"], zoneOf);
  take("author", ["params.author.name", "params.author", "author.name", "author"]);
  take("paginate", ["pagination.pagersize", "paginate"], countOf);
  set("language", translation.done().values.language ?? "en");
  if (further !== null) {
    // Names of files say the language as its key does.
    set("language", language);
    set("languages", further);
    tell("languages", told.as);
  } else note("languages", told.why);
  set("timezone", translation.done().values.timezone ?? "UTC");
  const sections = sectionsOf(root, content);
  tell("params.mainSections", "the first of them is the folder of the posts");
  const main = mainOf(sections, at(old, "params.mainSections") ?? at(old, "params.mainsections"));
  const own = permalinksOf(old.permalinks, [...sections.keys()]);
  const permalinkOf = (name: string) => asWritten(own[name] ?? `/${inAddress(name)}/:path/`, old.uglyurls === true);
  set("posts", main === null ? content : `${content}/${main}`);
  set("permalink", main === null ? asWritten("/:path/", old.uglyurls === true) : permalinkOf(main));
  const others = [...sections.keys()].filter((name) => name !== main);
  set("collections", Object.fromEntries(others.map((name) => [`${content}/${name}`, permalinkOf(name)])));
  if (main !== null) set("pages", content);
  const files = textOf(Array.isArray(old.staticdir) ? (old.staticdir[0] ?? "") : (old.staticdir ?? "")) || "static";
  set("assets", files);
  if (at(old, "markup.goldmark.renderer.hardWraps") === true) set("breaks", true);
  tellOfPermalinks(translation, old.permalinks, Object.keys(own));
  if (old.uglyurls === true) tell("uglyurls", "all addresses end with .html");
  else if (old.uglyurls === false) tell("uglyurls", "as it is here anyhow");
  else note("uglyurls", "that some sections have other addresses is not read");
  if (old.defaultcontentlanguageinsubdir === true)
    note("defaultcontentlanguageinsubdir", `posts in ${language} are at the top, not below /${language}/`);
  note("disablepathtolower", "addresses are in lower case");
  note("removepathaccents", "letters keep their accents");
  if (isOwnOrder(at(old, "frontmatter.date")))
    note("frontmatter.date", "what says the date of a post is as in most blogs");
  note("staticdir", `files are copied from ${files}`);
  note("contentdir", "it is the folder of the posts");
  note("buildfuture", "posts of the future are shown by --future only");
  note("builddrafts", "drafts are shown by --drafts only");
  note("publishdir", "the site is written to dist/, or where -d says");
  const taxonomies = taxonomiesOf(old.taxonomies);
  if (taxonomies.length > 0)
    note("taxonomies", `of tags and categories there are lists, of ${taxonomies.join(", ")} none`);
  else tell("taxonomies", "those of tags and categories");
  set("compat", "hugo");
  return { origin: "hugo", file: file ?? "", ...translation.done(), taxonomies };
}

function tellOfPermalinks({ tell, note }: Translation, value: Json | undefined, sections: readonly string[]): void {
  if (sections.length > 0) tell("permalinks", `of its sections: ${sections.join(", ")}`);
  else note("permalinks", "none of them is understood");
  const prefix = isMap(value) && isMap(value.page) ? "permalinks.page" : "permalinks";
  for (const key of Object.keys(pagePatterns(value)))
    if (
      sections.length > 0 &&
      !sections.some((section) => sameSection(key, section)) &&
      !/^(?:section|taxonomy|term)$/.test(key)
    )
      note(`${prefix}.${key}`, "its value means nothing here");
}

/** Folders of posts, with how many there are; a folder with an `index.md` is a page. */
function sectionsOf(root: string, content: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (!fs.existsSync(path.join(root, content))) return counts;
  for (const entry of fs.readdirSync(path.join(root, content), { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith(".")) continue;
    const files = fs.readdirSync(path.join(root, content, entry.name), { recursive: true, encoding: "utf8" });
    if (files.some((file) => /^index(?:\.[a-z-]+)?\.(?:md|markdown|html)$/.test(file))) continue;
    const posts = files.filter((file) => /\.(?:md|markdown)$/i.test(file) && !/(?:^|[\\/])_/.test(file)).length;
    if (posts > 0) counts.set(entry.name.normalize("NFC"), posts);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The section that the home page lists: the one that is named, else the largest. */
function mainOf(sections: ReadonlyMap<string, number>, named: Json | undefined): string | null {
  const said = Array.isArray(named) ? named : named === undefined ? [] : [named];
  const known = said.find((name) => typeof name === "string" && sections.has(name));
  if (typeof known === "string") return known;
  const [largest] = [...sections].sort(([, a], [, b]) => b - a);
  return largest?.[0] ?? null;
}

/** Whether dates are looked for elsewhere first; one that is found in a name is taken out of the address, too. */
function isOwnOrder(value: Json | undefined): boolean {
  const order = (Array.isArray(value) ? value : [value ?? ":default"]).map((word) => String(word).toLowerCase());
  return !["date", ":default"].includes(order[0] ?? "") || order.includes(":filename");
}

/** `author = "authors"`: posts name theirs under the second word. */
function taxonomiesOf(value: Json | undefined): readonly string[] {
  const names = isMap(value) ? Object.values(value).flatMap((name) => textOf(name) ?? []) : [];
  return [...new Set(names.filter((name) => !/^(?:tags|categories)$/i.test(name)))].sort();
}

/** `posts = "/:year/:slug/"`, or the same under `page`; by the folders of the sections. */
function permalinksOf(value: Json | undefined, sections: readonly string[]): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [key, written] of Object.entries(pagePatterns(value))) {
    const section = sections.find((name) => sameSection(key, name));
    // A part of `:sections`, as in `:sections[1:]`, stands for nothing here.
    if (section === undefined || typeof written !== "string" || /[[\]]/.test(written)) continue;
    const made = pattern(fromHugo(written).replace(/:section\b/g, inAddress(section)), {});
    if (made !== undefined) own[section] = made;
  }
  return own;
}

function pagePatterns(value: Json | undefined): Values {
  return isMap(value) ? (isMap(value.page) ? value.page : value) : {};
}

function sameSection(key: string, section: string): boolean {
  return key.toLowerCase() === inAddress(section);
}

/** The folder of a section as it stands in an address. */
function inAddress(section: string): string {
  return section.toLowerCase().replace(/\s+/g, "-");
}

/** Every address of Hugo's is that of a folder, unless all of them are to be files. */
function asWritten(permalink: string, uglyUrls: boolean): string {
  return permalink.replace(/\/*$/, uglyUrls ? ".html" : "/");
}
