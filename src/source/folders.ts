/** Names of folders and files inside the project, as `site.yml` gives them. */
import path from "node:path";
import type { Read } from "./addresses.ts";

export function readPostsFolder(written: string): Read<string> {
  const folder = plain(written);
  if (folder !== "" && folder !== "." && isInside(folder)) return { value: folder };
  return {
    message: `\`posts\` is ${written}, which is not a folder inside the project.`,
    hint: "write a name such as posts.",
  };
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
