/** Law 1: warm = clean, after any edits. Whatever is remembered from the past cannot be told from its result. */
import fc from "fast-check";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { edits, furnishedSite, statesOf, tinySite } from "../tiny-site.ts";
import { inFolder, tree } from "./folders.ts";
import { snapshot, sourcesOf } from "./in-memory.ts";
import { buildFolder, putSite } from "./on-disk.ts";
import { law, runs } from "./runs.ts";

const shared = inProcess();

law("a worker that has built every earlier state builds the last one as a new worker does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(tinySite, furnishedSite), edits, async (site, changes) => {
      const warm = inProcess();
      let last = null;
      for (const state of statesOf(site, changes))
        last = { state, built: await snapshot(await sourcesOf(state), warm) };
      if (last === null) throw new Error("there is a first state");
      expect(last.built).toEqual(await snapshot(await sourcesOf(last.state), inProcess()));
    }),
    runs(3),
  );
});

law("a folder built after every edit holds what one build elsewhere leaves, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, edits, async (site, changes) => {
      const elsewhere = new Map<string, string>();
      await inFolder(async (root) => {
        const warm = inProcess();
        let standing: ReadonlyMap<string, string> = elsewhere;
        for (const state of statesOf(site, changes)) {
          putSite(root, state);
          const { published } = await buildFolder(root, warm);
          // An error publishes nothing: what stood there stands.
          if (published !== null) standing = await cleanBuild(state);
          expect(tree(`${root}/dist`)).toEqual(standing);
        }
      });
    }),
    runs(8),
  );
});

law("an address that may be kept for ever stands for the same bytes for ever", async () => {
  await fc.assert(
    fc.asyncProperty(furnishedSite, edits, async (site, changes) => {
      const everSeen = new Map<string, string>();
      for (const state of statesOf(site, changes)) {
        const { outputs } = await build(await sourcesOf(state), shared);
        const headers = outputs.find(({ file }) => file === "_headers");
        const kept = headers?.kind === "text" ? immutableIn(headers.text) : [];
        for (const output of outputs) {
          if (output.kind !== "copy" || !kept.includes(output.url)) continue;
          expect(everSeen.get(output.url) ?? output.hash, output.url).toBe(output.hash);
          everSeen.set(output.url, output.hash);
        }
      }
    }),
    runs(4),
  );
});

/** Addresses that browsers are told to keep. */
function immutableIn(headers: string): readonly string[] {
  return [...headers.matchAll(/^(\/\S+)\n(?: {2}.*\n)*? {2}Cache-Control: .*immutable/gm)].map(([, url = ""]) => url);
}

async function cleanBuild(site: Parameters<typeof putSite>[1]): Promise<ReadonlyMap<string, string>> {
  return await inFolder(async (root) => {
    putSite(root, site);
    const { problems, published } = await buildFolder(root);
    expect(published, JSON.stringify(problems)).not.toBeNull();
    return tree(`${root}/dist`);
  });
}
