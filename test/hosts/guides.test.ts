/** The settings files of the guide are ready to copy: each can be read, and the first of them is what `init` writes. */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as yaml from "js-yaml";
import * as toml from "smol-toml";
import { expect, test } from "vitest";
import { firstFiles } from "../../src/commands/first-files.ts";

const guide = readFileSync(path.join(import.meta.dirname, "../../posts/2026-10-25-deploying.md"), "utf8");

/** The first block of code in a section. */
function blockIn(section: string, language: string): string {
  const text = guide.slice(guide.indexOf(`\n## ${section}\n`));
  const [, block = ""] = new RegExp(`\\n\`\`\`${language}\\n(.*?)\\n\`\`\`\\n`, "s").exec(text) ?? [];
  return `${block}\n`;
}

test("GitHub Pages", () => {
  const workflow = blockIn("GitHub Pages", "yaml");
  const files = firstFiles({ name: "blog", language: "zh-CN", day: "2020-01-01", version: "1.0.0" });
  expect(workflow).toBe(files[".github/workflows/publish.yml"]);
  const { jobs, on } = yaml.load(workflow) as {
    jobs: { build: { steps: readonly { run?: string; uses?: string; with?: object }[] } };
    on: { schedule: readonly object[] };
  };
  expect(on.schedule).toHaveLength(1);
  const runs = jobs.build.steps.flatMap(({ run }) => run ?? []);
  expect(runs.find((run) => run.includes("inkstone build"))).toContain("--strict");
  expect(jobs.build.steps.find(({ uses }) => uses?.startsWith("actions/cache@"))).toMatchObject({
    with: { path: ".inkstone" },
  });
});

test("Netlify", () => {
  expect(toml.parse(blockIn("Netlify", "toml"))).toMatchObject({
    build: { command: "npm run build -- --strict", publish: "dist" },
  });
});

test("Cloudflare Pages", () => {
  expect(toml.parse(blockIn("Cloudflare Pages", "toml"))).toMatchObject({ pages_build_output_dir: "dist" });
});

test("Vercel", () => {
  expect(JSON.parse(blockIn("Vercel", "json"))).toMatchObject({
    buildCommand: "npm run build -- --strict",
    outputDirectory: "dist",
    cleanUrls: true,
  });
});

test("where to deploy from one's own machine", () => {
  expect(yaml.load(blockIn("From your own machine", "yaml"))).toMatchObject({ deploy: { branch: "gh-pages" } });
});
