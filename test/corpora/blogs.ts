/**
 * Old blogs of others. They are not part of this repository: `INKSTONE_CORPORA` names a folder with one blog to a folder.
 */
import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { emptyProject, type Project } from "../bad-inputs/project.ts";

export const corpora = process.env.INKSTONE_CORPORA ?? null;
if (corpora === null) process.stderr.write("skipped: INKSTONE_CORPORA names no folder of old blogs\n");

/** Where generators keep posts; a blog may have more than one such folder, and each is built by itself. */
const FOLDERS = ["_posts", "_wiki", "source/_posts", "content"];

export type Blog = { readonly name: string; readonly posts: string };

export function blogsIn(folder: string): readonly Blog[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) =>
      FOLDERS.filter((posts) => existsSync(path.join(folder, name, posts))).map((posts) => ({ name, posts })),
    );
}

export function copyOfBlog(blog: Blog): Project {
  const project = emptyProject();
  cpSync(path.join(corpora ?? "", blog.name, blog.posts), path.join(project.root, blog.posts), { recursive: true });
  writeFileSync(path.join(project.root, "site.yml"), `posts: ${blog.posts}\n`);
  return project;
}
