/** The work that is counted: by new workers, so that nothing is remembered. */
import { build } from "../../src/build.ts";
import { createWorker, inProcess } from "../../src/worker/in-process.ts";
import type { TinySite } from "../tiny-site.ts";
import { renderAll, settingsOf, sourcesOf } from "./in-memory.ts";
import { plainSettings } from "./plain-settings.ts";

/** Answers how many bytes the site's pages have together. */
export async function buildSite(site: TinySite): Promise<number> {
  const sources = await sourcesOf(site);
  const built = await build(sources, inProcess());
  const texts = await renderAll(built, built.outputs);
  return texts.reduce((sum, [, text]) => sum + text.length, 0);
}

export async function readOne(text: string): Promise<number> {
  const file = { path: "posts/2014-01-01-x.md", text, hash: "" };
  return JSON.stringify(createWorker().read([file], await settingsOf(plainSettings))).length;
}
