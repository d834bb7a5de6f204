/** Components as posts call them, against the templates that there are. */
import { expect, test } from "vitest";
import type { KnownPost } from "../../src/model.ts";
import { renderMarkdown } from "../../src/post/markdown.ts";
import { checkComponents } from "../../src/site/check-components.ts";
import { rules } from "../post/posts.ts";
import { known } from "./known.ts";

const template = (name: string, text: string) => ({ name, path: `templates/${name}`, text, hash: name });
const templates = [
  template("components/figure.njk", "{{ args.src.url }} {{ args.alt or args.caption }} {{ body }}"),
  template("components/video.njk", '{% set film = args.src.url %}{% include "parts/video.njk" %}'),
  template("components/any.njk", "{{ args | json }}"),
  template("components/bare.njk", "<hr>"),
  template("parts/video.njk", "{{ film }} {{ args.controls }}"),
];

function said(body: string): readonly string[] {
  const source = { path: "posts/a.md", text: body };
  const { language, ...others } = rules();
  const settings = { ...others, language, siteLanguage: language, math: false, ruby: false } as const;
  const { components } = renderMarkdown(source, { text: body, firstLine: 1 }, settings);
  const post: KnownPost = known("posts/a.md", {}, { components });
  return checkComponents([post], templates, () => ({ ...source, hash: "" })).map(
    ({ code, line, column, length, hint }) => `${code} ${line}:${column}+${length} ${hint}`,
  );
}

test.each([
  ['::fgure{src="a.png"}', "component/not-found 1:1+20 did you mean `figure`?"],
  ['::figure{src="a.png" captoin="b"}', "component/unknown-argument 1:22+7 did you mean `caption`?"],
  ["::bare{big}", "component/unknown-argument 1:8+3 it asks for controls."],
  ["x\n\n::figure", "component/missing-argument 3:1+8 write ::figure"],
  ['::figure{caption="a"}', "component/missing-argument 1:1+21"],
  ['汉\n\n> ::figure{src="a.png"', "component/not-understood 3:3+20 between { and }"],
  ["::figure{src='a.png' caption=图 b=\"}", "component/not-understood 1:1+35"],
  ["::figure{src=a.png} words", "component/not-understood 1:1+25"],
])("%j", (body, words) => {
  expect(said(body)).toEqual([expect.stringContaining(words)]);
});

test.each([
  '::figure{src="a.png" alt="b"}',
  ":::figure\n| a |\n:::",
  "::video{src=a.mp4 controls=no}",
  "::any{x=1 y=2}",
  "::before{content: x}",
  "```\n::fgure{x=1}\n::figure{\n```",
  "text\n::figure{x",
])("nothing: %j", (body) => {
  expect(said(body)).toEqual([]);
});
