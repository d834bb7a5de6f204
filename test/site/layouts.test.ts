/** Which template a post is shown in, by its `layout`. */
import { expect, test } from "vitest";
import { checkLayouts } from "../../src/site/check-layouts.ts";
import { layoutsIn } from "../../src/site/layouts.ts";
import { known } from "./known.ts";

const template = (name: string, text: string) => ({ name, path: `templates/${name}`, text, hash: name });
const ours = [
  template("post.njk", "{{ post.html }}"),
  template("page.njk", "{{ post.html }}"),
  template("home.njk", "{{ page.posts }}"),
  template("archive.njk", "{{ page.years }}"),
];

const said = (layout: string, templates = ours) =>
  checkLayouts([known("posts/a.md", { layout })], layoutsIn(templates), () => undefined).map(
    ({ code, message, hint }) => `${code} ${message} ${hint}`,
  );

test("a layout that makes lists would leave the text out", () => {
  for (const layout of ["home", "archive"])
    expect(said(layout)).toEqual([
      expect.stringMatching(
        /^layout\/not-found The layout `.*` shows no post; `post` is used instead\. write `layout: post`/,
      ),
    ]);
});

test("unless it is one of the author's own, which shows it", () => {
  const own = template("home.njk", "{% if post %}{{ post.html }}{% endif %}");
  expect(said("home", [...ours.slice(0, 2), own])).toEqual([]);
  expect(said("essay", [...ours, template("essay.njk", "")])).toEqual([]);
});

test("one that is not there is said; one that could not be read was told of already", () => {
  expect(said("pots")).toEqual([expect.stringContaining("did you mean `post`?")]);
  expect(said("post", [])).toEqual([]);
});
