/** A day of writing: dev neither grows nor forgets. */
import fs from "node:fs";
import v8 from "node:v8";
import vm from "node:vm";
import { expect, test } from "vitest";
import { cleanSite, expectTrue, pause, post, type Running, run, smallSite } from "../dev/running.ts";
import { patterns, replace } from "../dev/save-patterns.ts";
import { needsThat } from "../needs.ts";

const count = 500;
const name = (at: number) => `posts/${at % 10}/2015-03-01-post-${at}.md`;

test.skipIf(!needsThat("a /proc that lists open files", fs.existsSync("/proc/self/fd")))(
  "ten thousand edits in five hundred files",
  async () => {
    const posts = Array.from({ length: count }, (_, at) => [name(at), post(`Post ${at}`, "第一稿")] as const);
    const running = await run({ ...smallSite(), ...Object.fromEntries(posts) });
    try {
      await edit(running, 0, 300);
      const [heap, open] = [heapUsed(), openFiles()];
      await edit(running, 300, 10_000);
      expect(openFiles()).toBe(open);
      expect(heapUsed()).toBeLessThan(heap * 1.2);
      await expectTrue(running);
    } finally {
      await running.stop();
    }
  },
);

test("every way of saving, four times over", async () => {
  for (let round = 0; round < 4; round++) {
    for (const { name: pattern, save } of patterns) {
      const running = await run();
      try {
        const former = [...(await cleanSite(running.root)).keys()];
        await save(running);
        await expectTrue(running, former);
      } catch (error) {
        throw new Error(`round ${round}, ${pattern}: ${String(error)}`, { cause: error });
      } finally {
        await running.stop();
      }
    }
  }
});

async function edit(running: Running, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at++) {
    const text = post(`Post ${at % count}`, `第 ${at} 稿`);
    if (at % 2 === 0) running.put(name(at % count), text);
    else replace(running, name(at % count), text);
    // Sometimes several files within one look, sometimes one.
    if (at % 5 === 0) await running.dev.settled();
    if (at % 100 === 0) await pause(120);
  }
  await running.dev.settled();
  await pause(2_500);
}

function heapUsed(): number {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function openFiles(): number {
  return fs.readdirSync("/proc/self/fd").length;
}
