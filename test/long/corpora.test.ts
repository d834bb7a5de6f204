/**
 * Old blogs of others, built from their own posts folders with default settings. What is kept here is how many posts came
 * through.
 */
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { discard } from "../bad-inputs/project.ts";
import { inkstone, type Run } from "../bad-inputs/run.ts";
import { type Blog, blogsIn, copyOfBlog, corpora } from "../corpora/blogs.ts";

const COUNTS = path.join(import.meta.dirname, "../corpora/counts.json");

type Done = { readonly read: number; readonly published: number; readonly withheld: number; readonly failed: number };
type Told = {
  readonly event: string;
  readonly severity?: string;
  readonly code?: string;
  readonly file?: string;
  readonly line?: number;
};

const blogs: readonly Blog[] = corpora === null ? [] : blogsIn(corpora);
const counts: Record<string, Done> = {};

describe.skipIf(corpora === null)("old blogs", () => {
  test.each(blogs)("$name/$posts: every post is accounted for", { timeout: 300_000 }, async (blog) => {
    const project = copyOfBlog(blog);
    try {
      const run = await inkstone(project, ["build", "--json", "--keep-going"], { seconds: 280 });
      const { done, problems } = told(run);
      counts[`${blog.name}/${blog.posts}`] = done;
      const errors = problems.filter((problem) => problem.severity === "error");
      const places = errors.map(({ code, file, line }) => `${code} ${file}:${line}`);
      expect(done.read, run.stderr).toBe(done.published + done.withheld + done.failed);
      expect(done.read).toBe(postsIn(path.join(project.root, blog.posts)));
      expect(places.filter((place) => !/^\S+ [^:]+:\d+$/.test(place))).toEqual([]);
      expect(run.exit, places.join("\n")).toBe(errors.length > 0 ? 1 : 0);
      expect(done.published / done.read, places.join("\n")).toBeGreaterThanOrEqual(0.98);
    } finally {
      discard(project);
    }
  });

  test("as many as last time", async () => {
    await expect(`${JSON.stringify(counts, null, 2)}\n`).toMatchFileSnapshot(COUNTS);
  });
});

function told(run: Run): { readonly done: Done; readonly problems: readonly Told[] } {
  const events = run.output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Told & Partial<Done>);
  const done = events.find((event) => event.event === "done");
  if (done === undefined) throw new Error(`No closing event was told:\n${run.output.slice(0, 4_000)}`);
  const { read = -1, published = -1, withheld = -1, failed = -1 } = done;
  return { done: { read, published, withheld, failed }, problems: events.filter((event) => event.event === "problem") };
}

function postsIn(folder: string): number {
  return (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(md|markdown)$/.test(name)).length;
}
