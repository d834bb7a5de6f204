/**
 * What Hugo lets a section say for its posts: whether they are drafts, when they expire, and whether they have pages. A
 * post's own word goes before it, and that of a nearer section before that of one further out.
 */
import type { Json, Origin, Section } from "../model.ts";
import { once } from "../shared/once.ts";
import { readLanguageSuffix } from "./edition.ts";
import { foldKey } from "./keys.ts";
import type { ReadRules } from "./read-rules.ts";
import { type Desk, presentKeys, warn } from "./read-values.ts";

/** What all sections above a post say together. */
export function cascadeOver(path: string, { sections, editions, compat }: ReadRules): Section["cascade"] {
  if (sections.length === 0) return nothing;
  const languageOf = (file: string) => readLanguageSuffix(file, editions, compat).language ?? editions[0]?.language;
  const language = languageOf(path);
  const over = sectionsOver(path, sections)
    .filter((section) => languageOf(section.path) === language)
    .map(({ cascade }) => cascade);
  return {
    draft: over.find(({ draft }) => draft !== null)?.draft ?? null,
    expires: over.find(({ expires }) => expires !== null)?.expires ?? null,
    build: over.find(({ build }) => build !== null)?.build ?? null,
  };
}

const nothing: Section["cascade"] = { draft: null, expires: null, build: null };

/** The sections that a file lies in, the innermost first. */
export function sectionsOver(path: string, sections: ReadRules["sections"]): readonly Section[] {
  const all = byFolder(sections);
  const over: Section[] = [];
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) over.push(...(all.get(folder) ?? []));
  return over;
}

const byFolder = once((sections: ReadRules["sections"]): ReadonlyMap<string, readonly Section[]> => {
  const folders = new Map<string, Section[]>();
  for (const section of sections) {
    const folder = folderOf(section.path);
    folders.set(folder, [...(folders.get(folder) ?? []), section]);
  }
  return folders;
});

/** `content/posts/x.md` → `content/posts` → `content` → nothing. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Why a post is not shown that does not say so by a key of ours. */
export function withheldByHugo(desk: Desk, inherited: Section["cascade"], compat: Origin | null) {
  if (compat !== "hugo") return null;
  if (inherited.draft === true && presentKeys(desk, "draft").length === 0) return "draft";
  return isRendered(desk, inherited.build) ? null : "not-rendered";
}

/** Whether a post has a page at all; that it is to be in no list is told, since it is in all of them here. */
function isRendered(desk: Desk, inherited: Json): boolean {
  const { fields } = desk.front;
  const key = Object.keys(fields).find((each) => /^_?build$/.test(foldKey(each)));
  const headless = Object.keys(fields).some((each) => foldKey(each) === "headless" && fields[each] === true);
  const build = (key === undefined ? null : fields[key]) ?? inherited;
  if (headless) return false;
  if (typeof build !== "object" || build === null || Array.isArray(build)) return true;
  const { render = null, list = null } = build as { readonly [name: string]: Json };
  if (["never", "link", false].includes(render as string)) return false;
  if (key !== undefined && ["never", "local", false].includes(list as string)) {
    warn(desk, `${key}.list`, {
      code: "front-matter/build",
      message: `\`${key}.list\` is \`${String(list)}\`; here the post stands in lists and feeds like any other.`,
      hint: "give it `draft: true`, or move it out of the folder of posts",
    });
  }
  return true;
}
