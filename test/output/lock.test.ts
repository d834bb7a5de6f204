import { spawn, spawnSync } from "node:child_process";
import { readFileSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { publish } from "../../src/output/publish.ts";
import { problemsOf, project, site, treeOf, write } from "./tree.ts";

const LOCK = ".inkstone/lock";
const blog = { "index.html": "home" };
const linux = process.platform === "linux";

const words = (holder: object) => JSON.stringify({ started: null, host: hostname(), token: "x", ...holder });

it.each<[string, () => string]>([
  ["a process that has ended", () => words({ pid: spawnSync("true").pid })],
  ["a process whose number is used again", () => words({ pid: process.pid, started: linux ? "1" : null })],
])("the lock of %s is no obstacle", async (_, held) => {
  const place = { ...project(), patience: linux ? 0 : 10_000 };
  write(place.root, { [LOCK]: held() });
  await publish(site(blog), place);
  expect(treeOf(place.out)).toEqual(blog);
  expect(Object.keys(treeOf(place.root))).not.toContain(LOCK);
});

it.each<[string, string, number]>([
  ["an unfinished lock", "", 60],
  ["a lock in unknown words", '{"pid":', 60],
  ["the lock of another machine", words({ pid: 1, host: "some-other-machine" }), 3600],
])("%s is no obstacle once it is old", async (_, held, seconds) => {
  const place = { ...project(), patience: 0 };
  write(place.root, { [LOCK]: held });
  expect((await problemsOf(publish(site(blog), place)))[0]).toMatchObject({ code: "output/locked" });
  const long = Date.now() / 1000 - seconds;
  utimesSync(join(place.root, LOCK), long, long);
  await publish(site(blog), place);
  expect(treeOf(place.out)).toEqual(blog);
});

it("a living process is named, and its lock left alone", async () => {
  const place = { ...project(), patience: 80 };
  const other = spawn("sleep", ["60"]);
  try {
    write(place.root, { [LOCK]: words({ pid: other.pid }) });
    const [problem] = await problemsOf(publish(site(blog), place));
    expect(problem).toMatchObject({ code: "output/locked", severity: "error" });
    expect(problem?.message).toContain(`process ${other.pid}`);
    expect(readFileSync(join(place.root, LOCK), "utf8")).toBe(words({ pid: other.pid }));
    expect(Object.keys(treeOf(place.root))).not.toContain("dist/index.html");
  } finally {
    other.kill();
  }
});

it("builds of one project wait for each other", async () => {
  const place = project();
  let inside = 0;
  async function* alone(text: string) {
    inside += 1;
    await new Promise((go) => setTimeout(go, 5));
    expect(inside).toBe(1);
    yield* site({ "index.html": text, [`${text}.html`]: text });
    inside -= 1;
  }
  await Promise.all(["a", "b", "c", "d"].map((text) => publish(alone(text), place)));
  expect(treeOf(place.out)).toMatchObject({ "index.html": expect.stringMatching(/^[abcd]$/) });
  expect(Object.keys(treeOf(place.out))).toHaveLength(2);
});

it("a build whose lock was taken away publishes nothing", async () => {
  const place = project();
  function* robbed() {
    yield* site(blog);
    write(place.root, { [LOCK]: words({ pid: 1, host: "some-other-machine" }) });
  }
  expect((await problemsOf(publish(robbed(), place)))[0]).toMatchObject({ code: "output/locked" });
  expect(Object.keys(treeOf(place.root))).not.toContain("dist/index.html");
});
