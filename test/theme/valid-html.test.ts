/** Every page of the sample blog is what HTML allows. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, type Project } from "../bad-inputs/project.ts";
import { buildSampleBlog } from "../browser/sample-blog.ts";
import { filesOf } from "./sample.ts";

let project: Project;
beforeAll(async () => {
  project = await buildSampleBlog();
});
afterAll(() => {
  if (project !== undefined) discard(project);
});

/** Matters of taste, in which this house has another. */
type Rule = "off" | ["error", { allowAnyNamable: boolean }];
const taste: Record<string, Rule> = {
  "void-style": "off",
  "doctype-style": "off",
  "long-title": "off",
  "no-trailing-whitespace": "off",
  "attr-quotes": "off",
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "no-raw-characters": "off",
  "require-sri": "off",
  "no-inline-style": "off",
  "prefer-native-element": "off",
  "unique-landmark": "off",
  "tel-non-breaking": "off",
  // A list may have a name.
  "aria-label-misuse": ["error", { allowAnyNamable: true }],
  // A search is answered while it is typed, and at Enter.
  "wcag/h32": "off",
};

test("no page has a fault", async () => {
  const checker = new HtmlValidate(
    new StaticConfigLoader({ extends: ["html-validate:recommended"], rules: taste, root: true }),
  );
  const faults: string[] = [];
  const files = filesOf(project.dist, ".html");
  for (const file of files) {
    const report = await checker.validateString(readFileSync(path.join(project.dist, file), "utf8"), file);
    for (const { messages } of report.results)
      faults.push(...messages.map(({ ruleId, message, line }) => `${file}:${line} ${ruleId}: ${message}`));
  }
  expect(files.length).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});
