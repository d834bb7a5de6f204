import type { Json } from "../../model.ts";
import { isMap } from "../check-value.ts";
import { readOldFile } from "./old-file.ts";
import type { OldBlog, Values } from "./old-settings.ts";
import { at, countOf, joinUrl, pattern, textOf, translate } from "./translate.ts";

const words = { ":filename": ":name", ":contentbasename": ":name", ":slug": ":slug", ":title": ":slug" };

export function readHugo(root: string, file: string | null): OldBlog {
  const old = file === null ? {} : foldedTop(readOldFile(root, file));
  const language = textOf(old.defaultcontentlanguage ?? "") || "en";
  const edition = at(old, `languages.${language}`);
  const ofEdition = isMap(edition) ? foldedTop(edition) : {};
  const translation = translate(old);
  const { take, set, note } = translation;
  take("title", ["title"]);
  if (translation.done().values.title === undefined && ofEdition.title !== undefined) set("title", ofEdition.title);
  take("description", ["params.description", "description"]);
  take("url", ["baseurl"], () => joinUrl(old.baseurl, ""));
  take("language", ["languagecode", "locale", "defaultcontentlanguage"], (value) =>
    textOf(value)?.replaceAll("_", "-"),
  );
  take("timezone", ["timezone"]);
  take("author", ["params.author.name", "params.author", "author.name", "author"]);
  take("paginate", ["pagination.pagersize", "paginate"], countOf);
  set("language", translation.done().values.language ?? "en");
  set("timezone", translation.done().values.timezone ?? "UTC");
  const content = textOf(ofEdition.contentdir ?? "") || textOf(old.contentdir ?? "") || "content";
  set("posts", content);
  set("permalink", "/:path/");
  const sections = permalinksOf(old.permalinks);
  set("collections", Object.fromEntries(Object.entries(sections).map(([name, own]) => [`${content}/${name}`, own])));
  if (at(old, "markup.goldmark.renderer.hardWraps") === true) set("breaks", true);
  note("permalinks", `of its sections: ${Object.keys(sections).join(", ") || "none that is understood"}`);
  note("languages", `the posts in ${content} are read`);
  note("contentdir", "it is the folder of the posts");
  note("buildfuture", "posts of the future are shown by --future only");
  note("builddrafts", "drafts are shown by --drafts only");
  note("publishdir", "the site is written to dist/, or where -d says");
  set("compat", "hugo");
  return { origin: "hugo", file: file ?? "", ...translation.done() };
}

/** Hugo's own keys are the same in any case. */
function foldedTop(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
}

/** `posts = "/:year/:slug/"`, or the same under `page`. */
function permalinksOf(value: Json | undefined): Record<string, string> {
  const all = isMap(value) ? (isMap(value.page) ? value.page : value) : {};
  const own: Record<string, string> = {};
  for (const [section, written] of Object.entries(all)) {
    const made =
      typeof written === "string"
        ? pattern(written.replaceAll(":sections", section).replaceAll(":section", section), words)
        : undefined;
    if (made !== undefined) own[section] = made;
  }
  return own;
}
