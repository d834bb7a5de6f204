/** Law 4: a page asked for alone, as while writing, is the page that a whole build writes. */
import fc from "fast-check";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { tinySite } from "../tiny-site.ts";
import { canRender, renderAll, sourcesOf } from "./in-memory.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const [workers, other] = [inProcess(), inProcess()];

law("one output alone, in any order, is the same as among all", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, fc.array(fc.nat(99), { minLength: 1, maxLength: 5 }), async (site, asked) => {
      const sources = await sourcesOf(site);
      const whole = await build(sources, workers);
      const alone = await build(sources, other);
      if (!canRender(whole)) return;
      const all = await renderAll(whole, whole.outputs);
      for (const which of asked) {
        const at = which % alone.outputs.length;
        expect(await renderAll(alone, alone.outputs.slice(at, at + 1))).toEqual([all[at]]);
      }
    }),
    runs(4),
  );
});

law("what a build understands does not depend on whether, or how often, anything was rendered", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, async (site) => {
      const sources = await sourcesOf(site);
      const built = await build(sources, workers);
      if (!canRender(built)) return;
      const before = structuredClone(built.outputs);
      const first = await renderAll(built, built.outputs);
      const second = await renderAll(built, built.outputs.toReversed());
      expect(built.outputs).toEqual(before);
      expect(second.toReversed()).toEqual(first);
    }),
    runs(4),
  );
});
