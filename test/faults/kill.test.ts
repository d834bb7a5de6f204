import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Place } from "../../src/output/publish.ts";
import {
  copyOf,
  discard,
  expectNew,
  expectOld,
  expectRecovery,
  expectTidy,
  expectWhole,
  filesOf,
  NEW,
  publishedOld,
} from "./big-commit.ts";
import { type Driver, type Ended, makeDriver } from "./run-driver.ts";

let driver: Driver;
let old: Place;
beforeAll(async () => {
  driver = await makeDriver();
  old = await publishedOld();
});
afterAll(() => {
  driver.close();
  discard(old);
});

it("without a fault the new site stands", async () => {
  const place = copyOf(old);
  const ended = await driver.run([{ place, files: filesOf(NEW), fault: "kill:rename:9999" }]);
  expect(ended).toMatchObject([{ end: "published", struck: false }]);
  expectNew(place);
  await expectRecovery(place);
  discard(place);
});

describe("killed at every call that changes the disk", () => {
  it.each([
    ["rename", 30],
    ["write", 30],
    ["copy", 2],
    ["mkdir", 5],
    ["unlink", 5],
    ["rmdir", 3],
  ])("%s", async (operation, atLeast) => {
    const strokes = await atEveryCall(`kill:${operation}`, async (ended, place, number) => {
      expectWhole(place);
      expect(ended.end).toBe(ended.struck ? "killed" : "published");
      await expectRecovery(place, number);
    });
    expect(strokes).toBeGreaterThanOrEqual(atLeast);
  });
});

describe("a disk that refuses", () => {
  it.each([
    ["ENOSPC", "write", "output/no-space", 30],
    ["ENOSPC", "mkdir", "output/no-space", 5],
    ["EIO", "copy", "output/disk", 2],
    ["EROFS", "mkdir", "output/not-writable", 5],
  ])("%s from every %s on leaves the old site as it is", async (error, operation, code, atLeast) => {
    const strokes = await atEveryCall(`${error}:${operation}+`, async (ended, place, number) => {
      if (!ended.struck) return;
      expect(ended).toMatchObject({ end: "problems", stderr: "" });
      expect(ended.problems).toMatchObject([{ severity: "error", code }]);
      expect(ended.problems[0]?.message).toContain(error);
      if (isAboutManifest(ended)) expectOldOrNew(place);
      else expectOld(place);
      expectTidy(place);
      if (number % 8 === 0) await expectRecovery(place, number / 8);
    });
    expect(strokes).toBeGreaterThanOrEqual(atLeast);
  });

  it.each([
    ["EACCES", "rename", 30],
    ["EIO", "unlink", 5],
  ])("%s at any %s of the commit is said, and the next build goes on", async (error, operation, atLeast) => {
    let interrupted = 0;
    await atEveryCall(`${error}:${operation}`, async (ended, place, number) => {
      expectWhole(place);
      if (ended.end !== "published") {
        expect(ended).toMatchObject({ end: "problems", stderr: "", struck: true });
        expect(ended.problems).toHaveLength(1);
        expect(ended.problems[0]?.message).toContain(error);
      }
      if (ended.problems[0]?.code === "output/interrupted") interrupted += 1;
      await expectRecovery(place, number);
    });
    expect(interrupted).toBeGreaterThanOrEqual(atLeast);
  });

  it("EXDEV at any rename is no failure: the file goes the long way", async () => {
    let long = 0;
    await atEveryCall("EXDEV:rename", async (ended, place, number) => {
      expectWhole(place);
      if (!isAboutManifest(ended)) {
        expect(ended).toMatchObject({ end: "published", stderr: "" });
        expectNew(place);
        long += 1;
      }
      if (number % 8 === 0) await expectRecovery(place, number / 8);
    });
    expect(long).toBeGreaterThanOrEqual(30);
  });
});

type Judge = (ended: Ended, place: Place, number: number) => Promise<void>;

/** Breaks the first call, the second …, until a run ends without having met its fault; answers how many there were. */
async function atEveryCall(fault: string, judge: Judge): Promise<number> {
  const [kind = "", stays] = fault.endsWith("+") ? [fault.slice(0, -1), "+"] : [fault, ""];
  const kills = kind.startsWith("kill");
  const atOnce = kills ? 3 : 12;
  for (let first = 1; ; first += atOnce) {
    const places = Array.from({ length: atOnce }, () => copyOf(old));
    const orders = places.map((place, n) => ({ place, files: filesOf(NEW), fault: `${kind}:${first + n}${stays}` }));
    // A process that is killed serves only once.
    const runs = kills ? orders.map((order) => driver.run([order])) : [driver.run(orders)];
    const ended = (await Promise.all(runs)).flat();
    for (const [n, place] of places.entries()) {
      const each = ended[n];
      if (each === undefined) throw new Error(`no answer to ${orders[n]?.fault}`);
      await judge(each, place, first + n);
      if (!each.struck) {
        discard(...places);
        return first + n - 1;
      }
    }
    discard(...places);
  }
}

/** The manifest is written before the first file moves and after the last. */
function isAboutManifest(ended: Ended): boolean {
  return ended.problems[0]?.message.includes(".inkstone/manifest.json") ?? false;
}

function expectOldOrNew(place: Place): void {
  try {
    expectOld(place);
  } catch {
    expectNew(place);
  }
}
