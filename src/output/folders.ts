import { join } from "node:path";
import { look } from "./disk.ts";
import { folderOf } from "./output-file.ts";
import type { Ground } from "./place.ts";

/** `occupied`: something that is not a folder stands where a folder should. */
export type FolderState = "there" | "missing" | "occupied" | "link";

/** What the folders inside the output folder are, each looked at once and only when somebody needs to know. */
export type Folders = {
  readonly stateOf: (folder: string) => FolderState;
  /** The topmost folder on the way to this one that does not exist yet (`""` = the output folder); `null` = all do. */
  readonly topmostNew: (folder: string) => string | null;
};

export function lookAtFolders(ground: Ground): Folders {
  const states = new Map<string, FolderState>([["", ground.outExists ? "there" : "missing"]]);

  const stateOf = (folder: string): FolderState => {
    const known = states.get(folder);
    if (known !== undefined) return known;
    const above = stateOf(folderOf(folder));
    const state = above === "there" ? stateOnDisk(join(ground.out, folder)) : above === "link" ? "link" : "missing";
    states.set(folder, state);
    return state;
  };

  const topmostNew = (folder: string): string | null => {
    if (stateOf(folder) === "there") return null;
    return folder === "" ? "" : (topmostNew(folderOf(folder)) ?? folder);
  };

  return { stateOf, topmostNew };
}

function stateOnDisk(path: string): FolderState {
  const found = look(path);
  if (found === null) return "missing";
  if (found.isSymbolicLink()) return "link";
  return found.isDirectory() ? "there" : "occupied";
}
