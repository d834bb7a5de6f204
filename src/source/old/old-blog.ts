/**
 * A blog made with another generator, read where it lies. Its settings are translated into ours, key by key, and every
 * key is told: taken, or not, and why. Nothing is written there.
 */
import fs from "node:fs";
import path from "node:path";
import { readHexo } from "./hexo.ts";
import { readHugo } from "./hugo.ts";
import { readJekyll } from "./jekyll.ts";
import { readOldFile } from "./old-file.ts";
import type { OldBlog } from "./old-settings.ts";

/** The old blog in a folder that has no `site.yml`; `null` when there is none that we know. */
export function findOldBlog(root: string): OldBlog | null {
  const has = (name: string) => fs.existsSync(path.join(root, name));
  if (has("site.yml") || has("posts")) return null;
  const hugo = hugoFiles.find(has);
  if (hugo !== undefined && has("content")) return readHugo(root, hugo);
  const values = has("_config.yml") ? readOldFile(root, "_config.yml") : {};
  const folder = typeof values.source_dir === "string" ? values.source_dir : "source";
  if (has(`${folder}/_posts`)) return readHexo(root, values);
  if (has("_posts")) return readJekyll(root, values);
  return has("content") ? readHugo(root, null) : null;
}

const hugoFiles = [
  ...["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"],
  ...["config/_default", "config.toml", "config.yaml", "config.yml", "config.json"],
];
