/** The blog this repository carries, built into a temporary folder of its own. */
import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { emptyProject, type Project } from "../bad-inputs/project.ts";
import { inkstone } from "../bad-inputs/run.ts";

const home = path.join(import.meta.dirname, "../..");
/** What is the blog's own; templates are found in the tool. */
const OWN = ["site.yml", "posts", "pages", "data", "assets"];

export async function buildSampleBlog(...options: readonly string[]): Promise<Project> {
  const project = emptyProject();
  for (const name of OWN.filter((one) => existsSync(path.join(home, one)))) {
    cpSync(path.join(home, name), path.join(project.root, name), { recursive: true });
  }
  const run = await inkstone(project, ["build", "--strict", ...options]);
  if (run.exit !== 0) throw new Error(`The sample blog does not build strictly (exit ${run.exit}):\n${run.output}`);
  return project;
}
