/** Real blogs of others, where a folder of them is named: `INKSTONE_CORPORA=…`. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { get, type Running, run } from "./running.ts";

const corpora = process.env.INKSTONE_CORPORA ?? null;
if (corpora === null) process.stderr.write("skipped: INKSTONE_CORPORA names no folder of old blogs\n");
/** The folders of posts that were counted. */
const folders = Object.keys(
  JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../corpora/counts.json"), "utf8")) as object,
);
const outside = [
  "/../site.yml",
  "/%2e%2e/site.yml",
  "/..%2fsite.yml",
  "/..%5csite.yml",
  "//..//site.yml",
  "/.git/config",
];

test.skipIf(corpora === null).each(folders)("%s: home, a post, a tag answer; nothing outside does", async (folder) => {
  const blog = await run({ "site.yml": "title: canary\n", "posts/.keep": "" });
  try {
    fs.cpSync(path.join(corpora ?? "", folder), blog.full("posts"), { recursive: true });
    await expect.poll(() => linksOf(blog, "/archive/"), { timeout: 60_000 }).not.toEqual([]);
    expect((await get(blog, "/")).status).toBe(200);
    const [post = "/"] = await linksOf(blog, "/archive/");
    expect((await get(blog, post)).status, post).toBe(200);
    const [tag] = await linksOf(blog, "/tags/", /href="(\/tags\/[^"]+\/)"/g);
    if (tag !== undefined) expect((await get(blog, tag)).status, tag).toBe(200);
    for (const address of outside) {
      const { status, text } = await get(blog, address);
      expect([400, 404]).toContain(status);
      expect(text).not.toContain("title: canary");
    }
  } finally {
    await blog.stop();
  }
});

async function linksOf(
  blog: Running,
  address: string,
  link = /<main[\s\S]*?href="(\/[^"]+\/?)"/g,
): Promise<readonly string[]> {
  const { text } = await get(blog, address);
  return [...text.matchAll(link)]
    .map(([, url]) => url ?? "")
    .filter((url) => !/^\/(?:tags|categories|archive)\/$/.test(url));
}
