/** A page weighs little: what a browser fetches for it, gzipped, pictures aside. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, type Project } from "../bad-inputs/project.ts";
import { buildSampleBlog } from "../browser/sample-blog.ts";
import { filesOf, kindsOfPages, weightOf } from "./sample.ts";

let project: Project;
beforeAll(async () => {
  project = await buildSampleBlog();
});
afterAll(() => {
  if (project !== undefined) discard(project);
});

test("the sample post: html, styles and scripts together at most 40 kB", () => {
  const [, file] = kindsOfPages(project.dist).find(([kind]) => kind === "post") ?? ["", ""];
  const { html, css, js } = weightOf(project.dist, file);
  expect(html + css + js).toBeLessThanOrEqual(40_000);
});

test("no page: styles over 12 kB", () => {
  const heavy = filesOf(project.dist, ".html").filter((file) => weightOf(project.dist, file).css > 12_000);
  expect(heavy).toEqual([]);
});

test("no post: scripts over 10 kB", () => {
  const posts = kindsOfPages(project.dist).filter(([kind]) => kind.startsWith("post"));
  expect(posts.length).toBeGreaterThan(2);
  expect(posts.filter(([, file]) => weightOf(project.dist, file).js > 10_000)).toEqual([]);
});

test("the README says what they weigh", () => {
  const readme = readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");
  const rows: readonly (readonly [said: string, kind: string])[] = [
    ["home", "home"],
    ["the post `MesosCon 2014`", "post"],
    ["a post with code, formulas, charts and a film", "post with everything"],
    ["archive", "archive"],
  ];
  for (const [said, kind] of rows) {
    const [, file = ""] = kindsOfPages(project.dist).find(([name]) => name === kind) ?? [];
    const { html, css, js } = weightOf(project.dist, file);
    const cells = readme.split(`\n| ${said} | `)[1]?.split(" |\n")[0]?.split(" | ").map(Number) ?? [];
    expect(cells, said).toHaveLength(3);
    for (const [at, bytes] of [html, css, js].entries()) {
      expect(bytes / 1000, `${said}, column ${at + 1}`).toBeLessThanOrEqual(cells[at] ?? 0);
      expect(bytes / 1000, `${said}, column ${at + 1}`).toBeGreaterThan((cells[at] ?? 0) - 2);
    }
  }
});
