/** The same faults, made by the machine itself instead of a preload: strace, a small disk, a user without rights. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Place, publish } from "../../src/output/publish.ts";
import { needs, needsThat } from "../needs.ts";
import { site, treeOf } from "../output/tree.ts";
import {
  copyOf,
  discard,
  emptyProject,
  expectNew,
  expectOld,
  expectRecovery,
  expectTidy,
  expectWhole,
  filesOf,
  NEW,
  publishedOld,
} from "./big-commit.ts";
import { type Driver, makeDriver } from "./run-driver.ts";

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

describe("strace", () => {
  const there =
    needs("strace") &&
    needsThat("the right to trace a process", spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0);

  it.skipIf(!there)("kills at renames from the first to the last", async () => {
    let number = 1;
    for (; ; number += 5) {
      const place = copyOf(old);
      const [ended] = await driver.run([{ place, files: filesOf(NEW) }], {
        before: strace("rename,renameat,renameat2", `signal=KILL:when=${number}`),
      });
      expectWhole(place);
      await expectRecovery(place, number % 10);
      discard(place);
      if (ended?.end === "published") break;
      expect(ended?.end).toBe("killed");
    }
    expect(number).toBeGreaterThan(30);
  });

  it.skipIf(!there)("fails renames as a disk does", async () => {
    for (const error of ["EACCES", "EIO", "EXDEV"]) {
      for (const when of [2, 33]) {
        const place = copyOf(old);
        const [ended] = await driver.run([{ place, files: filesOf(NEW) }], {
          before: strace("rename,renameat,renameat2", `error=${error}:when=${when}`),
        });
        expectWhole(place);
        if (ended?.end !== "published") expect(ended?.problems[0]?.message).toContain(error);
        await expectRecovery(place);
        discard(place);
      }
    }
  });

  function strace(calls: string, inject: string): string[] {
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", `inject=${calls}:${inject}`];
  }
});

describe("a small disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "inkstone-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", folder]).status === 0;
  const there = needsThat("the right to mount a small file system", mounted);
  afterAll(() => {
    if (mounted) execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(!there)(
    "that cannot hold the old and the new site keeps the old one, and a smaller one fits again",
    async () => {
      const place = { root: join(folder, "project"), out: join(folder, "project/dist") };
      mkdirSync(place.root);
      const pages = (kilobytes: number, text: string) =>
        site(
          Object.fromEntries(
            Array.from({ length: 100 }, (_, n) => [`p/${n}/index.html`, text.repeat(kilobytes << 10)]),
          ),
        );
      await publish(pages(30, "a"), place);
      const before = treeOf(place.out);
      const [ended] = await driver.run([{ place, files: pages(40, "b") }]);
      expect(ended).toMatchObject({ end: "problems", problems: [{ code: "output/no-space" }], stderr: "" });
      expect(ended?.problems[0]?.message).toContain("no space left");
      expect(treeOf(place.out)).toEqual(before);
      expectTidy(place);
      await publish(pages(20, "c"), place);
      expect(treeOf(place.out)).toMatchObject({ "p/7/index.html": "c".repeat(20 << 10) });
      rmSync(place.root, { recursive: true });
    },
  );

  it.skipIf(!there)("that is the output folder itself is written without leaving anything of ours in it", async () => {
    const place = emptyProject(tmpdir(), folder);
    await driver.run([
      { place, files: filesOf(NEW) },
      { place, files: site({ "index.html": "only" }) },
    ]);
    expect(treeOf(folder)).toEqual({ "index.html": "only" });
    const [ended] = await driver.run([{ place, files: filesOf(NEW) }]);
    expect(ended?.end).toBe("published");
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
    rmSync(place.root, { recursive: true });
  });

  it.skipIf(!there)(
    "that is bound into the output folder is written, although it looks like the same disk",
    async () => {
      const place = { root: join(folder, "bound"), out: join(folder, "bound/dist") };
      mkdirSync(join(place.root, "volume"), { recursive: true });
      mkdirSync(place.out);
      execFileSync("mount", ["--bind", join(place.root, "volume"), place.out]);
      try {
        // There is space for these once, not for a second copy made on the way.
        const large = Object.fromEntries(Array.from({ length: 35 }, (_, n) => [`a/${n}.html`, "1".repeat(100 << 10)]));
        const [first, second] = await driver.run([
          { place, files: site({ "a/b/index.html": "1", "index.html": "1", ...large }) },
          { place, files: site({ "a/index.html": "2", "index.html": "2" }) },
        ]);
        expect([first?.problems, second?.problems]).toEqual([[], []]);
        expect(treeOf(join(place.root, "volume"))).toEqual({ "a/index.html": "2", "index.html": "2" });
      } finally {
        execFileSync("umount", [place.out]);
      }
    },
  );
});

describe("a user without rights", () => {
  const root = process.getuid?.() === 0;
  const there = root ? needs("setpriv") : needsThat("users", process.getuid !== undefined);
  const before = root ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];

  it.skipIf(!there).each([
    ["dist", ["dist/CNAME", ""], /in \d+ folders dist, dist\/css, .* \(EACCES\)/],
    ["dist/posts/第3篇", ["posts/第3篇"], /in the folder dist\/posts\/第3篇 \(EACCES\)/],
    ["dist/gone/2", ["gone/2"], /in the folder dist\/gone\/2 \(EACCES\)/],
  ])("is told that %s may not be written, before anything is", async (_, folders, words) => {
    const place = copyOf(old);
    handOver(place.root);
    const all = readdirSync(place.out, { recursive: true, withFileTypes: true });
    const locked = folders.includes("")
      ? [place.out, ...all.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))]
      : folders.map((folder) => join(place.out, folder));
    for (const folder of locked) chmodSync(folder, 0o555);
    const [ended] = await driver.run([{ place, files: filesOf(NEW) }], { before });
    expect(ended).toMatchObject({ end: "problems", problems: [{ code: "output/not-writable" }], stderr: "" });
    expect(ended?.problems[0]?.message).toMatch(words);
    expectOld(place);
    expectTidy(place);
    for (const folder of locked) chmodSync(folder, 0o755);
    const [again] = await driver.run([{ place, files: filesOf(NEW) }], { before });
    expect(again).toMatchObject({ end: "published", stderr: "" });
    expectNew(place);
    discard(place);
  });

  it.skipIf(!there)("is told that the project may not be written", async () => {
    const place = emptyProject();
    handOver(place.root);
    chmodSync(place.root, 0o555);
    const [ended] = await driver.run([{ place, files: filesOf(NEW) }], { before });
    expect(ended).toMatchObject({ end: "problems", problems: [{ code: "output/not-writable" }], stderr: "" });
    expect(ended?.problems[0]?.message).toContain(".inkstone");
    chmodSync(place.root, 0o755);
    discard(place);
  });

  function handOver(folder: string): void {
    if (!root) return;
    chownSync(folder, 65534, 65534);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      chownSync(join(entry.parentPath, entry.name), 65534, 65534);
    }
  }
});

it("two builds started together both end well, or one names the lock", async () => {
  for (let round = 0; round < 2; round++) {
    const place = copyOf(old);
    const ended = (await Promise.all([1, 2].map(() => driver.run([{ place, files: filesOf(NEW) }])))).flat();
    expect(ended.map(({ end }) => end)).toEqual(["published", "published"]);
    expectNew(place);
    expectTidy(place);
    discard(place);
  }
});
