/** Templates of a site that were meant to take the place of ours and do not. */
import { expect, test } from "vitest";
import type { Template } from "../../src/model.ts";
import { checkUnused } from "../../src/site/check-unused.ts";
import { known } from "./known.ts";

const template = (name: string, text = "", path = `templates/${name}`): Template => ({ name, path, text, hash: "" });
const ours = ["post.njk", "base.njk", "parts/post-card.njk"].map((name) =>
  template(name, '{% include "parts/post-card.njk" %}', `inkstone:templates/${name}`),
);
const said = (...own: readonly Template[]) =>
  checkUnused([...ours, ...own], [known("posts/a.md", { layout: "pest" })]).map(
    ({ file, hint }) => `${file} ${hint?.split(",")[0]}`,
  );

test.each([
  ["pots.njk", "post.njk"],
  ["post.html", "post.njk"],
  ["base.nunjucks", "base.njk"],
  ["part/post-card.njk", "parts/post-card.njk"],
  ["parts/post-crad.njk", "parts/post-card.njk"],
])("%s", (name, meant) => {
  expect(said(template(name))).toEqual([`templates/${name} did you mean \`${meant}\``]);
});

test("none that another one names, or a post, or that looks like none of ours", () => {
  expect(said(template("pots.njk"), template("x.njk", '{% extends "pots.njk" %}'))).toEqual([]);
  expect(said(template("parts/post-crad.njk"), template("parts/x.njk", "{% include './post-crad.njk' %}"))).toEqual([]);
  expect(said(template("pots.njk"), template("x.njk", '{% include "parts/" + page.kind %}'))).toEqual([]);
  expect(said(template("pest.njk"), template("essay.njk"), template("components/hello.njk"))).toEqual([]);
});

test("nor a component that a post calls, or that is like one of ours in its folder and ending alone", () => {
  const video = template("components/video.njk", "", "inkstone:templates/components/video.njk");
  const call = { name: "videos", kind: "leaf", args: null, line: 1, column: 1, length: 1 } as const;
  const calling = [known("posts/a.md", {}, { components: [call] })];
  const own = ["components/videos.njk", "components/audio.njk", "poet.njk"].map((name) => template(name));
  expect(checkUnused([...ours, video, ...own], calling).map(({ file }) => file)).toEqual(["templates/poet.njk"]);
  expect(checkUnused([video, template("components/vidoe.njk")], calling)).toMatchObject([
    { hint: expect.stringContaining("did you mean `components/video.njk`") },
  ]);
});

test("nor one that takes the place of ours, however near it is to another", () => {
  expect(said({ ...template("pose.njk"), replacesOurs: true })).toEqual([]);
});

test("nor one of a site that is the package itself", () => {
  expect(checkUnused([template("pots.njk"), template("post.njk")], [])).toEqual([]);
});
