import { rmSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { namesIn } from "../project.ts";
import { inkstone } from "../run.ts";
import type { Story } from "./story.ts";

export const commandLine: Readonly<Record<string, Story>> = {
  "cli-unknown-flag": ({ project }) => inkstone(project, ["build", "--drats"]),

  "cli-outside-project": async ({ project }) => {
    for (const name of ["site.yml", "posts"]) rmSync(path.join(project.root, name), { recursive: true });
    const run = await inkstone(project, ["build"]);
    expect(namesIn(project.root)).toEqual([]);
    return run;
  },

  "cli-new-traversal": async ({ project }) => {
    const before = namesIn(project.root);
    const run = await inkstone(project, ["new", "../../x"]);
    expect(namesIn(project.root)).toEqual(before);
    return run;
  },
};
