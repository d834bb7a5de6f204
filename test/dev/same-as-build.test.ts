/** The law: what dev serves is what build publishes, but for the snippet. */
import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { putSite } from "../laws/on-disk.ts";
import { edits, statesOf, tinyPosts } from "../tiny-site.ts";
import { cleanSite, expectTrue, home, run, servedSite, smallSite } from "./running.ts";

test("every page of the blog in this repository", async () => {
  const blog = await run(blogOfThisRepository());
  try {
    const clean = await cleanSite(blog.root);
    expect(clean.size).toBeGreaterThan(10);
    expect(await servedSite(blog, clean.keys())).toEqual(clean);
  } finally {
    await blog.stop();
  }
});

test("random sites, through random edits", async () => {
  await fc.assert(
    fc.asyncProperty(tinyPosts, edits, async (first, changes) => {
      const running = await run(smallSite());
      try {
        for (const state of statesOf(first, changes)) {
          putSite(running.root, state);
          if (await canBeBuilt(running.root)) await expectTrue(running);
        }
      } finally {
        await running.stop();
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

/** A clean build of a site with errors publishes nothing, so there is nothing to compare. */
async function canBeBuilt(root: string): Promise<boolean> {
  return cleanSite(root).then(
    () => true,
    () => false,
  );
}

function blogOfThisRepository(): Readonly<Record<string, string>> {
  const files: Record<string, string> = { "site.yml": fs.readFileSync(path.join(home, "site.yml"), "utf8") };
  for (const name of fs.readdirSync(path.join(home, "posts"), { recursive: true, encoding: "utf8" })) {
    const full = path.join(home, "posts", name);
    if (fs.statSync(full).isFile()) files[`posts/${name.replaceAll("\\", "/")}`] = fs.readFileSync(full, "utf8");
  }
  return files;
}
