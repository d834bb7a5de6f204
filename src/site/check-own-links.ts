import type { Problem, Settings, Template } from "../model.ts";
import { withBase } from "../shared/address.ts";
import { problemsIn } from "../shared/problem.ts";
import { type Atlas, isPublishedAt } from "./find-references.ts";

/**
 * Links that no post holds: those written out in templates, and the navigation of `site.yml`. A rooted address in a
 * template works as long as the site is at the root of its host, and leads out of it under a base path.
 */
export function checkOwnLinks(
  templates: readonly Template[],
  navigations: readonly Settings["navigation"][],
  atlas: Atlas,
): readonly Problem[] {
  return [...templates.filter(isHtml).flatMap((template) => linksOf(template, atlas)), ...ofMenus(navigations, atlas)];
}

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

function ofMenus(navigations: readonly Settings["navigation"][], atlas: Atlas): readonly Problem[] {
  const addresses = new Set(navigations.flatMap((navigation) => (navigation ?? []).map(({ url }) => url)));
  return [...addresses].flatMap((address) =>
    !/^\/(?!\/)/.test(address) || isFound(address, atlas)
      ? []
      : [
          {
            severity: "warning" as const,
            code: "link/not-found",
            file: "site.yml",
            message: `The navigation leads to \`${address}\`, where nothing is published.`,
          },
        ],
  );
}

/** Where a post has errors its page is missing for another reason, which is told. */
function isFound(address: string, atlas: Atlas): boolean {
  return atlas.failed.size > 0 || isPublishedAt(address.replace(/[?#].*$/, ""), atlas);
}
