import type { Json, Position, Problem, Settings, SettingsFile, Template } from "../model.ts";
import { withBase } from "../shared/address.ts";
import { problemAt, problemsIn } from "../shared/problem.ts";
import { type Atlas, isPublishedAt } from "./find-references.ts";

/**
 * Links that no post holds: those written out in templates, and those of `site.yml`. A rooted address in a
 * template works as long as the site is at the root of its host, and leads out of it under a base path.
 */
export function checkOwnLinks(
  templates: readonly Template[],
  settings: { readonly editions: readonly OwnLinks[]; readonly file: SettingsFile | null },
  atlas: Atlas,
): readonly Problem[] {
  return [...templates.filter(isHtml).flatMap((template) => linksOf(template, atlas)), ...ofSettings(settings, atlas)];
}

/** What of the settings of an edition leads somewhere. */
export type OwnLinks = Pick<Settings, "navigation" | "social" | "theme">;

const isHtml = ({ name }: Template): boolean => !/\.(?:xml|json|txt)\.njk$/.test(name);

/** `href="/about/"`; an address that goes on in an expression has no quote at its end. */
const WRITTEN = /(?<=[\s"'](?:href|src|action|formaction|poster|data)\s*=\s*)(["']?)(\/(?!\/)[^"'\s>{]*)/gi;
/** `{{ "/about/" | url }}` */
const FILTERED = /(?<=\{\{-?\s*(["']))(\/[^"']*)(?=\1\s*\|\s*url\b)/g;

function linksOf(template: Template, atlas: Atlas): readonly Problem[] {
  const text = withoutComments(template.text);
  const problemAt = problemsIn(template);
  const say = (index: number, address: string, words: { code: string; message: string; hint?: string }) => {
    const before = text.slice(0, index).split(/\r\n|\n|\r/);
    const column = (before.at(-1) ?? "").length + 1;
    return problemAt({ line: before.length, column, length: address.length }, { severity: "warning", ...words });
  };
  const written = [...text.matchAll(WRITTEN)].flatMap(({ index, 0: { length }, 1: quote = "", 2: address = "" }) => {
    const at = index + quote.length;
    if (atlas.base !== "" && withBase(address, atlas.base) !== address)
      return [say(at, address, outside(address, atlas.base))];
    const next = text[index + length] ?? "";
    const isWhole = quote === "" ? /[\s>]/.test(next) : next === quote;
    return !isWhole || isFound(address, atlas) ? [] : [say(at, address, notFound(address))];
  });
  const filtered = [...text.matchAll(FILTERED)].flatMap((match) => {
    const address = match[2] ?? "";
    return isFound(address, atlas) ? [] : [say(match.index, address, notFound(address))];
  });
  return [...written, ...filtered];
}

const withoutComments = (text: string): string =>
  text.replace(/\{#[\s\S]*?#\}|<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\r\n]/g, " "));

const outside = (address: string, base: string) => ({
  code: "link/outside-base",
  message: `\`${address}\` leads out of the site, whose addresses begin with \`${base}/\`.`,
  hint: `write \`{{ "${address}" | url }}\`; for a file of assets/ \`{{ asset("…") }}\`.`,
});

const notFound = (address: string) => ({
  code: "link/not-found",
  message: `Nothing is published at \`${address}\`.`,
});

/** The same for every edition, once. */
function ofSettings(
  { editions, file }: { readonly editions: readonly OwnLinks[]; readonly file: SettingsFile | null },
  atlas: Atlas,
): readonly Problem[] {
  const links = new Map(editions.flatMap(linksIn).map((link) => [`${link.what} ${link.address}`, link]));
  return [...links.values()].flatMap((link) => {
    const { what, address } = link;
    if (isRelative(address)) return [inSettings(file, link, "link/relative", relative(what, address))];
    if (!/^\/(?!\/)/.test(address) || isFound(address, atlas)) return [];
    const message = `${what} leads to \`${address}\`, where nothing is published.`;
    return [inSettings(file, link, "link/not-found", { message })];
  });
}

function inSettings(
  file: SettingsFile | null,
  link: SettingsLink,
  code: string,
  words: { message: string; hint?: string },
): Problem {
  const problem = { severity: "warning" as const, code, ...words };
  const position = file === null ? null : placeOf(file, link);
  return file === null || position === null ? { ...problem, file: "site.yml" } : problemAt(file, position, problem);
}

/**
 * The navigation of a further edition stands below its language; of several keys of one end it is the one that says
 * it.
 */
function placeOf({ text, at }: SettingsFile, { key, address }: SettingsLink): Position | null {
  const lines = text.split(/\r\n|\n|\r/);
  const says = ([, { line }]: readonly [string, Position]) => lines[line - 1]?.includes(address) === true;
  const places = Object.entries(at).filter(([name]) => name === key || name.endsWith(`.${key}`));
  return (places.find(says) ?? places[0])?.[1] ?? null;
}

type SettingsLink = { readonly what: string; readonly address: string; readonly key: string };

function linksIn({ navigation, social, theme }: OwnLinks): readonly SettingsLink[] {
  const { image, license, mermaid } = theme;
  // It may be a name alone.
  const { url: ofLicense }: { readonly url?: Json } = Object(license);
  const ofTheme: readonly (readonly [string, Json | undefined])[] = [
    ["theme.image", typeof image === "string" ? pictureAt(image) : null],
    ["theme.license.url", ofLicense],
    ["theme.mermaid", mermaid],
  ];
  return [
    ...(navigation ?? []).map(({ url }, at) => ({
      what: "The navigation",
      address: url,
      key: `navigation.${at}.url`,
    })),
    ...Object.entries(social).map(([name, url]) => named(`social.${name}`, url)),
    ...ofTheme.flatMap(([key, address]) =>
      typeof address === "string" && address !== "" ? [named(key, address)] : [],
    ),
  ];
}

const named = (key: string, address: string): SettingsLink => ({ what: `\`${key}\``, address, key });

/** A bare name is that of a picture in `assets/images/`, as it is in front matter. */
const pictureAt = (image: string): string => (image.includes("/") ? image : `/images/${image}`);

const isRelative = (address: string): boolean => !/^(?:[/?#]|[a-z][a-z0-9+.-]*:|$)/i.test(address.trim());

const relative = (what: string, address: string): { message: string; hint: string } => ({
  message: `${what} leads to \`${address}\`, which is another address on every page.`,
  hint: /^[^/]+@[^/]+$/.test(address.trim())
    ? `write \`mailto:${address.trim()}\`.`
    : `begin an address of this site with a slash, \`/${address.trim()}\`, and one of another site with https://.`,
});

/** Where a post has errors its page is missing for another reason, which is told. */
function isFound(address: string, atlas: Atlas): boolean {
  return atlas.failed.size > 0 || isPublishedAt(address.replace(/[?#].*$/, ""), atlas);
}
