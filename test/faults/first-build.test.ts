import { mkdirSync, mkdtempSync, rmdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Place, publish } from "../../src/output/publish.ts";
import { needsThat } from "../needs.ts";
import { treeOf, write } from "../output/tree.ts";
import { discard, emptyProject, expectTidy, filesOf, NEW, OLD, THEIRS } from "./big-commit.ts";
import { type Driver, makeDriver } from "./run-driver.ts";

let driver: Driver;
beforeAll(async () => {
  driver = await makeDriver();
});
afterAll(() => driver.close());

const OTHER_DISK = "/dev/shm";
const twoDisks = needsThat("a second file system at /dev/shm", deviceOf(OTHER_DISK) !== deviceOf(tmpdir()));

const grounds: [string, () => Place, boolean][] = [
  ["a folder that is not there", () => emptyProject(), true],
  ["an empty folder", () => withFolder(emptyProject()), true],
  ["a folder of others", () => withFolder(emptyProject(), THEIRS), true],
  ["a folder on another disk", () => withFolder(elsewhere()), twoDisks],
  ["a folder that is not there, on another disk", () => elsewhere(), twoDisks],
];

describe.each(grounds)("the first build, into %s", (_, make, possible) => {
  it.skipIf(!possible).each(["rename", "write"])("killed at any %s, is completed by the next", async (operation) => {
    // The many calls between the first and the last are alike.
    for (let number = 1; ; number += number < 4 ? 1 : 20) {
      const place = make();
      const [ended] = await driver.run([{ place, files: filesOf(OLD), fault: `kill:${operation}:${number}` }]);
      for (const [path, text] of Object.entries(siteIn(place))) expect([OLD[path], THEIRS[path]], path).toContain(text);
      await publish(filesOf(OLD), place);
      expect(withoutTheirs(place)).toEqual(sorted(OLD));
      await publish(filesOf(NEW), place);
      expect(withoutTheirs(place)).toEqual(sorted(NEW));
      expectTidy(place);
      discard(place);
      if (ended?.struck !== true) break;
    }
  });

  it.skipIf(!possible)("finds no space, and leaves nothing behind", async () => {
    const place = make();
    const before = siteIn(place);
    const orders = [1, 2, 20, 40].map((n) => ({ place, files: filesOf(OLD), fault: `ENOSPC:write:${n}+` }));
    for (const { end, problems } of await driver.run(orders)) {
      expect(end).toBe("problems");
      expect(problems[0]).toMatchObject({ code: "output/no-space" });
      expect(problems[0]?.message).toContain("no space left");
    }
    expect(siteIn(place)).toEqual(before);
    discard(place);
  });
});

function elsewhere(): Place {
  const out = mkdtempSync(join(OTHER_DISK, "inkstone-out-"));
  rmdirSync(out);
  return emptyProject(tmpdir(), out);
}

function withFolder(place: Place, tree = {}): Place {
  mkdirSync(place.out, { recursive: true });
  write(place.out, tree);
  return place;
}

/** What stands in the output folder, what is still staged there aside. */
function siteIn({ out }: Place): Readonly<Record<string, string>> {
  if (deviceOf(out) === null) return {};
  return Object.fromEntries(Object.entries(treeOf(out)).filter(([path]) => !path.startsWith(".inkstone-stage")));
}

function withoutTheirs(place: Place): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(treeOf(place.out)).filter(([path]) => !(path in THEIRS)));
}

function deviceOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.dev ?? null;
}

function sorted(tree: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));
}
