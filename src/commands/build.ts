import os from "node:os";
import path from "node:path";
import type { Built } from "../build.ts";
import { build } from "../build.ts";
import type { Output, Problem, ReadyFile } from "../model.ts";
import type { Published } from "../output/publish.ts";
import { publish } from "../output/publish.ts";
import type { Reading, ReadOptions } from "../source/read-sources.ts";
import { readSources } from "../source/read-sources.ts";
import { inProcess } from "../worker/in-process.ts";
import { threads } from "../worker/threads.ts";
import type { Workers } from "../worker/worker.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { listenForInterruption } from "./interruption.ts";
import { closingLine, ledgerLines, outcomeLines } from "./ledger.ts";

export async function run(call: Call): Promise<number> {
  if (call.flags.watch !== true) return buildSite(call, "publish");
  const { buildAgainAndAgain } = await import("./watch.ts");
  return buildAgainAndAgain(call, readOptions(call));
}

/** From this many posts on, starting threads takes less time than they save. */
const manyPosts = 500;

/** Reads, builds and publishes; `check` does all of it but publish, and takes every warning for a failure. */
export async function buildSite(call: Call, purpose: "publish" | "check"): Promise<number> {
  const { flags, terminal } = call;
  const begun = performance.now();
  const root = path.resolve(call.words[0] ?? ".");
  const strict = purpose === "check" || flags.strict === true;
  const keepGoing = flags["keep-going"] === true;
  const interruption = listenForInterruption();
  const problems: Problem[] = [];
  let workers: Workers | null = null;
  try {
    const sources = await interruption.orStop(readSources(root, readOptions(call)));
    workers = chooseWorkers(sources);
    const built = await interruption.orStop(build(sources, workers, { keepGoing }));
    problems.push(...built.problems);

    // Nothing is written while something is wrong, and what is wrong with a page shows only when it is rendered.
    const blocked = () => (keepGoing ? problems.some(isOfTemplate) : verdict(problems, strict) !== 0);
    const onProblem = (problem: Problem) => problems.push(problem);
    const files = blocked()
      ? null
      : watched(built, { onProblem, blocked, onFile: (done, total) => terminal.progress("pages", done, total) });
    let published: Published | null = null;
    if (files !== null && purpose === "check") await interruption.orStop(drain(files));
    else if (files !== null) {
      const place = { root, out: sources.out, force: flags.force === true, dryRun: flags["dry-run"] === true };
      published = await publish(files, { ...place, signal: interruption.signal }).catch(unlessBlocked);
      problems.push(...(published?.problems ?? []));
    }

    terminal.report(problems);
    for (const { file, reason, when } of built.withheld) terminal.event("withheld", { file, reason, when });
    ledgerLines(built.withheld).forEach(terminal.say);
    if (published !== null) outcomeLines(published, { verbose: flags.verbose === true }).forEach(terminal.say);
    const done =
      published !== null ? (flags["dry-run"] ? "dry run" : "built") : purpose === "check" ? "checked" : "failed";
    const ms = Math.round(performance.now() - begun);
    const pages = pagesOf(built.outputs);
    terminal.say(
      closingLine({ done, posts: built.site.posts.length, pages, ms, problems, out: shownFolder(sources.out) }),
    );
    terminal.event("done", { ...built.counts, pages, ms });
    interruption.signal.throwIfAborted();
    return verdict(problems, strict);
  } finally {
    interruption.close();
    await workers?.close();
  }
}

/** 1 for errors, 3 for warnings where they count, else 0. */
function verdict(problems: readonly Problem[], strict: boolean): number {
  if (problems.some(({ severity }) => severity === "error")) return 1;
  return strict && problems.length > 0 ? 3 : 0;
}

/** `--keep-going` leaves out posts; without a template there would be no page at all, and the old ones would go. */
function isOfTemplate({ severity, file }: Problem): boolean {
  return severity === "error" && file?.endsWith(".njk") === true;
}

function readOptions({ home, flags }: Call): ReadOptions {
  return {
    home,
    drafts: flags.drafts === true,
    future: flags.future === true,
    base: flagValue(flags, "base"),
    url: flagValue(flags, "url"),
    out: flagValue(flags, "out"),
    now: flagValue(flags, "now") ?? Date.now(),
  };
}

function chooseWorkers(sources: Reading): Workers {
  const count = Math.min(os.availableParallelism(), 8);
  if (count < 2 || sources.posts.length < manyPosts) return inProcess();
  return threads(count, new URL("./thread.js", import.meta.url));
}

type Watch = {
  readonly onProblem: (problem: Problem) => void;
  readonly blocked: () => boolean;
  readonly onFile: (done: number, total: number) => void;
};

/** Thrown into `publish` in place of further files, so that it gives up what it has staged. */
class Blocked extends Error {}

function unlessBlocked(error: unknown): null {
  if (error instanceof Blocked) return null;
  throw error;
}

/** Every file of the site; after the last of them, a refusal if one of them could not be made. */
async function* watched(built: Built, { onProblem, blocked, onFile }: Watch): AsyncIterable<ReadyFile> {
  let done = 0;
  for await (const file of built.render(built.outputs, onProblem)) {
    done += 1;
    onFile(done, built.outputs.length);
    yield file;
  }
  if (blocked()) throw new Blocked();
}

async function drain(files: AsyncIterable<ReadyFile>): Promise<void> {
  try {
    for await (const _ of files);
  } catch (error) {
    unlessBlocked(error);
  }
}

function pagesOf(outputs: readonly Output[]): number {
  return outputs.filter((output) => output.kind === "page" && output.file.endsWith(".html")).length;
}

/** As seen from where the person stands, if that is shorter. */
function shownFolder(out: string): string {
  const seen = path.relative(process.cwd(), out);
  return `${seen === "" ? "." : seen.startsWith("..") || path.isAbsolute(seen) ? out : seen}/`;
}
