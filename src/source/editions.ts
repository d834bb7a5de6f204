import type { Edition, Json, NavigationItem, Settings } from "../model.ts";
import { ownName, primaryLanguage } from "../shared/languages.ts";
import { foldTerm, slugify } from "../shared/slug.ts";
import { type Read, readLanguage } from "./addresses.ts";
import { isMap } from "./check-value.ts";

type Values = { readonly [key: string]: Json };

/** The site in its own language, which stands at the root, and in every further one, below its tag. */
export function readEditions(
  languages: Json | undefined,
  site: Pick<Settings, "language" | "title" | "subtitle" | "description" | "navigation">,
): Read<readonly Edition[]> {
  const { language, title, subtitle, description, navigation } = site;
  const editions: Edition[] = [
    { language, name: ownName(language), path: "", title, subtitle, description, navigation },
  ];
  for (const [written, own] of Object.entries(byTag(languages))) {
    const read = readLanguage(written);
    if (!("value" in read))
      return { message: `\`languages\` has ${written} in it, which is no language tag.`, hint: read.hint };
    const tag = read.value;
    const known = editions.findIndex((edition) => edition.language === tag);
    // What is said of the site's own language here names it in links, and may say the rest again.
    if (known > 0) return { message: `\`languages\` has ${written} in it twice.`, hint: "take one of them out." };
    const edition: Edition = {
      language: tag,
      name: textOf(own.name) ?? ownName(tag),
      path: known === 0 ? "" : `/${tag.toLowerCase()}`,
      title: textOf(own.title) ?? title,
      subtitle: textOf(own.subtitle) ?? (known === 0 ? subtitle : ""),
      description: textOf(own.description) ?? (known === 0 ? description : ""),
      navigation: navigationOf(own.navigation) ?? (known === 0 ? navigation : null),
    };
    if (known === 0) editions[0] = edition;
    else editions.push(edition);
  }
  return { value: editions };
}

/** `[en, ja]` is short for a map of nothing more. */
function byTag(languages: Json | undefined): Readonly<Record<string, Values>> {
  if (Array.isArray(languages)) return Object.fromEntries(languages.map((tag: Json) => [String(tag), {}]));
  if (!isMap(languages)) return {};
  return Object.fromEntries(Object.entries(languages).map(([tag, own]) => [tag, isMap(own) ? own : {}]));
}

export function navigationOf(value: Json | undefined): readonly NavigationItem[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(isMap).map((item) => ({ title: textOf(item.title) ?? "", url: textOf(item.url) ?? "" }));
}

/** `ruby: [ja, zh-CN]` → `ja`, `zh`. */
export function primaryLanguages(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((tag: Json) => primaryLanguage(String(tag))) : [];
}

/** `{集群: cluster}`, by the name as it is compared. */
export function termSlugsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isMap(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, slug]) => [foldTerm(name), slugify(textOf(slug)?.trim() || name)]),
  );
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value).normalize("NFC") : null;
}
