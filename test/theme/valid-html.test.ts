/** Every page of the sample blog is what HTML allows. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, type Project } from "../bad-inputs/project.ts";
import { buildSampleBlog } from "../browser/sample-blog.ts";
import { faultsOf } from "./html-rules.ts";
import { filesOf } from "./sample.ts";

let project: Project;
beforeAll(async () => {
  project = await buildSampleBlog();
});
afterAll(() => {
  if (project !== undefined) discard(project);
});

test("no page has a fault", async () => {
  const faults: string[] = [];
  const files = filesOf(project.dist, ".html");
  for (const file of files) faults.push(...(await faultsOf(readFileSync(path.join(project.dist, file), "utf8"), file)));
  expect(files.length).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});

test("and the checker would tell of one", async () => {
  const page =
    '<!doctype html>\n<html lang="en"><head><title>x</title></head><body><p id="a b"><div></div></p></body></html>';
  expect(await faultsOf(page, "x.html")).toEqual(
    expect.arrayContaining([expect.stringMatching(/^x\.html:2 valid-id: /), expect.stringMatching(/^x\.html:2 /)]),
  );
});
