import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { namesIn, put, textsOf, treeOf } from "../project.ts";
import { build, inkstone } from "../run.ts";
import { demand, type Story } from "./story.ts";

const TAGGED = { "posts/gone.md": "---\ntitle: Gone\ndate: 2014-11-05\ntags: [onlyhere]\n---\nx\n" };

const OWN = {
  "dist/CNAME": "example.com\n",
  "dist/.git/HEAD": "ref: refs/heads/main\n",
  "dist/mine.html": "<p>mine</p>",
  "dist/sub/own.txt": "own",
  "dist/posts/gone/own.txt": "own too",
};

export const ownership: Readonly<Record<string, Story>> = {
  "fs-user-files-in-dist": async ({ project }) => {
    put(project, TAGGED);
    const first = await build(project);
    expect(first.exit, first.output).toBe(0);
    put(project, OWN);
    rmSync(path.join(project.root, "posts/gone.md"));
    const second = await build(project);
    expect(second.exit, second.output).toBe(0);
    expect(namesIn(project.root)).toEqual(expect.arrayContaining(Object.keys(OWN)));
    const cleaned = await inkstone(project, ["clean"]);
    expect(namesIn(project.dist).map((name) => `dist/${name}`)).toEqual(Object.keys(OWN).sort());
    return cleaned;
  },

  "fs-deleted-post": async ({ project }) => {
    put(project, TAGGED);
    const first = await build(project);
    expect(first.exit, first.output).toBe(0);
    expect(namesIn(project.dist)).toEqual(
      expect.arrayContaining(["posts/gone/index.html", "tags/onlyhere/index.html"]),
    );
    rmSync(path.join(project.root, "posts/gone.md"));
    const second = await build(project);
    const left = [...textsOf(project)].filter(([name, text]) => /\/gone\/|onlyhere/.test(`/${name} ${text}`));
    expect(left.map(([name]) => name)).toEqual([]);
    for (const folder of ["posts/gone", "tags/onlyhere"])
      expect(existsSync(path.join(project.dist, folder))).toBe(false);
    expect(namesIn(project.dist).filter((name) => name.endsWith("/"))).toEqual([]);
    return second;
  },

  "fs-foreign-dist": async ({ project }) => {
    put(project, { "dist/index.html": "somebody's own", "dist/notes.txt": "notes" });
    const before = treeOf(project.dist);
    const refused = await build(project);
    expect(treeOf(project.dist)).toEqual(before);
    expect(refused.output).toContain("--force");
    const forced = await build(project, "--force");
    expect(forced.exit, forced.output).toBe(0);
    expect(textsOf(project).get("notes.txt")).toBe("notes");
    return refused;
  },

  "fs-fifo": async (scene) => {
    const { project, one } = scene;
    demand(scene, "mkfifo");
    execFileSync("mkfifo", [path.join(project.root, "posts/pipe.md")]);
    return inkstone(project, ["build"], { seconds: 4 * (one.limit_s ?? 10) });
  },
};
