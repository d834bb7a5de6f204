/** Which edition of the site a post belongs to, and what its file name says of its language. */
import type { Edition, Origin } from "../model.ts";
import { nearestLanguage, primaryLanguage } from "../shared/languages.ts";

/** What a post has to know of the editions: nothing of what is shown on them. */
export type EditionRule = Pick<Edition, "language" | "path">;

/** `/en`, or nothing for posts of the first edition and in languages that the site has no edition of. */
export function editionPath(lang: string, editions: readonly EditionRule[]): string {
  // A site in one language, as most are.
  if (editions.every(({ path }) => path === "")) return "";
  const nearest = nearestLanguage(
    lang,
    editions.map(({ language }) => language),
  );
  return editions.find(({ language }) => language === nearest)?.path ?? "";
}

/**
 * `posts/hello.en.md` is `posts/hello.md` in English, where the site has an English edition. Hugo's names may say the
 * only language that there is.
 */
export function readLanguageSuffix(
  path: string,
  editions: readonly EditionRule[],
  compat: Origin | null,
): { readonly path: string; readonly language: string | null } {
  if (editions.length < 2 && compat !== "hugo") return { path, language: null };
  const [, start = "", suffix = "", end = ""] = SUFFIXED.exec(path) ?? [];
  const tag = suffix.toLowerCase();
  const edition = editions.find(({ language }) => language.toLowerCase() === tag);
  if (edition !== undefined) return { path: start + end, language: edition.language };
  const [only, ...more] = editions;
  const isOnly = only !== undefined && more.length === 0 && tag !== "" && primaryLanguage(only.language) === tag;
  return { path: isOnly ? start + end : path, language: null };
}

const SUFFIXED = /^(.*)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)(\.[^./]+)$/i;
