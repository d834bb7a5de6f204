/** However a file is saved: once it is quiet, what is served is what a clean build makes. */
import { expect, test } from "vitest";
import { cleanSite, expectTrue, get, run } from "./running.ts";
import { patterns } from "./save-patterns.ts";

test("there are eighteen", () => {
  expect(patterns).toHaveLength(18);
});

test.each(patterns)("$name", async ({ save }) => {
  const running = await run();
  try {
    await expectTrue(running);
    const former = [...(await cleanSite(running.root)).keys()];
    await save(running);
    await expectTrue(running, former);
    // It is still heard when something is saved.
    running.put("posts/2014-08-21-docker.md", "---\ntitle: Docker\n---\n\n最后一句\n");
    await expect
      .poll(async () => (await get(running, "/posts/docker/")).text, { timeout: 5_000 })
      .toContain("最后一句");
    await expectTrue(running, former);
  } finally {
    await running.stop();
  }
});
