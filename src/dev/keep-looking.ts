/**
 * Keeps what is known of a project true while it is being edited: hears, looks, and says when something is other than
 * it was. Who listens gets the same `Sources` that a build would read at that moment.
 */
import fs from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import type { Problem, SourceFile, SourcePath } from "../model.ts";
import { bytePool } from "../shared/byte-pool.ts";
import { ProblemError } from "../shared/problem.ts";
import type { KnownFiles } from "../source/known-files.ts";
import { type Reading, type ReadOptions, readSources } from "../source/read-sources.ts";
import { remember } from "../source/remembered.ts";
import { hangDoorbell } from "../source/watch.ts";
import { changedFiles, isAnyEmptied, onlyPostThatChanged, sameSources } from "./compare.ts";
import { GivenUp, givingUp } from "./giving-up.ts";
import { type Look, type Seen, scheduleLooks } from "./looks.ts";

export type Watched = {
  /** The project, absolute. */
  readonly root: string;
  readonly reading: Omit<ReadOptions, "now" | "look">;
  /** Of an earlier run. */
  readonly known?: KnownFiles | undefined;
  /** The clock; a fixed one for `--now`. */
  readonly now: () => ReadOptions["now"];
  /** Something is other than before. Answers when it will be other by itself (milliseconds since 1970), if ever. */
  readonly onSources: (sources: Reading, changed: () => readonly SourcePath[]) => Promise<number | null>;
  /**
   * Nothing but the text of this post is other than before. True when that much could be shown at once; the rest of the
   * site is told of it at the second look, by `onSources`.
   */
  readonly onGlimpse?: (post: SourceFile) => Promise<boolean>;
  /** The project cannot be read at all now. */
  readonly onTrouble: (problems: readonly Problem[]) => Promise<void>;
  /** The system does not tell of changes; the project is looked at every now and then instead. */
  readonly onDeaf: (reason: string) => void;
  /** A bug of ours. The loop goes on. */
  readonly onBug: (error: unknown) => void;
};

export type Loop = {
  /** Resolves when everything that happened before the call has been looked at and told. */
  settled(): Promise<void>;
  /** Resolves when that has been told to all the site, and not only to the pages that were glimpsed. */
  complete(): Promise<void>;
  close(): Promise<void>;
};

/** Milliseconds between two looks where nothing is heard; more where a look takes long. */
const poll = 1_000;
const returnOfRoot = 500;
/** The longest a timer can wait. */
const farthest = 2 ** 31 - 1;

