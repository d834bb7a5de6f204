/** The sample blog as it is published, for the tests of its looks. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** Files of a built site, with `/`, sorted. */
export function filesOf(dist: string, ending: string): readonly string[] {
  return (readdirSync(dist, { recursive: true }) as string[])
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(ending))
    .sort();
}

export function addressOf(file: string): string {
  return `/${file
    .replace(/(^|\/)index\.html$/, "$1")
    .split("/")
    .map(encodeURIComponent)
    .join("/")}`;
}

/** One page of every kind the sample blog has, by a name for people. */
export function kindsOfPages(dist: string): readonly (readonly [kind: string, file: string])[] {
  const files = filesOf(dist, ".html");
  const kinds: readonly (readonly [string, RegExp])[] = [
    ["home", /^index\.html$/],
    ["second page", /^page\/2\/index\.html$/],
    ["post", /mesoscon-2014\/index\.html$/],
    ["post with everything", /\/writing\/index\.html$/],
    ["post in Chinese", /中文排版\/index\.html$/],
    ["post in English", /commonmark\/index\.html$/],
    ["page", /^about\/index\.html$/],
    ["page of links", /^links\/index\.html$/],
    ["tags", /^tags\/index\.html$/],
    ["tag", /^tags\/[^/]+\/index\.html$/],
    ["categories", /^categories\/index\.html$/],
    ["archive", /^archive\/index\.html$/],
    ["search", /^search\/index\.html$/],
    ["featured", /^featured\/index\.html$/],
    ["not found", /^404\.html$/],
  ];
  return kinds.map(([kind, pattern]) => {
    const file = files.find((name) => pattern.test(name));
    if (file === undefined) throw new Error(`The sample blog has no page of the kind ${kind}.`);
    return [kind, file];
  });
}

/** What a browser fetches for a page beside pictures, in gzipped bytes. */
export function weightOf(dist: string, file: string): { html: number; css: number; js: number } {
  const html = readFileSync(path.join(dist, file), "utf8");
  const weigh = (pattern: RegExp) =>
    [...html.matchAll(pattern)].reduce((sum, [, address = ""]) => {
      const asset = path.join(dist, decodeURIComponent(address));
      if (!existsSync(asset)) throw new Error(`${file} asks for ${address}, which is not there.`);
      return sum + gzipSync(readFileSync(asset)).length;
    }, 0);
  return {
    html: gzipSync(html).length,
    css: weigh(/<link rel="stylesheet" href="([^"]+)"/g),
    js: weigh(/<script[^>]* src="([^"]+)"/g),
  };
}
