/** Law 3: same sources, same bytes: in any listing order, any time zone, any locale, whatever was built before. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inProcess } from "../../src/worker/in-process.ts";
import { type TinySite, tinySite } from "../tiny-site.ts";
import { home, type Snapshot, snapshot, sourcesOf } from "./in-memory.ts";
import { runs } from "./runs.ts";

/** Far ends of the world's clocks, half an hour aside, and locales with other digits, letters and orders. */
const machines = [
  { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8" },
  { TZ: "America/St_Johns", LC_ALL: "ar_EG.UTF-8" },
];

const folder = mkdtempSync(join(tmpdir(), "inkstone-law-"));
const children: ChildProcess[] = [];

beforeAll(async () => {
  const program = join(folder, "far-machine.mjs");
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, "far-machine.ts")],
    outfile: program,
    bundle: true,
    format: "esm",
    platform: "node",
    define: { "import.meta.dirname": JSON.stringify(import.meta.dirname) },
    external: ["esbuild", "fsevents"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    absWorkingDir: home,
    logLevel: "silent",
  });
  for (const machine of machines)
    children.push(fork(program, [], { env: { ...process.env, ...machine }, execArgv: [] }));
});

afterAll(() => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true });
});

test("machines elsewhere make the same bytes", async () => {
  const zones = await Promise.all(children.map((child) => ask<string>(child, "zone")));
  expect(zones).toEqual(machines.map(({ TZ, LC_ALL }) => `${TZ} ${LC_ALL.slice(0, 5).replace("_", "-")}`));
  await fc.assert(
    fc.asyncProperty(tinySite, async (site) => {
      const far = children.map((child) => ask<Snapshot>(child, site));
      const here = await snapshot(await sourcesOf(site), inProcess());
      for (const there of await Promise.all(far)) expect(there).toEqual(JSON.parse(JSON.stringify(here)));
    }),
    runs(2),
  );
});

test("the order in which files are listed changes nothing", async () => {
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
      expect(await snapshot(elsewhere, inProcess())).toEqual(await snapshot(sources, inProcess()));
    }),
    runs(2),
  );
});

function ask<T>(child: ChildProcess, question: TinySite | "zone"): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (answer: { value: T } | { thrown: string }) => {
      if ("thrown" in answer) reject(new Error(answer.thrown));
      else resolve(answer.value);
    });
    child.send(question);
  });
}
