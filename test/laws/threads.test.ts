/** Law 2: many workers = one. Nothing can tell from a result in which thread it was made. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BroadcastChannel } from "node:worker_threads";
import fc from "fast-check";
import { afterAll, beforeAll, expect } from "vitest";
import { inProcess } from "../../src/worker/in-process.ts";
import { threads } from "../../src/worker/threads.ts";
import type { Workers } from "../../src/worker/worker.ts";
import { edits, statesOf, tinySite } from "../tiny-site.ts";
import { home, snapshot, sourcesOf } from "./in-memory.ts";
import { plainSettings } from "./plain-settings.ts";
import { law, runs } from "./runs.ts";

type Work = { readonly thread: number; readonly name: string; readonly items: number };

const folder = mkdtempSync(join(tmpdir(), "inkstone-law-"));
const channel = new BroadcastChannel("inkstone-law-work");
const work: Work[] = [];
/** A law that time interrupts leaves a build behind, so each has workers of its own. */
let compared: Workers;
let watched: Workers;

beforeAll(async () => {
  const entry = join(folder, "witness.mjs");
  const thread = await compiledThread();
  writeFileSync(entry, witness(thread));
  channel.onmessage = (event) => work.push((event as { data: Work }).data);
  compared = threads(2, new URL(thread));
  watched = threads(2, pathToFileURL(entry));
});

afterAll(async () => {
  await compared.close();
  await watched.close();
  channel.close();
  rmSync(folder, { recursive: true });
});

law(
  "three workers, two of them in threads, make of any site, after any edits, what one worker in this process makes of it",
  async () => {
    await fc.assert(
      fc.asyncProperty(tinySite, edits, async (site, changes) => {
        for (const state of statesOf(site, changes).slice(-2)) {
          const sources = await sourcesOf(state);
          expect(await snapshot(sources, compared)).toEqual(await snapshot(sources, inProcess()));
        }
      }),
      runs(4),
    );
  },
);

law("threads have read posts and rendered their pages, and so has this one", async () => {
  await fc.assert(
    // Of four posts, each worker has at least one.
    fc.asyncProperty(fc.integer({ min: 4, max: 40 }), async (count) => {
      work.length = 0;
      const posts = Array.from({ length: count }, (_, at) => [
        `posts/p${at}.md`,
        `---\ntitle: ${at}\ndate: 2014-08-24\n---\n\n文\n`,
      ]);
      const sources = await sourcesOf({ settings: plainSettings, files: Object.fromEntries(posts) });
      const { outputs } = await snapshot(sources, watched);
      await settled();
      for (const name of ["read", "render"]) {
        const busy = work.filter((done) => done.name === name && done.items > 0).map(({ thread }) => thread);
        expect(new Set(busy).size, `${name}: ${JSON.stringify(work)}`).toBe(2);
      }
      const far = work.filter(({ name }) => name === "render").reduce((sum, { items }) => sum + items, 0);
      expect(far).toBeLessThan(outputs.length);
    }),
    runs(20),
  );
});

async function compiledThread(): Promise<string> {
  const { compiled } = (await import(pathToFileURL(join(home, "src/compile.cjs")).href)) as {
    compiled(): Promise<string>;
  };
  return pathToFileURL(join(await compiled(), "thread.cjs")).href;
}

/** The compiled thread, and beside it somebody who tells what it is asked to do. */
function witness(thread: string): string {
  return `
    import ${JSON.stringify(thread)};
    import { BroadcastChannel, parentPort, threadId } from "node:worker_threads";
    const channel = new BroadcastChannel("inkstone-law-work");
    channel.unref();
    parentPort.on("message", ({ call: { name, args } }) => {
      channel.postMessage({ thread: threadId, name, items: Array.isArray(args[0]) ? args[0].length : 1 });
    });
  `;
}

/** What threads have said is heard some turns later; on a busy machine, many. */
async function settled(): Promise<void> {
  const tellers = (name: string) => new Set(work.filter((done) => done.name === name).map(({ thread }) => thread)).size;
  for (let turn = 0; turn < 500 && (tellers("read") < 2 || tellers("render") < 2); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}
