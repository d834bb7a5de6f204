/** Law 3: same sources, same bytes: in any listing order, any time zone, any locale, whatever was built before. */
import fs from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { inProcess } from "../../src/worker/in-process.ts";
import { type TinySite, tinySite } from "../tiny-site.ts";
import type { Answer, Question } from "./far-machine.ts";
import { type FarProcess, startProcess } from "./far-process.ts";
import { inFolder, tree } from "./folders.ts";
import { snapshot, sourcesOf } from "./in-memory.ts";
import { buildFolder, putSite } from "./on-disk.ts";
import { law, runs } from "./runs.ts";

/** Far ends of the world's clocks, half an hour aside, and locales with other digits, letters and orders. */
const machines = [
  { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8" },
  { TZ: "America/St_Johns", LC_ALL: "ar_EG.UTF-8" },
  { TZ: "UTC", LC_ALL: "zh_TW.UTF-8" },
];

const far: FarProcess<Question, Answer>[] = [];
/** Of the same worker for all, since remembering has its own law. */
const workers = inProcess();

beforeAll(async () => {
  for (const environment of machines) far.push(await startProcess("far-machine.ts", { environment }));
});

afterAll(() => {
  for (const machine of far) machine.stop();
});

law("machines elsewhere make the same bytes", async () => {
  const places = await Promise.all(far.map((machine) => machine.ask("where")));
  expect(places).toEqual(machines.map(({ TZ, LC_ALL }) => `${TZ} ${LC_ALL.slice(0, 5).replace("_", "-")}`));
  await fc.assert(
    fc.asyncProperty(tinySite, fc.nat(machines.length - 1), async (site, which) => {
      const there = far[which]?.ask(site);
      const here = await snapshot(await sourcesOf(site), workers);
      expect(await there).toEqual(here);
    }),
    runs(3),
  );
});

law("the order of the sources changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, fc.infiniteStream(fc.nat(999)), async (site, order) => {
      const sources = await sourcesOf(site);
      const shuffled = <T>(list: readonly T[]): readonly T[] =>
        list
          .map((item) => ({ item, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item);
      const elsewhere = {
        ...sources,
        posts: shuffled(sources.posts),
        pages: shuffled(sources.pages),
        assets: shuffled(sources.assets),
        templates: shuffled(sources.templates),
      };
      expect(await snapshot(elsewhere, workers)).toEqual(await snapshot(sources, workers));
    }),
    runs(3),
  );
});

law("the order in which a disk lists its folders changes nothing", async () => {
  const listed = fs.readdirSync;
  const disk = vi.spyOn(fs, "readdirSync");
  const builtOn = async (site: TinySite, order: "as it is" | "the other way round") =>
    await inFolder(async (root) => {
      putSite(root, site);
      disk.mockImplementation(((...args: Parameters<typeof listed>) => {
        const entries = listed(...args);
        return order === "as it is" ? entries : entries.reverse();
      }) as typeof listed);
      const { problems } = await buildFolder(root, workers);
      return { problems, dist: tree(`${root}/dist`) };
    });
  try {
    await fc.assert(
      fc.asyncProperty(tinySite, async (site) => {
        expect(await builtOn(site, "the other way round")).toEqual(await builtOn(site, "as it is"));
      }),
      runs(8),
    );
  } finally {
    disk.mockRestore();
  }
});
