/** Law 1 over the store: a folder built again and again, by one run after another, holds what one build elsewhere leaves. */
import fc from "fast-check";
import { expect } from "vitest";
import { run } from "../../src/commands/build.ts";
import type { Call } from "../../src/commands/command.ts";
import { edits, furnishedSite, statesOf, tinySite } from "../tiny-site.ts";
import { inFolder, tree } from "./folders.ts";
import { home, now } from "./in-memory.ts";
import { putSite } from "./on-disk.ts";
import { law, runs } from "./runs.ts";

type Said = { readonly exit: number; readonly problems: readonly unknown[]; readonly events: readonly unknown[] };

law("a build that remembers leaves, and says, what one that remembers nothing does", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(tinySite, furnishedSite), edits, async (site, changes) => {
      const seen = { again: 0 };
      await inFolder(async (warm) => {
        for (const state of statesOf(site, changes)) {
          putSite(warm, state);
          await inFolder(async (cold) => {
            putSite(cold, state);
            const expected = await buildIn(cold, {});
            for (const time of ["first", "again"] as const) {
              const { exit, problems, events } = await buildIn(warm, {});
              expect({ exit, problems, events }, time).toEqual(expected);
              if (exit === 0) expect(tree(`${warm}/dist`), time).toEqual(tree(`${cold}/dist`));
            }
            seen.again += 1;
          });
        }
      });
      expect(seen.again).toBeGreaterThan(0);
    }),
    runs(10),
  );
});

async function buildIn(root: string, more: Call["flags"]): Promise<Said> {
  const problems: unknown[] = [];
  const events: unknown[] = [];
  const terminal: Call["terminal"] = {
    say: () => {},
    print: () => {},
    report: (told) => problems.push(...told),
    event: (event, { ms: _ms, ...facts }: { ms?: number }) => events.push({ event, ...facts }),
    progress: () => {},
  };
  const flags = { now: new Date(now).toISOString(), ...more };
  const exit = await run({ home, words: [root], flags, terminal });
  return { exit, problems, events };
}
