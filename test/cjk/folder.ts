/** A site as a folder on disk, built and rendered: what its reader and its author see. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "../../src/build.ts";
import type { Problem, Site } from "../../src/model.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { inProcess } from "../../src/worker/in-process.ts";

const home = join(import.meta.dirname, "../..");

export type BuiltFolder = {
  /** Output file → its text, or `copy` of what is copied. */
  readonly files: ReadonlyMap<string, string>;
  readonly urls: ReadonlyMap<string, string>;
  readonly site: Site;
  readonly problems: readonly Problem[];
};

/** @param files path → text or bytes; a `site.yml` without anything is added */
export async function buildFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<BuiltFolder> {
  const root = mkdtempSync(join(tmpdir(), "inkstone-cjk-"));
  try {
    for (const [path, content] of Object.entries({ "site.yml": "", "posts/.keep": "", ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const sources = await readSources(root, { home, now: Date.UTC(2026, 0, 1) });
    const built = await build(sources, inProcess());
    const problems = [...built.problems];
    const texts = new Map<string, string>();
    for await (const { file, content } of built.render(built.outputs, (problem) => problems.push(problem)))
      texts.set(file, "text" in content ? content.text : "copy");
    const urls = new Map(built.outputs.map(({ file, url }) => [file, url]));
    return { files: texts, urls, site: built.site, problems };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A page of it, which must be there. */
export function fileOf({ files }: BuiltFolder, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`there is no ${name} among ${[...files.keys()].join(" ")}`);
  return text;
}
