/** A site's templates and assets take the place of ours by name, and the rest of ours goes on working beneath them. */
import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "../../src/build.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { discard, emptyProject, type Project, put } from "../bad-inputs/project.ts";
import { inkstone } from "../bad-inputs/run.ts";

const home = path.join(import.meta.dirname, "../..");
const site = path.join(import.meta.dirname, "../sites/plain-theme");

let project: Project;
beforeAll(async () => {
  project = emptyProject();
  cpSync(site, project.root, { recursive: true });
  const run = await inkstone(project, ["build", "--strict"]);
  expect(run.exit, run.output).toBe(0);
});
afterAll(() => discard(project));

const read = (file: string) => readFileSync(path.join(project.dist, file), "utf8");

test("its frame is around every page, ours too", () => {
  for (const file of ["index.html", "posts/one/index.html", "tags/index.html", "archive/index.html", "404.html"]) {
    expect(read(file), file).toContain('<p><a href="/">素</a> 少即是多</p>');
    expect(read(file), file).toMatch(/<link rel="stylesheet" href="\/css\/plain\.[0-9a-f]{8}\.css">/);
    expect(read(file), file).not.toContain("main.css");
  }
});

test("its part of a list, its layout, its block and its word", () => {
  expect(read("index.html")).toContain(
    '<a href="/posts/two/">第二篇</a></p>\n<p><time datetime="2026-01-01">2026年1月1日',
  );
  expect(read("posts/two/index.html")).toMatch(/<p>又一段话。<\/p>\s*<p>完<\/p>/);
  expect(read("posts/one/index.html")).not.toContain("<p>完</p>");
  expect(read("404.html")).toContain("<h1>无此页</h1>");
});

test("what an author wrote into a post may run there, and nowhere else", () => {
  expect(read("posts/one/index.html")).toMatch(
    /script-src 'self' 'sha256-[^']+'; .*frame-src 'self' https:\/\/player\.example;/,
  );
  expect(read("posts/two/index.html")).not.toMatch(/sha256|player/);
});

test("each of ours may be replaced alone, and no check takes it for a slip", async () => {
  const templates = path.join(home, "templates");
  const names = readdirSync(templates, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".njk"));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const own = emptyProject();
    try {
      put(own, {
        "posts/a.md": "---\ntitle: 甲\ndate: 2026-01-01\n---\n一段话。\n",
        [`templates/${name}`]: readFileSync(path.join(templates, name), "utf8"),
      });
      const { problems } = await build(await readSources(own.root, { home, now: "2026-02-01" }), inProcess(), {
        checking: true,
      });
      expect(problems, name).toEqual([]);
    } finally {
      discard(own);
    }
  }
});

test("what takes the place of ours may begin with ours, and change one thing", async () => {
  const own = emptyProject();
  try {
    put(own, {
      "posts/a.md": "---\ntitle: 甲\ndate: 2026-01-01\n---\n一段话。\n",
      "templates/base.njk": `{% extends "theme/base.njk" %}\n{% block footerText %}\n<p>我的脚注</p>\n{% endblock %}\n`,
      "templates/post.njk": `{% extends "theme/post.njk" %}\n{% block cover %}\n<p>我的题图</p>\n{% endblock %}\n`,
    });
    const run = await inkstone(own, ["build", "--strict"]);
    expect(run.exit, run.output).toBe(0);
    const page = (file: string) => readFileSync(path.join(own.dist, file), "utf8");
    for (const file of ["index.html", "posts/a/index.html", "404.html"]) {
      expect(page(file), file).toContain("<p>我的脚注</p>");
      expect(page(file), file).toMatch(/<link rel="stylesheet" href="\/css\/main\.[0-9a-f]{8}\.css">/);
    }
    expect(page("posts/a/index.html")).toMatch(/<p>我的题图<\/p>[\s\S]*<p>一段话。<\/p>/);

    put(own, { "templates/post.njk": '{% extends "theme/pots.njk" %}\n' });
    const slip = await inkstone(own, ["build"]);
    expect(slip.exit).toBe(1);
    expect(slip.output).toMatch(/templates\/post\.njk:1:12[\s\S]*There is no template `theme\/pots\.njk`/);
  } finally {
    discard(own);
  }
});

test("settings: what is near one of ours is a slip, what is not is the theme's own", async () => {
  put(project, { "site.yml": "title: 素\ntheme:\n  accnt: indigo\n" });
  const slip = await inkstone(project, ["build"]);
  expect(slip.exit).toBe(2);
  expect(slip.output).toMatch(/site\.yml:3:3[\s\S]*did you mean `accent`/);
  put(project, { "site.yml": "title: 素\ntheme:\n  accent: blood\n" });
  const colour = await inkstone(project, ["build"]);
  expect(colour.exit).toBe(2);
  expect(colour.output).toMatch(/site\.yml:3:11[\s\S]*`vermilion`/);
});
