/** Which edition of the site a post belongs to, and what its file name says of its language. */
import type { Edition } from "../model.ts";
import { nearestLanguage } from "../shared/languages.ts";

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

/** `posts/hello.en.md` is `posts/hello.md` in English, where the site has an English edition. */
export function readLanguageSuffix(
  path: string,
  editions: readonly EditionRule[],
): { readonly path: string; readonly language: string | null } {
  if (editions.length < 2) return { path, language: null };
  const [, start = "", suffix = "", end = ""] = /^(.*)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)(\.[^./]+)$/i.exec(path) ?? [];
  const edition = editions.find(({ language }) => language.toLowerCase() === suffix.toLowerCase());
  return edition === undefined ? { path, language: null } : { path: start + end, language: edition.language };
}
