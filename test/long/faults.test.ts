/** Kills at random moments, and the faults of the short tests at every call that strace can count. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReadyFile } from "../../src/model.ts";
import { type Place, publish } from "../../src/output/publish.ts";
import {
  copyOf,
  discard,
  emptyProject,
  expectNew,
  expectRecovery,
  expectTidy,
  expectWhole,
  filesOf,
  NEW,
  publishedOld,
} from "../faults/big-commit.ts";
import { type Driver, makeDriver } from "../faults/run-driver.ts";
import { needs, needsThat } from "../needs.ts";
import { site, treeOf, write } from "../output/tree.ts";

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

const KILLS = 300;
const PAGES = 400;
const OWN = { CNAME: "example.com", "p/7/own.txt": "own" };

it(`${KILLS} kills at random moments tear no page, and every tenth build ends equal to a clean one`, async () => {
  const place = emptyProject();
  const moments = fc.sample(fc.integer({ min: 40, max: 400 }), KILLS);
  const states = fc.sample(fc.array(fc.nat(3), { minLength: PAGES, maxLength: PAGES }), KILLS + 1);
  let midway = 0;
  write(place.out, OWN);
  for (const [n, killAfter] of moments.entries()) {
    const state = states[n] ?? [];
    if (n % 10 === 9) {
      await publish(pagesOf(state), place);
      expect(treeOf(place.out)).toEqual({ ...OWN, ...textsOf(state) });
      expectTidy(place);
      continue;
    }
    const [ended] = await driver.run([{ place, files: pagesOf(state) }], { killAfter });
    if (ended?.end === "killed") midway += 1;
    for (const [path, text] of Object.entries(treeOf(place.out))) {
      if (path.startsWith(".inkstone-stage") || path.endsWith("/")) continue;
      if (path in OWN) expect(text).toBe(OWN[path as keyof typeof OWN]);
      else expect(text, path).toMatch(/^<([123])>[\s\S]*<\/\1>$/);
    }
    expect(treeOf(place.out)).toMatchObject(OWN);
  }
  console.info(`${midway} of ${KILLS} builds were killed before their end`);
  expect(midway).toBeGreaterThan(0);
  discard(place);
});

const traced =
  needs("strace") &&
  needsThat("the right to trace a process", spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0);

it.skipIf(!traced).each([
  ["rename,renameat,renameat2", "signal=KILL", 30],
  ["unlink,unlinkat", "signal=KILL", 5],
  ["mkdir,mkdirat", "signal=KILL", 5],
  ["rmdir", "signal=KILL", 3],
  ["write,pwrite64", "signal=KILL", 30],
  ["openat", "error=EMFILE", 30],
  ["write,pwrite64", "error=ENOSPC", 30],
])("strace: %s %s at every call", async (calls, inject, atLeast) => {
  const numbers = await callsOf(calls);
  expect(numbers.length).toBeGreaterThanOrEqual(atLeast);
  for (const number of numbers) {
    const place = copyOf(old);
    const before = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${calls}`];
    const order = { place, files: filesOf(NEW) };
    await driver.run([order], { before: [...before, "-e", `inject=${calls}:${inject}:when=${number}`] });
    expectWhole(place);
    await expectRecovery(place, number);
    discard(place);
  }
});

/** Which of the calls, counted from 1, touch the project: the lines of the main thread that name it, or a file by number. */
async function callsOf(calls: string): Promise<number[]> {
  const place = copyOf(old);
  const log = join(place.root, "strace.log");
  const before = ["strace", "-f", "-qq", "-o", log, "-e", `trace=${calls}`];
  await driver.run([{ place, files: filesOf(NEW) }], { before });
  const lines = readFileSync(log, "utf8").split("\n");
  const main = lines[0]?.split(" ")[0];
  const own = lines.filter((line) => line.startsWith(`${main} `) && line.includes("("));
  discard(place);
  return own.flatMap((line, index) => (line.includes(place.root) || /\bp?write(64)?\(/.test(line) ? [index + 1] : []));
}

it("twenty double starts end equal to a clean build", async () => {
  for (let round = 0; round < 20; round++) {
    const place = copyOf(old);
    const ended = (await Promise.all([1, 2].map(() => driver.run([{ place, files: filesOf(NEW) }])))).flat();
    expect(ended.map(({ end }) => end)).toEqual(["published", "published"]);
    expectNew(place);
    expectTidy(place);
    discard(place);
  }
});

/** State 0 = the page does not exist. Each page begins and ends with its state. */
function textsOf(state: readonly number[]): Readonly<Record<string, string>> {
  const pages = state.flatMap((each, n) => (each === 0 ? [] : [[`p/${n}/index.html`, textOf(each)] as const]));
  return Object.fromEntries(pages);
}

function textOf(state: number): string {
  return `<${state}>${"文字 text ".repeat(1000 * state)}</${state}>`;
}

function pagesOf(state: readonly number[]): ReadyFile[] {
  return site(textsOf(state));
}
