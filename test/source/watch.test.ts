/** The doorbell itself; what dev makes of its rings is in test/dev. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { hangDoorbell } from "../../src/source/watch.ts";

const timers = () => process.getActiveResourcesInfo().filter((each) => each === "Timeout").length;

test("a doorbell that is taken down leaves no timer behind that keeps the process", async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-watch-"));
  const before = timers();
  const doorbell = hangDoorbell({ onRing: () => {}, onDeaf: () => {} });
  expect(await doorbell.cover([root])).toBe(true);
  await doorbell.close();
  expect(timers()).toBeLessThanOrEqual(before);
  fs.rmSync(root, { recursive: true, force: true });
});
