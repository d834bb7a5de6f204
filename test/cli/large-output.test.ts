/** Of a large site the output is looked at in a thread, while its sources are read: what is seen there is the same. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { takeLock } from "../../src/output/lock.ts";
import { isLarge } from "../../src/output/manifest.ts";
import { surveyPlace } from "../../src/output/place.ts";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";

const names = Array.from({ length: 3000 }, (_, number) => `pictures-of-the-conference/${number}/${"x".repeat(60)}.txt`);
const first = names[0] as string;

const assets = Object.fromEntries(names.map((name) => [`assets/${name}`, name]));
const blog = () =>
  folder({ "site.yml": "title: 砚\n", "posts/2024-01-01-a.md": "---\ntitle: A\n---\nWords.\n", ...assets });

test("what was changed or removed since is put right, and nothing else is written", async () => {
  const root = blog();
  const build = async () => {
    const { exit, out, error } = await inkstone(["build", root, "--verbose"], { cwd: root });
    expect([exit, error]).toEqual([0, ""]);
    return out;
  };
  const standing = (name: string) => path.join(root, "dist", name);
  const timeOf = (name: string) => fs.statSync(standing(name)).mtimeMs;

  await build();
  expect(isLarge(root)).toBe(true);
  expect(await build()).toMatch(/^ +3,0\d\d unchanged$/m);

  const post = "posts/a/index.html";
  const [page, last] = [fs.readFileSync(standing(post), "utf8"), timeOf(names.at(-1) as string)];
  fs.writeFileSync(standing(post), page.replace("Words", "Wards"));
  await build();
  expect(fs.readFileSync(standing(post), "utf8")).toBe(page);

  fs.rmSync(standing(first));
  await build();
  expect(fs.readFileSync(standing(first), "utf8")).toBe(first);

  expect(timeOf(names.at(-1) as string)).toBe(last);

  // Nowhere to look.
  fs.rmSync(path.join(root, "dist"), { recursive: true });
  await build();
  expect(fs.readFileSync(standing(post), "utf8")).toBe(page);
});

test("what goes while a build waits for another one is put right by it", async () => {
  const root = blog();
  expect((await inkstone(["build", root], { cwd: root })).exit).toBe(0);
  fs.appendFileSync(path.join(root, "posts/2024-01-01-a.md"), "More.\n");
  const place = { root, out: path.join(root, "dist") };
  const lock = await takeLock(surveyPlace(place), place);
  const building = inkstone(["build", root], { cwd: root });
  await new Promise((resolve) => setTimeout(resolve, 4000));
  fs.rmSync(place.out, { recursive: true });
  lock.release();
  expect((await building).exit).toBe(0);
  expect(fs.readFileSync(path.join(place.out, first), "utf8")).toBe(first);
  expect(fs.readFileSync(path.join(place.out, "404.html"), "utf8")).toContain("砚");
  expect(fs.readFileSync(path.join(place.out, "posts/a/index.html"), "utf8")).toContain("More");
});
