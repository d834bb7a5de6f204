/** Links and short names in `site.yml` that are texts as they should be, and would lead to nothing. */
import type { Json } from "../model.ts";
import type { Fault } from "./check-value.ts";
import { isMap } from "./check-value.ts";

type Values = Readonly<Record<string, Json>>;
type Path = readonly string[];

/** A link that says nothing or leads nowhere, a short name with nothing in it. */
export function emptyLinks(values: Values): readonly Fault[] {
  return [
    ...navigations(values).flatMap(([path, item]) => (isMap(item) ? emptyParts(path, item) : [])),
    ...["tags", "categories"].flatMap((kind) =>
      entries(values[kind], [kind]).flatMap(([path, slug]) => noName(path, slug)),
    ),
  ];
}

/** Addresses which no page leads to, since a browser would run what stands in them, or ask another program. */
export function refusedLinks(values: Values): readonly Fault[] {
  const theme = isMap(values.theme) ? values.theme : {};
  const found: (readonly [Path, Json | undefined])[] = [
    ...navigations(values).map(([path, item]) => [[...path, "url"], isMap(item) ? item.url : undefined] as const),
    ...entries(values.social, ["social"]),
    [["author", "url"], isMap(values.author) ? values.author.url : undefined],
    [["theme", "license", "url"], isMap(theme.license) ? theme.license.url : undefined],
  ];
  return found.flatMap(([path, address]) => {
    const scheme =
      typeof address === "string" ? /^([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\p{Cc}\s]/gu, "")) : null;
    if (scheme === null || /^(?:https?|mailto|tel):/i.test(scheme[0])) return [];
    const message = `\`${path.join(".")}\` is a \`${scheme[0]}\` address, to which no page of the theme leads.`;
    return fault(path, "config/bad-link", message, "write an address that begins with https:// or /.");
  });
}

function navigations(values: Values): readonly (readonly [Path, Json])[] {
  const editions = entries(values.languages, ["languages"]);
  const lists: (readonly [Path, Json | undefined])[] = [
    [["navigation"], values.navigation],
    ...editions.map(
      ([path, edition]) => [[...path, "navigation"], isMap(edition) ? edition.navigation : undefined] as const,
    ),
  ];
  return lists.flatMap(([path, list]) => (Array.isArray(list) ? entries(list, path) : []));
}

function emptyParts(path: Path, item: Values): readonly Fault[] {
  const [lacks] = ["title", "url"].filter((part) => isBlank(item[part]));
  if (lacks === undefined) return [];
  const message = `\`${path.join(".")}\` has no \`${lacks}\`, so it is no link.`;
  const hint =
    lacks === "url" ? "write where it leads, such as `url: /about/`." : "write what it says, such as `title: About`.";
  return [fault(path, "config/bad-link", message, hint)];
}

function noName(path: Path, slug: Json): readonly Fault[] {
  if (typeof slug !== "string" || slug.trim() === "" || !/^[\s._/\\-]*$/.test(slug)) return [];
  const message = `\`${path.join(".")}\` is \`${slug}\`, in which there is nothing to name a page by.`;
  return [fault(path, "config/bad-slug", message, "use letters or digits.")];
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

const entries = (value: Json | undefined, path: Path): readonly (readonly [Path, Json])[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).map(([key, one]) => [[...path, key], one as Json] as const)
    : [];

const fault = (path: Path, code: string, message: string, hint: string): Fault => ({
  path,
  part: "value",
  code,
  message,
  hint,
});
