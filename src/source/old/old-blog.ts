/**
 * A blog made with another generator, read where it lies. Its settings are translated into ours, key by key, and every
 * key is told: taken, or not, and why. Nothing is written there.
 */
import fs from "node:fs";
import path from "node:path";
import { readHexo } from "./hexo.ts";
import { readHugo } from "./hugo.ts";
import { readJekyll } from "./jekyll.ts";
import { foldersOf } from "./jekyll-folders.ts";
import { readOldFile } from "./old-file.ts";
import type { OldBlog } from "./old-settings.ts";

/** The old blog in a folder that has no `site.yml`; `null` when there is none that we know. */
export function findOldBlog(root: string): OldBlog | null {
  const has = (name: string) => fs.existsSync(path.join(root, name));
  if (has("site.yml") || has("posts")) return null;
  if (findStranger(root) !== null) return null;
  const hugo = hugoFiles.find(has);
  if (hugo !== undefined && has("content")) return readHugo(root, hugo);
  const values = has("_config.yml") ? readOldFile(root, "_config.yml") : {};
  // Octopress keeps a blog of Jekyll's where Hexo has its own.
  const { collections } = foldersOf(values);
  if (collections !== "" && values.source_dir === undefined && has(`${collections}/_posts`))
    return readJekyll(root, values);
  const folder = typeof values.source_dir === "string" ? values.source_dir : "source";
  if (has(`${folder}/_posts`)) return readHexo(root, values);
  if (has("_posts")) return readJekyll(root, values);
  return has("content") ? readHugo(root, null) : null;
}

export type Stranger = { readonly name: string; readonly file: string };

/** A blog whose folder looks like one of Hugo's, and whose generator is another, of which nothing is known here. */
export function findStranger(root: string): Stranger | null {
  const has = (name: string) => fs.existsSync(path.join(root, name));
  if (has("site.yml") || has("posts") || !has("content") || hugosOwn.some(has)) return null;
  const found = Object.entries(strangers).find(([file]) => has(file));
  if (found !== undefined) return { name: found[1], file: found[0] };
  const isZola = has("config.toml") && readOldFile(root, "config.toml").base_url !== undefined;
  return isZola ? { name: "Zola", file: "config.toml" } : null;
}

/** By the files that tell them. */
const strangers: Readonly<Record<string, string>> = {
  "pelicanconf.py": "Pelican",
  "publishconf.py": "Pelican",
  "gatsby-config.js": "Gatsby",
  "gatsby-config.ts": "Gatsby",
  "nuxt.config.js": "Nuxt",
  "nuxt.config.ts": "Nuxt",
};

const hugosOwn = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];
const hugoFiles = [...hugosOwn, ...["config/_default", "config.toml", "config.yaml", "config.yml", "config.json"]];
