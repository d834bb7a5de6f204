import type { Template } from "../model.ts";

/** Templates that make lists and frames. Themes of old had layouts of these names; a post shown in one is not to be seen. */
const ofNoPost = new Set("404 archive base home list redirect search term terms".split(" "));

/** Whether a layout of this name is a template, but none that shows a post. */
export const isOfNoPost = (layout: string): boolean => ofNoPost.has(layout);

/** The templates that a post may name as its `layout`; a site's own `home.njk` that shows a post is one, too. */
export function layoutsIn(templates: readonly Template[]): ReadonlySet<string> {
  return new Set(
    templates.flatMap(({ name, text }) =>
      isOfNoPost(name.replace(/\.njk$/, "")) && !/\bpost\.html\b/.test(text) ? [] : [name],
    ),
  );
}
