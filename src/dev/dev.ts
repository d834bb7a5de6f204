/**
 * The dev loop: the same build, asked for one page at a time.
 *
 *     a ring → look again → build → the pages that are open, where their bytes differ
 *
 * Nothing is written. What a browser is shown is what a build would publish, but for the snippet that makes it live.
 */
import { randomBytes } from "node:crypto";
import type { Problem, SourceFile, SourcePath, Withheld } from "../model.ts";
import type { KnownFiles } from "../source/known-files.ts";
import type { Reading, ReadOptions } from "../source/read-sources.ts";
import { inProcess } from "../worker/in-process.ts";
import type { Workers } from "../worker/worker.ts";
import { type Asked, answerRefusal, answerText, answerView, pathOf } from "./answer.ts";
import { changedCopies } from "./compare.ts";
import { scriptPath, socketPath } from "./frames.ts";
import { keepLooking } from "./keep-looking.ts";
import { type Listening, listen, type Port } from "./listen.ts";
import { type Current, openSite } from "./live-site.ts";
import { openReaders } from "./readers.ts";
import { refuseSocket, upgradeRequired } from "./refuse.ts";
import { shownProblems } from "./shown-problems.ts";
import { openSweep } from "./sweep.ts";
import { viewOf } from "./view.ts";

export type DevOptions = {
  /** The project, absolute. */
  readonly root: string;
  readonly reading: Omit<ReadOptions, "now" | "look">;
  /** The clock; a fixed one for `--now`. */
  readonly now: () => ReadOptions["now"];
  /** Who reads the posts; such as know some of them already where a build has left what it knows. */
  readonly workers?: Workers;
  /** Files that need not be opened where they stand as they stood. */
  readonly known?: KnownFiles;
  readonly port: Port;
  /** The script that makes pages live. */
  readonly client: string;
  /** Address that opens an editor, with `{file}`, `{line}`, `{column}` in it; `null` = none. */
  readonly editor: string | null;
  readonly on: DevEvents;
};

/** What there is to tell in the terminal. */
export type DevEvents = {
  readonly rebuilt: (rebuilt: Rebuilt) => void;
  /** Everything that is wrong now; called when it is other than before. */
  readonly problems: (problems: readonly Problem[]) => void;
  readonly deaf: (reason: string) => void;
  readonly bug: (error: unknown) => void;
};

export type Rebuilt = {
  readonly changed: readonly SourcePath[];
  /** Pages that were open and rendered anew, of all there are. */
  readonly rendered: number;
  readonly pages: number;
  readonly ms: number;
  /** Which of the files that changed are not shown, and why. */
  readonly withheld: readonly Withheld[];
};

export type Dev = {
  readonly port: number;
  /** Path of the home page: the base path of the site, with a slash at its end. */
  readonly home: string;
  readonly pages: number;
  /** The site as it stood when it was first served; `null` where nothing could be understood. */
  readonly first: Pick<Current, "built" | "sources"> | null;
  /** Resolves when what is served is what is on the disk. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export async function startDev(options: DevOptions): Promise<Dev> {
  const { root, reading, now, port, client, editor, on } = options;
  const site = openSite(options.workers ?? inProcess());
  const token = randomBytes(16).toString("hex");
  const door = { names: port.host === null ? [] : [port.host.toLowerCase()], token };
  const readers = openReaders(site, () => shown);
  let shown = shownProblems([], { root, address: editor });
  let told: readonly Problem[] = [];
  let started = false;
  let glimpsed: SourcePath | null = null;
  const sweep = openSweep(site, tellProblems);

  const loop = await keepLooking({
    root,
    reading,
    known: options.known,
    now,
    onSources: renew,
    onGlimpse: glimpse,
    onTrouble: async (problems) => {
      site.fail(problems);
      tellProblems();
    },
    onDeaf: on.deaf,
    onBug: on.bug,
  });
  let listening: Listening;
  try {
    listening = await listen({ door, answer, welcome: readers.welcome, onError: on.bug }, port);
  } catch (error) {
    await close();
    throw error;
  }
  started = true;

  return {
    port: listening.port,
    home: `${site.current?.built.site.settings.base ?? ""}/`,
    pages: pageCount(),
    first: site.current,
    settled: loop.settled,
    async close() {
      readers.close();
      await listening.close();
      await close();
    },
  };

  async function close(): Promise<void> {
    sweep.stop();
    await loop.close();
  }

  /** A request waits for whatever has just been saved, instead of getting the old page. */
  async function answer(asked: Asked): Promise<void> {
    const path = pathOf(asked.request);
    if (path === scriptPath) {
      return answerText(asked, { status: 200, type: "text/javascript; charset=utf-8", text: client });
    }
    // A page whose socket was refused asks here for the reason.
    if (path === socketPath) return answerRefusal(asked, refuseSocket(asked.request, door) ?? upgradeRequired);
    await loop.settled();
    if (!isGlimpsed(path)) await loop.complete();
    const view = await viewOf(path, site);
    tellProblems();
    await answerView(asked, view, token);
  }

  function isGlimpsed(path: string): boolean {
    const route = site.current?.routes.find(path);
    return route?.kind === "output" && site.isGlimpsed(route.output);
  }

  /** Most saves change one page, and whoever looks at it sees them at once; the rest of the site follows. */
  async function glimpse(post: SourceFile): Promise<boolean> {
    const begun = performance.now();
    if (!(await site.glimpse(post))) return false;
    await readers.update(null);
    glimpsed = post.path;
    const ms = performance.now() - begun;
    on.rebuilt({ changed: [post.path], rendered: 1, pages: pageCount(), ms, withheld: [] });
    return true;
  }

  async function renew(sources: Reading, changed: () => readonly SourcePath[]): Promise<number | null> {
    const begun = performance.now();
    const before = site.current;
    await site.renew(sources);
    const rendered = await readers.update(before);
    const after = site.current;
    if (after === null) return null;
    if (before !== null) readers.tellFiles(changedCopies(before.built.outputs, after.built.outputs));
    const ms = performance.now() - begun;
    tellProblems();
    const files = changed();
    const isTold = files.length === 1 && files[0] === glimpsed;
    glimpsed = null;
    const withheld = after.built.withheld.filter(({ file }) => files.includes(file));
    if (started && !isTold) on.rebuilt({ changed: files, rendered, pages: pageCount(), ms, withheld });
    sweep.after(before === null ? "everything" : files);
    return after.built.until;
  }

  /** In every browser and in the terminal, when it is other than before. */
  function tellProblems(): void {
    const problems = site.problems();
    if (problems === told) return;
    const same = JSON.stringify(problems) === JSON.stringify(told);
    told = problems;
    if (same) return;
    shown = shownProblems(problems, { root, address: editor });
    readers.tellProblems(shown);
    on.problems(problems);
  }

  function pageCount(): number {
    const outputs = site.current?.built.outputs ?? [];
    return outputs.filter(({ kind, file }) => kind === "page" && file.endsWith(".html")).length;
  }
}
