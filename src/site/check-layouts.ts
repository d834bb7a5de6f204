import type { KnownPost, Problem, SourceFile, SourcePath } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { once, onceClean } from "../shared/once.ts";
import { problemAt } from "../shared/problem.ts";
import { isOfNoPost } from "./layouts.ts";

/** Layouts that posts name and no template answers to. */
export function checkLayouts(
  posts: readonly KnownPost[],
  templates: ReadonlySet<string>,
  sourceOf: (path: SourcePath) => SourceFile | undefined,
): readonly Problem[] {
  return unlessClean([...templates, ...posts.map(namesIn)], () => namesNotFound(posts, templates, sourceOf));
}

const unlessClean = onceClean();
const namesIn = once(({ card }: KnownPost) => card.layout);

function namesNotFound(
  posts: readonly KnownPost[],
  templates: ReadonlySet<string>,
  sourceOf: (path: SourcePath) => SourceFile | undefined,
): readonly Problem[] {
  const names = [...templates].map((name) => name.replace(/\.njk$/, "")).sort();
  const layouts = names.filter((name) => !name.includes("/") && !name.includes("."));
  return posts.flatMap((post) => {
    const { card } = post;
    // One that is there and cannot be read is told of already.
    if (templates.has(`${card.layout}.njk`) || card.layout === card.kind) return [];
    const source = sourceOf(card.path) ?? { path: card.path, text: "" };
    return problemAt(source, post.at.layout ?? { line: 1, column: 1, length: 3 }, {
      severity: "warning",
      code: "layout/not-found",
      message: isOfNoPost(card.layout)
        ? `The layout \`${card.layout}\` shows no post; \`${card.kind}\` is used instead.`
        : `There is no template for the layout \`${card.layout}\`; \`${card.kind}\` is used instead.`,
      hint: isOfNoPost(card.layout)
        ? "write `layout: post`, or `layout: page` for what has no date."
        : hintFor(card.layout, layouts, `templates/${card.layout}.njk`),
    });
  });
}

export function hintFor(name: string, known: readonly string[], file: string): string {
  const near = nearest(name, known);
  return near === null
    ? `make ${file}, or use one of: ${known.join(", ")}.`
    : `did you mean \`${near}\`? Or make ${file}.`;
}
