import os from "node:os";
import path from "node:path";
import { readDeployed } from "../output/deployed.ts";
import { isLarge } from "../output/manifest.ts";
import { bytePool } from "../shared/byte-pool.ts";
import { findOldBlog } from "../source/old/old-blog.ts";
import { readSources } from "../source/read-sources.ts";
import { type LookAhead, lookAhead } from "../worker/look-ahead.ts";
import type { Workers } from "../worker/worker.ts";
import type { Call } from "./command.ts";
import { listenForInterruption } from "./interruption.ts";
import { closingLine, ledgerLines, outcomeLines } from "./ledger.ts";
import { type Ending, openPast } from "./memory.ts";
import { openProfile } from "./profile.ts";
import { presentOf, readOptions, rootOf, shownFolder } from "./project.ts";
import { setForBuild } from "./v8-settings.ts";
import { verdict } from "./verdict.ts";

/**
 * Reads, builds and publishes; `check` does all of it but publish, and takes every warning for a failure. What makes a
 * site is loaded when there is one to be made: mostly nothing has changed, and that is to be known at once.
 */
export async function buildSite(call: Call, purpose: "publish" | "check"): Promise<number> {
  const begun = performance.now();
  const root = rootOf(call);
  const interruption = listenForInterruption();
  let workers: Workers | null = null;
  let ahead: LookAhead | null = null;
  try {
    const profile = call.flags.profile === true ? openProfile(begun) : null;
    const remembers = profile === null && purpose === "publish" && !isForgetful(call);
    if (remembers && isLarge(root) && os.availableParallelism() > 1)
      ahead = lookAhead(new URL("./thread.cjs", import.meta.url));
    const past = remembers ? openPast({ root, home: call.home }) : null;
    const isAllNew = profile === null && (past === null || past.isEmpty);
    if (isAllNew) {
      // Nobody remembers how it was left.
      await ahead?.close();
      ahead = null;
    }
    const early = isAllNew ? await whatMakesSites() : null;
    const sources = await interruption.orStop(
      readSources(root, {
        ...readOptions(call),
        now: presentOf(call),
        pool: bytePool(),
        ...(past && { look: past.look }),
        // Threads take a tenth of a second to start: as long as reading a thousand files does.
        onFound: (count, out) => {
          workers = early?.chooseWorkers(count) ?? null;
          ahead?.at({ root, out });
        },
      }),
    );
    profile?.stage("read");
    const memory = past?.memory(sources, call.flags["keep-going"] === true) ?? null;
    // What was deployed and what another generator has left are looked at, too: then the whole way is gone.
    const isAlone = readDeployed(path.join(root, sources.settings.deployed)) === null && findOldBlog(root) === null;
    const see = async () => (await ahead?.seen()) ?? null;
    const ending = isAlone && memory !== null ? await interruption.orStop(memory.lastEnding(see)) : null;
    if (ending !== null && verdict(ending.problems, call.flags.strict === true) === 0) {
      memory?.learnFiles();
      return tellAgain(ending, { call, begun, out: sources.out });
    }
    // Whatever it still sees, nobody asks for it.
    await ahead?.close();
    if (memory?.doubt) call.terminal.say(`The store in .inkstone is ${memory.doubt}: everything is made anew.`);
    const { chooseWorkers } = early ?? (await whatMakesSites());
    const { buildFrom } = await import("./build-from.ts");
    workers ??= chooseWorkers(memory?.countUnknown() ?? sources.posts.length, profile?.timed);
    return await buildFrom(sources, { call, purpose, workers, interruption, begun, profile, memory, once: true });
  } finally {
    interruption.close();
    await Promise.all([workers?.close(), ahead?.close()]);
  }
}

/** V8 is patient only with what it meets when it has been told to be. */
async function whatMakesSites() {
  setForBuild();
  return await import("./choose-workers.ts");
}

type Telling = { readonly call: Call; readonly begun: number; readonly out: string };

/** Nothing has changed since the last build: what it said is said again. */
function tellAgain(ending: Ending & { readonly files: number }, { call, begun, out }: Telling): number {
  const { terminal, flags } = call;
  const { problems, withheld, counts, posts, pages, files } = ending;
  terminal.report(problems);
  for (const one of withheld) terminal.event("withheld", one);
  ledgerLines(withheld).forEach(terminal.say);
  const nothing = { written: [], removed: [], replaced: [], kept: [], foreign: [], problems: [] };
  outcomeLines({ unchanged: files, ...nothing }, { verbose: flags.verbose === true }).forEach(terminal.say);
  const ms = Math.round(performance.now() - begun);
  terminal.say(closingLine({ done: "built", posts, pages, ms, problems, out: shownFolder(out) }));
  terminal.event("done", { ...counts, pages, ms });
  return verdict(problems, flags.strict === true);
}

/** It looks at nothing that a build before has kept. */
function isForgetful({ flags }: Call): boolean {
  return flags["no-cache"] === true || flags["dry-run"] === true;
}
