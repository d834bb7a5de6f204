import { chmodSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { put, treeOf } from "../project.ts";
import type { Scene, Story } from "./story.ts";
import { buildAsNobody } from "./unprivileged.ts";

/** Another layout, so that every page has to be written anew. */
export const LAYOUT = {
  "templates/post.njk":
    '<!doctype html>\n<html lang="en"><head><title>{{ page.title }}</title></head>\n<body><h1>{{ page.title }}</h1>{{ post.html }}</body></html>\n',
};

export const permissions: Readonly<Record<string, Story>> = {
  "fs-unreadable-post": async (scene) => {
    put(scene.project, { "posts/secret.md": "---\ntitle: Secret\ndate: 2014-11-05\n---\nx\n" });
    return afterGoodBuild(scene, () => chmodSync(path.join(scene.project.root, "posts/secret.md"), 0o000));
  },

  "fs-read-only-dist": (scene) =>
    afterGoodBuild(scene, () => {
      put(scene.project, LAYOUT);
      for (const folder of ["", "posts", "posts/good"]) chmodSync(path.join(scene.project.dist, folder), 0o555);
    }),

  "fs-read-only-subfolder": (scene) =>
    afterGoodBuild(scene, () => {
      put(scene.project, LAYOUT);
      for (const folder of ["posts", "posts/good"]) chmodSync(path.join(scene.project.dist, folder), 0o555);
    }),

  "fs-unreadable-dist": async (scene) => {
    await afterGoodBuild(scene, () => undefined);
    chmodSync(scene.project.dist, 0o000);
    const run = await buildAsNobody(scene);
    chmodSync(scene.project.dist, 0o755);
    return run;
  },
};

async function afterGoodBuild(scene: Scene, spoil: () => void) {
  const first = await buildAsNobody(scene);
  expect(first.exit, first.output).toBe(0);
  const before = treeOf(scene.project.dist);
  spoil();
  const run = await buildAsNobody(scene);
  expect(treeOf(scene.project.dist)).toEqual(before);
  return run;
}
