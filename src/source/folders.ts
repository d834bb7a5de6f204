/** Names of folders and files inside the project, as `site.yml` gives them. */
import fs from "node:fs";
import path from "node:path";
import type { Problem, Settings } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Read } from "./addresses.ts";
import type { Fault } from "./check-value.ts";
import { isInside as isBelow, realPath } from "./output-folder.ts";
import type { SiteFile } from "./site-file.ts";

export function readPostsFolder(written: string): Read<string> {
  return readPartOf(written, {
    message: `\`posts\` is ${written}, which is not a folder inside the project.`,
    hint: "write a name such as posts.",
  });
}

export function readCollection(written: string): Read<string> {
  return readPartOf(written, {
    message: `\`collections\` has ${written} in it, which is not a folder inside the project.`,
    hint: "write a name such as _wiki.",
  });
}

function readPartOf(written: string, otherwise: Read<string>): Read<string> {
  const folder = plain(written);
  return folder !== "" && folder !== "." && isInside(folder) ? { value: folder } : otherwise;
}

/** Empty for the project itself. */
export function readFolder(written: string, name: string): Read<string> {
  const folder = plain(written);
  if (folder === ".") return { value: "" };
  if (isInside(folder)) return { value: folder };
  return {
    message: `\`${name}\` is ${written}, which is not a folder inside the project.`,
    hint: `write a name such as ${name}.`,
  };
}

type Project = { readonly root: string; readonly out: string };

/**
 * Folders that hold something else already: what is copied as it is would take drafts along, and what is made of it.
 */
export function sharedFolders(settings: Settings, { root, out }: Project): readonly Fault[] {
  const { posts, pages, assets, collections } = settings;
  const real = (folder: string) => realPath(path.join(fs.realpathSync(root), folder));
  const others = [
    ...[posts, ...collections.map(({ folder }) => folder)].map(
      (folder) => [real(folder), "where the posts are"] as const,
    ),
    [real("templates"), "where the templates are"] as const,
    ...(settings.compat === null ? [[real("data"), "where the data is"] as const] : []),
    ...(out === "" ? [] : [[out, "where the site is written to"] as const]),
  ];
  return Object.entries({ pages, assets }).flatMap(([name, folder]) => {
    const other = folder === "" ? undefined : others.find(([full]) => isBelow(real(folder), full));
    if (other === undefined) return [];
    return fault([name], `\`${name}\` is ${folder}, ${other[1]}.`, `choose a folder of its own, such as ${name}.`);
  });
}

const fault = (path: readonly string[], message: string, hint: string): Fault => ({
  path,
  part: "value",
  code: `config/bad-${path[0]}`,
  message,
  hint,
});

/** Without posts there is nothing to build. */
export function requirePosts(root: string, settings: Settings, { values, problemOf }: SiteFile): void {
  if (isFolder(root, settings.posts)) return;
  const code = "config/no-posts";
  const message = `There is no folder ${settings.posts} in ${path.resolve(root)}, so there is nothing to build.`;
  if (values.posts !== undefined && values.posts !== null) {
    const hint = likely(root, settings.posts) ?? "make it, or write the folder that the posts are in.";
    throw new ProblemError(problemOf({ path: ["posts"], part: "value", code, message, hint }, "error"));
  }
  const hint = 'begin with `inkstone new "标题"`, or name the folder of a blog: `inkstone build path/to/blog`.';
  throw new ProblemError({ severity: "error", code, message, hint });
}

/** Folders that somebody has named and that are not there: all that was to come from them would be missing. */
export function missingFolders(root: string, settings: Settings, { values, problemOf }: SiteFile): readonly Problem[] {
  const usual = ["pages", "assets", ...(settings.compat === "hugo" ? ["static"] : [])];
  const named = (["pages", "assets"] as const).filter((key) => values[key] !== undefined && values[key] !== null);
  const paths = [
    ...named.map((key) => ({ folder: settings[key], path: [key], part: "value" as const })),
    ...settings.collections.map(({ folder }) => ({ folder, path: ["collections", folder], part: "key" as const })),
  ];
  return paths.flatMap(({ folder, path, part }) => {
    if (usual.includes(folder) || isFolder(root, folder)) return [];
    const message = `There is no folder ${folder}, which \`${path[0]}\` names.`;
    const hint = likely(root, folder) ?? "make it, or correct the name.";
    return problemOf({ path, part, code: "config/no-folder", message, hint }, "warning");
  });
}

function likely(root: string, folder: string): string | null {
  const above = path.posix.dirname(folder);
  if (!isFolder(root, above)) return null;
  const near = nearest(
    path.posix.basename(folder),
    fs.readdirSync(path.join(root, above)).filter((name) => isFolder(root, path.join(above, name))),
  );
  return near === null ? null : `did you mean ${path.posix.join(above, near)}?`;
}

function isFolder(root: string, folder: string): boolean {
  return fs.statSync(path.join(root, folder), { throwIfNoEntry: false })?.isDirectory() === true;
}

export function readInside(written: string): Read<string> {
  const file = path.posix.normalize(written.replaceAll("\\", "/"));
  if (file !== "." && isInside(file)) return { value: file };
  return {
    message: `\`deployed\` is ${written}, which is no file inside the project.`,
    hint: "write a name such as deployed.json.",
  };
}

function plain(written: string): string {
  return path.posix.normalize(written.normalize("NFC").replaceAll("\\", "/")).replace(/\/+$/, "");
}

function isInside(folder: string): boolean {
  return !folder.startsWith("/") && !folder.split("/").includes("..");
}
