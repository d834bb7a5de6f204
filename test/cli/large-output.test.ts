/** Of a large site the output is looked at in a thread, while its sources are read: what is seen there is the same. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isLarge } from "../../src/output/manifest.ts";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";

const names = Array.from({ length: 3000 }, (_, number) => `pictures-of-the-conference/${number}/${"x".repeat(60)}.txt`);
const first = names[0] as string;

test("what was changed or removed since is put right, and nothing else is written", async () => {
  const assets = Object.fromEntries(names.map((name) => [`assets/${name}`, name]));
  const root = folder({
    "site.yml": "title: 砚\n",
    "posts/2024-01-01-a.md": "---\ntitle: A\n---\nWords.\n",
    ...assets,
  });
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
