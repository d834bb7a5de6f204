import type { KnownPost, Problem, Template } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { isOurs } from "../shared/our-files.ts";

/**
 * A site's template that nothing asks for, under a name that is nearly one of ours: it was meant to take the place of
 * that, and would be passed over without a word.
 */
export function checkUnused(templates: readonly Template[], posts: readonly KnownPost[]): readonly Problem[] {
  const ours = new Set(templates.filter(({ path }) => isOurs(path)).map(({ name }) => name));
  const asked = new Set(
    posts.flatMap(({ card, components }) => [
      `${card.layout}.njk`,
      ...components.map((call) => `components/${call.name}.njk`),
    ]),
  );
  return templates.flatMap((template) => {
    const { name, path, replacesOurs } = template;
    if (isOurs(path) || replacesOurs || asked.has(name)) return [];
    const other = /\.njk$/.test(name) ? null : name.replace(/(?:\.[a-z0-9]+)?$/i, ".njk");
    const meant = other !== null && ours.has(other) ? other : likeness(name, ours);
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

/** What all names have in common makes none of them like another. */
function likeness(name: string, ours: ReadonlySet<string>): string | null {
  const start = name.startsWith("components/") ? "components/" : "";
  const end = ".njk";
  if (!name.endsWith(end)) return nearest(name, ours);
  const inside = (each: string) => each.slice(start.length, -end.length);
  const meant = nearest(inside(name), [...ours].filter((each) => each.startsWith(start)).map(inside));
  return meant === null ? null : start + meant + end;
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
