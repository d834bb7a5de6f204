/** Settings, templates and command lines gone wrong, and a disk that does not do as it should. */
import { expect, test } from "vitest";
import { aftermath } from "./aftermath.ts";
import { cases } from "./case.ts";
import { stories } from "./stories/stories.ts";
import { tryCases, untold } from "./trial.ts";

tryCases(
  "settings, templates, command line",
  cases.filter((one) => one.kind === "config" || one.kind === "template" || one.kind === "cli"),
);

tryCases(
  "the disk",
  cases.filter((one) => one.kind === "fs"),
);

test("what the cases ask for in words is looked at in code", () => {
  expect(cases.filter(untold).map((one) => one.id)).toEqual([]);
});

test("no check belongs to a case that is not tried", () => {
  const ids = new Set(cases.map((one) => one.id));
  expect([...Object.keys(stories), ...Object.keys(aftermath)].filter((id) => !ids.has(id))).toEqual([]);
});
