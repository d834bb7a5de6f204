import type { Settings, Translation } from "../model.ts";
import { encodePath } from "../shared/address.ts";
import { ownName } from "../shared/languages.ts";
import type { PlannedPage } from "./planned-page.ts";

/**
 * Tells every page in which other languages it is there: posts by their `translationKey` or, in a site of several
 * languages, by a file name that differs in the language alone; lists by their address.
 */
export function withTranslations(pages: readonly PlannedPage[], settings: Settings): readonly PlannedPage[] {
  const versions = new Map<string, Translation[]>();
  const keys = pages.map((page) => keyOf(page, settings));
  for (const [at, { lang, url }] of pages.entries()) {
    const key = keys[at];
    if (key === null || key === undefined) continue;
    const known = versions.get(key) ?? [];
    versions.set(key, known);
    if (known.every((version) => version.lang !== lang)) known.push({ lang, name: nameOf(lang, settings), url });
  }
  for (const known of versions.values()) known.sort((a, b) => rank(a.lang, settings) - rank(b.lang, settings));
  return pages.map((page, at) => {
    const translations = versions.get(keys[at] ?? "") ?? [];
    const isAmong = translations.some(({ url }) => url === page.url);
    return translations.length < 2 || !isAmong ? page : { ...page, data: { ...page.data, translations } };
  });
}

const lists: ReadonlySet<string> = new Set(["home", "term", "terms", "archive", "featured", "search"]);

function keyOf({ kind, url, edition, data }: PlannedPage, settings: Settings): string | null {
  const several = settings.editions.length > 1;
  if (data.post !== null && kind !== "redirect") {
    const { translationKey, path } = data.post;
    if (translationKey !== null) return `key ${translationKey}`;
    return several ? `file ${withoutSuffix(path, settings)}` : null;
  }
  if (!several || !lists.has(kind) || (data.paginator?.number ?? 1) > 1) return null;
  const path = settings.editions.find(({ language }) => language === edition)?.path ?? "";
  return `list ${url.slice((settings.base + encodePath(path)).length)}`;
}

/** `posts/hello.en.md` → `posts/hello.md` */
function withoutSuffix(path: string, { editions }: Settings): string {
  const suffix = /\.([^./]+)(?=\.[^./]+$)/.exec(path);
  const isLanguage = editions.some(({ language }) => language.toLowerCase() === suffix?.[1]?.toLowerCase());
  return suffix === null || !isLanguage
    ? path
    : path.slice(0, suffix.index) + path.slice(suffix.index + suffix[0].length);
}

/** The site's own language first, which stands for readers of any other; then as `site.yml` lists them. */
function rank(lang: string, { editions }: Settings): number {
  const at = editions.findIndex(({ language }) => language === lang);
  return at < 0 ? editions.length : at;
}

function nameOf(lang: string, { editions }: Settings): string {
  return editions.find(({ language }) => language === lang)?.name ?? ownName(lang);
}
