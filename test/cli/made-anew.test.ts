/** Which pages a build makes anew after an edit: those that show something else, and of the others as few as can be. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { build } from "../../src/build.ts";
import { run } from "../../src/commands/build.ts";
import type { Call } from "../../src/commands/command.ts";
import { openPast } from "../../src/commands/memory.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { home } from "../laws/in-memory.ts";
import { folder } from "../source/folder.ts";

const now = "2024-06-01";

/** Twenty posts, ten days apart, each with a tag of its own and one that all have. */
function blog(more: Readonly<Record<string, string>> = {}): string {
  const posts = Array.from({ length: 20 }, (_, number) => {
    const day = new Date(Date.UTC(2023, 0, 1 + number * 10)).toISOString().slice(0, 10);
    return [`posts/${day}-p${number}.md`, `---\ntitle: Post ${number}\ntags: [all, t${number}]\n---\nWords.\n`];
  });
  const settings = "title: 砚\nurl: https://example.com\npaginate:\n  home: 5\n  terms: 0\nfeeds:\n  terms: false\n";
  return folder({ "site.yml": settings, ...Object.fromEntries(posts), ...more });
}

/** After a build and an edit: the files that the next build would make. */
async function madeAfter(root: string, edit: (root: string) => void): Promise<readonly string[]> {
  expect(await run({ home, words: [root], flags: { now }, terminal: silent })).toBe(0);
  edit(root);
  const past = openPast({ root, home });
  const sources = await readSources(root, { home, now, look: past.look });
  const built = await build(sources, inProcess());
  const standing = past.memory(sources, false).standing(built);
  const pages = built.outputs.flatMap((output) => (output.kind === "page" ? [output.page] : []));
  return pages.filter((page) => standing(page) === null).map(({ file }) => file);
}

const silent: Call["terminal"] = {
  say: () => {},
  print: () => {},
  report: () => {},
  event: () => {},
  progress: () => {},
};

function rewrite(name: string, change: (text: string) => string) {
  return (root: string) => {
    const file = path.join(root, name);
    fs.writeFileSync(file, change(fs.readFileSync(file, "utf8")));
  };
}

const old = "posts/2023-02-10-p4.md";
const postPages = (files: readonly string[]) => files.filter((file) => file.startsWith("posts/"));

test("none, where nothing was edited", async () => {
  expect(await madeAfter(blog(), () => {})).toEqual([]);
});

test("of more words in an old post: its page, and those that show it in a list", async () => {
  const made = await madeAfter(
    blog(),
    rewrite(old, (text) => `${text}\nMore.\n`),
  );
  expect(postPages(made)).toContain("posts/p4/index.html");
  expect(postPages(made).length).toBeLessThan(12);
  expect(made).toContain("tags/t4/index.html");
  expect(made.filter((file) => /^tags\/t|404/.test(file))).toEqual(["tags/t4/index.html"]);
});

test("of another title and tag of an old post: its page and its neighbours', and the lists it is in", async () => {
  const retitled = rewrite(old, (text) => text.replace("Post 4", "Another").replace("t4", "new"));
  const made = await madeAfter(blog(), retitled);
  expect(postPages(made)).toContain("posts/p4/index.html");
  expect(postPages(made).length).toBeLessThan(12);
  expect(made).toContain("tags/new/index.html");
  expect(made).toContain("tags/index.html");
  expect(made).not.toContain("tags/t9/index.html");
});

test("of a new post: not the pages of posts that have nothing to do with it", async () => {
  const begun = (root: string) =>
    fs.writeFileSync(path.join(root, "posts/2023-08-01-new.md"), "---\ntitle: New\ntags: [other]\n---\nWords.\n");
  const made = await madeAfter(blog(), begun);
  expect(postPages(made)).toContain("posts/new/index.html");
  expect(postPages(made).length).toBeLessThan(6);
  expect(made).toContain("index.html");
});

test("a template that asks for how many posts there are makes all its pages anew, one that asks only at times those", async () => {
  const asking = {
    "templates/post.njk":
      "<title>{{ page.title }}</title>{{ post.html }}{% if post.title == 'Post 3' %}{{ site.postCount }}{% endif %}",
  };
  const begun = (root: string) =>
    fs.writeFileSync(path.join(root, "posts/2022-01-01-new.md"), "---\ntitle: New\ntags: [other]\n---\nWords.\n");
  expect(postPages(await madeAfter(blog(asking), begun))).toEqual(
    expect.arrayContaining(["posts/new/index.html", "posts/p3/index.html"]),
  );
  const always = { "templates/post.njk": "<title>{{ page.title }}</title>{{ post.html }}{{ site.postCount }}" };
  expect(postPages(await madeAfter(blog(always), begun))).toHaveLength(21);
});
