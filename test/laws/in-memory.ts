/** A tiny site as the value a build is made from, and a build as a value that can be compared. No disk is touched. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Built, build } from "../../src/build.ts";
import type { Asset, Output, Problem, Settings, SourceFile, Sources, Template } from "../../src/model.ts";
import { hash } from "../../src/shared/hash.ts";
import { readConfig } from "../../src/source/config.ts";
import { readSources } from "../../src/source/read-sources.ts";
import type { Workers } from "../../src/worker/worker.ts";
import { siteYml, type TinySettings, type TinySite } from "../tiny-site.ts";
import { inFolder } from "./folders.ts";

export const home = join(import.meta.dirname, "../..");
/** The moment at which tiny sites are built. */
export const now = Date.UTC(2026, 0, 1);

/** Everything that leaves a build, in an order of its own. */
export type Snapshot = {
  /** Output file and address → its text, or the hash of what is copied. */
  readonly outputs: readonly (readonly [place: string, text: string])[];
  readonly problems: readonly Problem[];
  readonly withheld: Built["withheld"];
  readonly counts: Built["counts"];
};

export async function sourcesOf(site: TinySite): Promise<Sources> {
  const theme = await readTheme(site.settings);
  const files = Object.entries(site.files)
    .map(([path, text]): SourceFile => ({ path: path.normalize("NFC"), text, hash: hash(text) }))
    .sort(byPath);
  const below = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));
  const isPost = ({ path }: SourceFile) => /\.(?:md|markdown)$/.test(path);
  const ours = new Set(theme.templates.map(({ name }) => name));
  const own = below("templates").map((file): Template => {
    const name = file.path.slice("templates/".length);
    return { ...file, name, ...(ours.has(name) && { replacesOurs: true }) };
  });
  const assets = [...below("assets"), ...[...below("posts"), ...below("pages")].filter((file) => !isPost(file))];
  const { settings, written } = await configOf(site.settings);
  return {
    ...theme,
    settings,
    settingsFile: written.file,
    posts: below("posts").filter(isPost),
    pages: below("pages").filter(isPost),
    templates: over(theme.templates, own, ({ name }) => name),
    assets: over(theme.assets, assets.map(assetOf), ({ path }) => path),
    data: Object.fromEntries(
      below("data").map(({ path, text }) => [path.slice("data/".length, -".json".length), JSON.parse(text)]),
    ),
  };
}

/** Builds and renders. A site whose templates are broken has pages that nobody can render. */
export async function snapshot(sources: Sources, workers: Workers): Promise<Snapshot> {
  const built = await build(sources, workers);
  const problems = [...built.problems];
  const rendered = canRender(built) ? await renderAll(built, built.outputs, problems) : [];
  return {
    outputs: rendered.sort(([a], [b]) => (a < b ? -1 : 1)),
    problems: problems.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    withheld: [...built.withheld].sort((a, b) => (a.file < b.file ? -1 : 1)),
    counts: built.counts,
  };
}

export function canRender(built: Built): boolean {
  return !built.problems.some(({ severity, file }) => severity === "error" && /templates\//.test(file ?? ""));
}

export async function renderAll(
  built: Built,
  outputs: readonly Output[],
  problems: Problem[] = [],
): Promise<(readonly [place: string, text: string])[]> {
  // What cannot be rendered is left out; two outputs that clash may have one file.
  const texts: (readonly [place: string, text: string])[] = [];
  const placeOf = ({ file, url }: Output) => `${file} ${url}`;
  for await (const { file, source, content } of built.render(outputs, (problem) => problems.push(problem))) {
    for (;;) {
      const output = outputs[texts.length];
      if (output === undefined) throw new Error(`nobody asked for ${file}`);
      const found = output.file === file && output.source === source;
      texts.push([
        placeOf(output),
        !found
          ? "not rendered"
          : "text" in content
            ? content.text
            : "laid" in content
              ? "laid aside"
              : `copy of ${content.hash}`,
      ]);
      if (found) break;
    }
  }
  return [...texts, ...outputs.slice(texts.length).map((output) => [placeOf(output), "not rendered"] as const)];
}

/** What these would be as `site.yml`. */
export async function settingsOf(tiny: TinySettings): Promise<Settings> {
  return (await configOf(tiny)).settings;
}

function configOf(tiny: TinySettings): Promise<ReturnType<typeof readConfig>> {
  return once(`settings ${JSON.stringify(tiny)}`, () => inEmptySite(tiny, async (root) => readConfig(root, {})));
}

/** Our own templates, assets and words, for sites in these languages. */
function readTheme({ language, languages }: TinySettings): Promise<Sources> {
  return once(`theme ${language} ${languages}`, () =>
    inEmptySite({ language, languages }, async (root) => {
      const { out, ...sources } = await readSources(root, { home, now });
      return sources;
    }),
  );
}

const known = new Map<string, Promise<unknown>>();

/** Reading touches the disk, so the same is read once. */
function once<T>(name: string, read: () => Promise<T>): Promise<T> {
  const value = (known.get(name) as Promise<T> | undefined) ?? read();
  known.set(name, value);
  return value;
}

async function inEmptySite<T>(settings: Partial<TinySettings>, read: (root: string) => Promise<T>): Promise<T> {
  return await inFolder(async (root) => {
    mkdirSync(join(root, "posts"));
    writeFileSync(join(root, "site.yml"), siteYml(settings));
    return await read(root);
  });
}

function assetOf({ path, text, hash: digest }: SourceFile): Asset {
  const [, width, height] = /<svg [^>]*width="(\d+)" height="(\d+)"/.exec(text) ?? [];
  const pixels = (written: string | undefined) => (written === undefined ? null : Number(written));
  return {
    path,
    disk: `/nowhere/${path}`,
    hash: digest,
    size: Buffer.byteLength(text),
    width: pixels(width),
    height: pixels(height),
    text,
  };
}

/** A site's file in place of ours. */
function over<T>(ours: readonly T[], own: readonly T[], nameOf: (file: T) => string): readonly T[] {
  const byName = new Map([...ours, ...own].map((file) => [nameOf(file), file]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

function byPath(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : 1;
}