/** Reads and tells once, then listens. Throws where there is nothing to begin with that could be mended by saving. */
export async function keepLooking(watched: Watched): Promise<Loop> {
  const { root } = watched;
  if (!fs.existsSync(root)) throw new ProblemError(nowhere(root));
  const memory = remember(root, watched.known);
  let last: Reading | null = null;
  /** What was told last is no longer so, even if the sources are the same. */
  let stale = false;
  /** What was told last, where the project could not be read. */
  let trouble = "";
  /** Where something was glimpsed that the site was not told of. */
  let glimpsed = new Set<string>();
  /** Milliseconds that the last telling took. */
  let pace = 0;
  let closed = false;
  let deaf = false;
  let listening: Promise<void> | null = null;
  const timers = new Map<string, NodeJS.Timeout>();

  const looks = scheduleLooks(look, () => pace);
  const doorbell = hangDoorbell({ onRing: looks.ring, onDeaf: pollInstead });

  // Of what is read now most is never shown: its bytes are kept, and decoded by whoever asks.
  await look({ where: null, sure: true, signal: null });
  // Listening begins when the first site stands; what happened in between is looked at when the first page is out.
  listening = cover(looks.idly);

  return {
    settled: looks.settled,
    async complete() {
      await looks.settled();
      if (glimpsed.size > 0) await looks.hurry();
    },
    async close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await looks.close();
      await listening;
      await doorbell.close();
    },
  };

  async function look({ where, sure, signal }: Look): Promise<Seen> {
    const hints = where === null || last === null ? null : memory.judge([...where, ...glimpsed]);
    if (hints?.mean === "nothing") return "nothing";
    if (hints?.mean === "doubt" && !sure) return [...hints.paths].some(isEmpty) ? "empty" : "doubt";
    const begun = performance.now();
    try {
      const eye = givingUp(memory.look(hints), signal);
      const asked = { ...watched.reading, now: watched.now(), look: eye };
      const sources = await readSources(root, last === null ? { ...asked, pool: bytePool() } : asked);
      const emptied = last !== null && (!sure || signal !== null) && isAnyEmptied(last, sources);
      if (emptied && !sure) return "empty";
      if (signal !== null) {
        // Whoever is writing at this moment has rung by now.
        await turn();
        await turn();
        if (emptied && !signal.aborted) looks.ring({ path: null, kind: "written" });
        if (signal.aborted) return "nothing";
      }
      if (!sure && sources.problems.some(({ code }) => code === "source/unreadable")) return "doubt";
      if (!sure && hints?.mean === "content" && (await glimpse(sources))) glimpsed = new Set(hints.paths);
      else await tell(sources);
    } catch (error) {
      if (error instanceof GivenUp) return "nothing";
      await tellTrouble(error);
    }
    if (hints?.mean !== "content" && listening !== null) {
      void cover(() => looks.ring({ path: null, kind: "moved" }));
    }
    if (deaf) later("poll", Math.max(poll, 20 * (performance.now() - begun)));
    return hints?.mean ?? "structure";
  }

  async function glimpse(sources: Reading): Promise<boolean> {
    const post = last === null || stale ? null : onlyPostThatChanged(last, sources);
    return post !== null && (await watched.onGlimpse?.(post)) === true;
  }

  async function tell(sources: Reading): Promise<void> {
    const before = last;
    const begun = performance.now();
    glimpsed = new Set();
    if (before !== null && !stale && sameSources(before, sources)) return;
    last = sources;
    stale = false;
    trouble = "";
    try {
      const when = await watched.onSources(sources, () => (before === null ? [] : changedFiles(before, sources)));
      pace = performance.now() - begun;
      if (when !== null) later("day", Math.min(farthest, Math.max(1_000, when - Date.now())));
    } catch (error) {
      stale = true;
      watched.onBug(error);
    }
  }

  async function tellTrouble(error: unknown): Promise<void> {
    const isThere = fs.existsSync(root);
    if (!(error instanceof ProblemError) && isThere) return watched.onBug(error);
    stale = true;
    const problems = error instanceof ProblemError && isThere ? error.problems : [gone(root)];
    // A wrong flag or a wrong folder is nothing that can be mended in a file while it is being watched.
    if (listening === null && problems.some(isOfNoFile)) throw new ProblemError(...problems);
    if (!isThere) later("root", returnOfRoot);
    const before = trouble;
    trouble = JSON.stringify(problems);
    if (trouble !== before) await watched.onTrouble(problems);
  }

  /** Folders that came are listened to; something may have happened in them before that. */
  async function cover(onNews: () => void): Promise<void> {
    if (deaf || closed) return;
    const news = await doorbell.cover([root, ...memory.folders()]);
    if (news && !closed) onNews();
  }

  function pollInstead(reason: string): void {
    if (deaf) return;
    deaf = true;
    watched.onDeaf(reason);
    later("poll", poll);
  }

  function later(why: "poll" | "root" | "day", ms: number): void {
    clearTimeout(timers.get(why));
    if (closed) return;
    const ring = () => {
      stale ||= why === "day";
      looks.ring({ path: null, kind: "moved" });
    };
    timers.set(why, setTimeout(ring, ms));
  }
}

function isOfNoFile({ severity, file }: Problem): boolean {
  return severity === "error" && file === undefined;
}

function isEmpty(file: string): boolean {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === 0;
}

function nowhere(root: string): Problem {
  return {
    severity: "error",
    code: "usage/no-folder",
    message: `There is no folder ${root}.`,
    hint: "name the folder of a blog: the one that holds posts/.",
  };
}

function gone(root: string): Problem {
  return {
    severity: "error",
    code: "dev/project-gone",
    message: `The folder ${root} is gone.`,
    hint: "put it back, or stop with Ctrl+C.",
  };
}
