import type { KnownPost, Problem, Template } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { isOurs } from "../shared/our-files.ts";

/**
 * A site's template that nothing asks for, under a name that is nearly one of ours: it was meant to take the place of
 * that, and would be passed over without a word.
 */
export function checkUnused(templates: readonly Template[], posts: readonly KnownPost[]): readonly Problem[] {
  const ours = new Set(templates.filter(({ path }) => isOurs(path)).map(({ name }) => name));
  const layouts = new Set(posts.map(({ card }) => `${card.layout}.njk`));
  return templates.flatMap((template) => {
    const { name, path, replacesOurs } = template;
    if (isOurs(path) || replacesOurs || layouts.has(name)) return [];
    const other = /\.njk$/.test(name) ? null : name.replace(/(?:\.[a-z0-9]+)?$/i, ".njk");
    const meant = other !== null && ours.has(other) ? other : nearest(name, ours);
    if (meant === null || templates.some((one) => one !== template && mayName(one.text, name))) return [];
    const message = `Nothing uses the template \`${name}\`.`;
    return {
      severity: "warning" as const,
      code: "template/unused",
      file: path,
      message,
      hint: `did you mean \`${meant}\`, to take the place of ours? Else name it in a template, or as the \`layout\` of a post.`,
    };
  });
}

/** `"parts/x.njk"` or `"./x.njk"`; what a template names by an expression may be anything. */
function mayName(text: string, name: string): boolean {
  const lastName = name.slice(name.lastIndexOf("/") + 1);
  const named = [`"${name}"`, `'${name}'`, `/${lastName}"`, `/${lastName}'`];
  if (named.slice(0, 2).some((words) => text.includes(words))) return true;
  const beside = named.slice(2).some((words) => text.includes(words)) && /["']\.\.?\//.test(text);
  return beside || BY_EXPRESSION.test(text);
}

const BY_EXPRESSION = /\{%-?\s*(?:include|extends|import|from)\s+(?:[^"'\s]|(["'])[^"']*\1\s*[+~])/;
