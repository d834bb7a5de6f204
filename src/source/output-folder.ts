import fs from "node:fs";
import path from "node:path";
import type { Read } from "./addresses.ts";

/** Folders of a project that hold somebody's work. */
const sourceFolders = ["pages", "templates", "assets", "data", "src", "test", "node_modules", ".git", ".inkstone"];

/**
 * The folder a site is written to, absolute. Refused where writing would destroy work: the project or what is around
 * it, or a folder of sources, also by way of a link.
 */
export function readOutputFolder(
  written: string,
  project: { readonly root: string; readonly posts: string },
): Read<string> {
  const root = fs.realpathSync(project.root);
  const out = realPath(path.resolve(project.root, written));
  const hint = "choose a folder of its own, such as `dist`.";
  if (out === path.parse(out).root) return { message: `\`out\` is ${written}, the root of the disk.`, hint };
  if (out === root) return { message: `\`out\` is ${written}, the project itself.`, hint };
  if (isInside(root, out)) return { message: `\`out\` is ${written}, a folder around the project.`, hint };
  for (const folder of [project.posts, ...sourceFolders]) {
    const source = realPath(path.join(root, folder));
    if (isInside(out, source) || isInside(source, out)) {
      return { message: `\`out\` is ${written}, where the sources in ${folder} are.`, hint };
    }
  }
  // Of the usual folder nobody has said anything; whoever publishes tells what stands there.
  const file = written === "dist" ? null : fileOnTheWay(out);
  if (file !== null)
    return { message: `\`out\` is ${written}, but ${path.relative(root, file) || file} is a file.`, hint };
  return { value: out };
}

/** What is there and no folder, though one is needed there. */
function fileOnTheWay(full: string): string | null {
  if (fs.existsSync(full)) return fs.statSync(full).isDirectory() ? null : full;
  const above = path.dirname(full);
  return above === full ? null : fileOnTheWay(above);
}

/** With the links of its existing part resolved. */
export function realPath(full: string): string {
  if (fs.existsSync(full)) return fs.realpathSync(full);
  const above = path.dirname(full);
  return above === full ? full : path.join(realPath(above), path.basename(full));
}

export function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}
