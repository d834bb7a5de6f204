/**
 * The doorbell: it says that something happened at a path, never what. Whoever hears it looks for himself.
 *
 * chokidar can also follow whole trees and tell added from changed. That part is not used: it reports a path at most
 * once in 50 ms and never makes up for what it kept back (a file written in two halves stays half), it goes deaf when a
 * folder is removed and made again, and it reads a folder of 10,000 posts anew at each ring, which takes longer than
 * building. What is used is its single watch on a single folder, and the raw event, which nothing is kept back from.
 * Which folders there are is known from looking; a folder that was replaced is recognised by its identity.
 */
import fs from "node:fs";
import path from "node:path";
import { FSWatcher } from "chokidar";

export type Ring = {
  /** Where, absolute; `null` = somewhere. */
  readonly path: string | null;
  /** `moved`: a name came or went, so the file behind it is whole. `written`: more of the same may follow at once. */
  readonly kind: "moved" | "written";
};

export type Doorbell = {
  /** Listens to these folders and no others. True when a folder is heard of that was not before: look again. */
  cover(folders: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
};

export type Listener = {
  readonly onRing: (ring: Ring) => void;
  /** The system takes no more watches. What happens from now on may not be heard. */
  readonly onDeaf: (reason: string) => void;
};

type Ear = { readonly identity: string; readonly watcher: FSWatcher; readonly settle: () => void };

export function hangDoorbell({ onRing, onDeaf }: Listener): Doorbell {
  const ears = new Map<string, Ear>();
  let closed = false;

  return {
    async cover(folders) {
      const wanted = new Set(folders);
      for (const [folder, ear] of ears) {
        if (!wanted.has(folder) || identityOf(folder) !== ear.identity) drop(folder);
      }
      const news = [...wanted].filter((folder) => !closed && !ears.has(folder) && identityOf(folder) !== null);
      await Promise.all(news.map(listen));
      return news.length > 0;
    },
    async close() {
      closed = true;
      await Promise.all([...ears.keys()].map(drop));
    },
  };

  async function listen(folder: string): Promise<void> {
    const identity = identityOf(folder);
    if (identity === null) return;
    const watcher = new FSWatcher({ ignoreInitial: true, followSymlinks: false, depth: 0 });
    // One watch on the folder and nothing else, see above: what is held back is not done at all. Nor does a timer that
    // closing leaves behind keep the process for a second.
    watcher._throttle = () => false;
    watcher.on("raw", (event, name) => hear(folder, event, name));
    watcher.on("error", (error) => fail(folder, error));
    await new Promise<void>((settle) => {
      ears.set(folder, { identity, watcher, settle });
      watcher.once("ready", settle).add(folder);
    });
    if (watcher.options.usePolling) onDeaf("CHOKIDAR_USEPOLLING asks for polling");
  }

  function hear(folder: string, event: string, name: string | null): void {
    const kind = event === "change" ? "written" : "moved";
    const full = name === null || name === "" ? null : path.join(folder, name);
    // A folder that is moved or removed says so under its own name.
    const own = name === path.basename(folder) && identityOf(folder) !== ears.get(folder)?.identity;
    if (kind === "moved" && full !== null && ears.has(full)) drop(full);
    if (own) drop(folder);
    onRing({ path: own ? null : full, kind });
  }

  function fail(folder: string, error: unknown): void {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    drop(folder);
    if (code === "ENOSPC") onDeaf("the system's limit of inotify watches is reached");
    else if (code === "EMFILE" || code === "ENFILE")
      onDeaf("the system's limit of inotify instances or open files is reached");
    else onRing({ path: null, kind: "moved" });
  }

  function drop(folder: string): Promise<void> | undefined {
    const ear = ears.get(folder);
    ears.delete(folder);
    ear?.settle();
    return ear?.watcher.close();
  }
}

/** Another one for a folder made anew under the same name; `null` when there is none. */
function identityOf(folder: string): string | null {
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() ? `${found.dev} ${found.ino} ${found.birthtimeMs}` : null;
}
