/** A tiny site as a folder, and the build of it. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "../../src/build.ts";
import type { Problem, ReadyFile } from "../../src/model.ts";
import { type Published, publish } from "../../src/output/publish.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import type { Workers } from "../../src/worker/worker.ts";
import { siteYml, type TinySite } from "../tiny-site.ts";
import { filesBelow } from "./folders.ts";
import { home, now } from "./in-memory.ts";

/** Makes the folder what the site says: what is new or other is written, what is gone is removed, the rest is not touched. */
export function putSite(root: string, site: TinySite): void {
  const files = { ...site.files, "site.yml": siteYml(site.settings), "posts/.keep": "" };
  const wanted = new Map(Object.entries(files).map(([path, text]) => [join(root, path), text]));
  for (const path of filesBelow(root)) {
    const full = join(root, path);
    if (!/^(?:dist|\.inkstone)\//.test(path) && !wanted.has(full)) rmSync(full);
  }
  for (const [path, text] of wanted) {
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

export type Outcome = { readonly problems: readonly Problem[]; readonly published: Published | null };

/** What `inkstone build` does: an error publishes nothing. */
export async function buildFolder(root: string, workers: Workers = inProcess()): Promise<Outcome> {
  const sources = await readSources(root, { home, now });
  const built = await build(sources, workers);
  const problems = [...built.problems];
  const failed = () => problems.some(({ severity }) => severity === "error");
  if (failed()) return { problems, published: null };
  const ready: ReadyFile[] = [];
  for await (const file of built.render(built.outputs, (problem) => problems.push(problem))) ready.push(file);
  if (failed()) return { problems, published: null };
  return { problems, published: await publish(ready, { root, out: join(root, "dist") }) };
}
