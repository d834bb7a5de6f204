/** The laws are tried on sources made by hand: they are what would be read from a folder. */
import fc from "fast-check";
import { expect } from "vitest";
import { readSources } from "../../src/source/read-sources.ts";
import { tinySite } from "../tiny-site.ts";
import { inFolder } from "./folders.ts";
import { home, now, sourcesOf } from "./in-memory.ts";
import { putSite } from "./on-disk.ts";
import { law, runs } from "./runs.ts";

law("a tiny site in memory is the same as in a folder", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, async (site) => {
      await inFolder(async (root) => {
        putSite(root, site);
        const { out, ...read } = await readSources(root, { home, now });
        const made = await sourcesOf(site);
        const anywhere = (sources: typeof made) => ({
          ...sources,
          assets: sources.assets.map((asset) => ({ ...asset, disk: "" })),
        });
        expect(anywhere(read)).toEqual(anywhere(made));
      });
    }),
    runs(8),
  );
});
