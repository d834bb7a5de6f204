/**
 * Which files are there. Links never lead out of the project and are never followed among the posts; pipes and devices
 * are named, not opened; what editors leave behind is not seen at all. The order is that of the paths' code units, so
 * it does not depend on the disk.
 */
import type { Dirent } from "node:fs";
import fs from "node:fs";
import path from "node:path";
import type { Problem, SourcePath, Withheld } from "../model.ts";
import { isDropping } from "./droppings.ts";

export type Found = {
  readonly path: SourcePath;
  /** Where it lies on this disk. */
  readonly full: string;
};

export type Scan = {
  readonly files: readonly Found[];
  /** Where they were looked for, absolute; the first is there or could be. */
  readonly folders: readonly string[];
  readonly withheld: readonly Withheld[];
  readonly problems: readonly Problem[];
};

type Walk = {
  readonly root: string;
  readonly realRoot: string;
  readonly links: "refuse" | "follow";
  readonly leave: (path: SourcePath) => boolean;
  readonly files: Found[];
  readonly folders: string[];
  readonly withheld: Withheld[];
  readonly problems: Problem[];
};

/**
 * Every file under `root/folder`; nothing when there is no such folder.
 *
 * @param leave what is none of ours, and is not looked into
 */
export function scan(
  root: string,
  folder: SourcePath,
  links: "refuse" | "follow",
  leave: (path: SourcePath) => boolean = () => false,
): Scan {
  const realRoot = fs.realpathSync(root);
  const full = path.join(root, folder);
  const walk: Walk = { root, realRoot, links, leave, files: [], folders: [full], withheld: [], problems: [] };
  if (fs.existsSync(full)) {
    const real = fs.realpathSync(full);
    if (isInside(real, realRoot)) walkFolder(walk, { path: folder, full, chain: [real], linked: false });
    else walk.problems.push(leadsOut(folder, real));
  }
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
  return { ...walk, files: walk.files.sort(byPath) };
}

/** `chain` holds the real paths from the top down to here: meeting one of them again is a loop. */
type Folder = Found & { readonly chain: readonly string[]; readonly linked: boolean };

function walkFolder(walk: Walk, folder: Folder): void {
  if (folder.full !== walk.folders[0]) walk.folders.push(folder.full);
  let entries: Dirent[];
  try {
    entries = fs.readdirSync(folder.full, { withFileTypes: true });
  } catch (error) {
    walk.problems.push(unreadable(folder.path, error));
    return;
  }
  // `path.join` would look at all of it again for each name, which takes longer than to ask the disk for it.
  const inside = folder.full.endsWith(path.sep) ? folder.full : folder.full + path.sep;
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isDropping(entry.name)) continue;
    const name = entry.name.normalize("NFC");
    const found = {
      path: folder.path === "" ? name : `${folder.path}/${name}`,
      full: inside + entry.name,
    };
    if (walk.leave(found.path)) continue;
    if (entry.isFile()) walk.files.push(found);
    else if (entry.isDirectory())
      walkFolder(walk, { ...found, chain: [...folder.chain, found.full], linked: folder.linked });
    else if (entry.isSymbolicLink()) followLink(walk, folder, found);
    else refuseSpecial(walk, found);
  }
}

function followLink(walk: Walk, folder: Folder, found: Found): void {
  let real: string;
  try {
    real = fs.realpathSync(found.full);
  } catch (error) {
    walk.problems.push(
      linkProblem(found.path, "error", `leads nowhere (${codeOf(error)})`, "remove the link, or mend it."),
    );
    return;
  }
  const target = fs.statSync(real);
  const here = folder.chain.map((above) => fs.realpathSync(above));
  if (target.isDirectory() && here.includes(real)) {
    walk.problems.push(
      linkProblem(found.path, "warning", "leads back to a folder it is in, and is not followed", "remove the link."),
    );
  } else if (!isInside(real, walk.realRoot)) {
    walk.problems.push(leadsOut(found.path, real));
  } else if (walk.links === "refuse") {
    const hint = "put the file itself here: links among the posts are never followed.";
    walk.problems.push(linkProblem(found.path, "error", "stands among the posts", hint));
  } else if (target.isFile()) {
    walk.files.push({ path: found.path, full: real });
    walk.folders.push(path.dirname(real));
  } else if (!target.isDirectory()) {
    refuseSpecial(walk, found);
  } else if (folder.linked) {
    // One link after another could lead round and round in exponentially many ways.
    walk.problems.push(
      linkProblem(
        found.path,
        "warning",
        "is reached through another linked folder, and is not followed",
        "link to the folder itself.",
      ),
    );
  } else {
    walkFolder(walk, { path: found.path, full: real, chain: [...folder.chain, real], linked: true });
  }
}

function refuseSpecial(walk: Walk, found: Found): void {
  walk.withheld.push({ file: found.path, reason: "not-a-file", when: null });
  walk.problems.push({
    severity: "warning",
    code: "source/not-a-file",
    message: `${found.path} is a pipe, a socket or a device, not a file, and is left out.`,
    file: found.path,
    hint: "remove it, or put a file in its place.",
  });
}

function leadsOut(file: SourcePath, real: string): Problem {
  return linkProblem(file, "error", `leads out of the project, to ${real}`, "copy the file into the project.");
}

function linkProblem(file: SourcePath, severity: Problem["severity"], what: string, hint: string): Problem {
  return { severity, code: "source/symlink", message: `The symlink ${file} ${what}.`, file, hint };
}

/** A file or folder that the system does not let us read. */
export function unreadable(file: SourcePath, error: unknown): Problem {
  const code = codeOf(error);
  return {
    severity: "error",
    code: "source/unreadable",
    message: `${file} cannot be read (${code}).`,
    file,
    hint: code === "EACCES" ? "give yourself the right to read it." : "see whether it is still there and whole.",
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

export function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}
