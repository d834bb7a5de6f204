/** Dev begins with what a build has kept: sooner, and with nothing else to show. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { startDev } from "../../src/dev/dev.ts";
import { openStore } from "../../src/shared/store.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { createWorker, inProcess } from "../../src/worker/in-process.ts";
import { keepPosts } from "../../src/worker/keep-posts.ts";
import { keptLines } from "../../src/worker/kept-lines.ts";
import { expectTrue, home, now, post, type Running, run, smallSite } from "./running.ts";

test("what is kept is not read again, and what is shown is what a clean build makes", async () => {
  await withKept(async ({ running, read }) => {
    expect(read).toEqual([]);
    await expectTrue(running);
    running.put("posts/2014-08-20-mesoscon.md", post("MesosCon", "改过的正文"));
    await expectTrue(running);
    expect(new Set(read)).toEqual(new Set(["posts/2014-08-20-mesoscon.md"]));
    running.put("site.yml", "title: 砚台\nurl: https://example.com\nlanguage: zh-CN\ntimezone: UTC\nbreaks: true\n");
    await expectTrue(running);
  });
});

test("a store that another program spoils in the meantime costs time, nothing else", async () => {
  await withKept(async ({ running, folder }) => {
    fs.writeFileSync(path.join(folder, "texts"), "x".repeat(100_000));
    await expectTrue(running);
    fs.rmSync(folder, { recursive: true });
    running.put("posts/2014-08-21-docker.md", post("Docker", "改过的正文"));
    await expectTrue(running);
  });
});

type Warm = { readonly running: Running; readonly folder: string; readonly read: readonly string[] };

async function withKept(use: (warm: Warm) => Promise<void>): Promise<void> {
  const cold = await run(smallSite());
  const folder = path.join(path.dirname(cold.root), "store");
  const store = () => openStore<Record<string, never>>(folder, "1");
  const sources = await readSources(cold.root, { home, now });
  const keeping = keepPosts(inProcess(), store(), new Map());
  await keeping.workers.read([...sources.posts, ...sources.pages], sources.settings);
  store().write({ index: {}, ...(await keeping.news()) });

  const read: string[] = [];
  const worker = createWorker((kind, name, work) => {
    if (kind === "post") read.push(name);
    return work();
  });
  const kept = store();
  const bugs: unknown[] = [];
  const dev = await startDev({
    root: cold.root,
    reading: { home },
    now: () => now,
    workers: keepPosts(inProcess(worker), kept, keptLines(kept)).workers,
    port: { port: 0, otherwise: "give up", host: null },
    client: "",
    editor: null,
    on: { rebuilt: () => {}, problems: () => {}, deaf: () => {}, bug: (error) => bugs.push(error) },
  });
  try {
    await use({ running: { ...cold, dev }, folder, read });
    expect(bugs).toEqual([]);
  } finally {
    await dev.close();
    await cold.stop();
  }
}
