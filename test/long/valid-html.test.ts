/**
 * Old blogs of others, whose own html is shown as text: what is left is ours, and valid. One page of each kind and every
 * twentieth post. `INKSTONE_CORPORA` names a folder with one blog to a folder.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { discard } from "../bad-inputs/project.ts";
import { inkstone } from "../bad-inputs/run.ts";
import { type Blog, blogsIn, copyOfBlog, corpora } from "../corpora/blogs.ts";
import { needs } from "../needs.ts";
import { faultsOf } from "../theme/html-rules.ts";
import { filesOf } from "../theme/sample.ts";

const everySo = 20;

describe.skipIf(corpora === null)("old blogs", () => {
  test.each(corpora === null ? [] : blogsIn(corpora))("$name/$posts", { timeout: 300_000 }, async (blog) => {
    const project = copyOfBlog(blog);
    try {
      writeFileSync(path.join(project.root, "site.yml"), settingsOf(blog));
      await inkstone(project, ["build", "--keep-going", "--quiet"], { seconds: 280 });
      const faults: string[] = [];
      const pages = chosen(project.dist);
      for (const [file, html] of pages) faults.push(...(await faultsOf(html, file)));
      expect(pages.length).toBeGreaterThan(7);
      expect(faults).toEqual([]);
      if (!needs("xmllint")) return;
      for (const file of filesOf(project.dist, ".xml"))
        execFileSync("xmllint", ["--noout", path.join(project.dist, file)], { stdio: "pipe" });
    } finally {
      discard(project);
    }
  });
});

function settingsOf({ name, posts }: Blog): string {
  return `title: ${name}\nposts: ${posts}\nurl: https://${name}.example/\nhtml: escape\n`;
}

function chosen(dist: string): readonly (readonly [file: string, html: string])[] {
  const kinds = new Set<string>();
  let posts = 0;
  return filesOf(dist, ".html").flatMap((file) => {
    const html = readFileSync(path.join(dist, file), "utf8");
    const kind = /<body class="([\w-]+)/.exec(html)?.[1] ?? "redirect";
    const isNew = !kinds.has(kind);
    kinds.add(kind);
    if (kind === "post") posts += 1;
    return isNew || (kind === "post" && posts % everySo === 1) ? [[file, html] as const] : [];
  });
}
