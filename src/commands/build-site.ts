import path from "node:path";
import type { Built, Standing } from "../build.ts";
import { build } from "../build.ts";
import type { Output, OutputFile, Page, Problem, ReadyFile, Spot } from "../model.ts";
import { builtState, readDeployed } from "../output/deployed.ts";
import type { Published } from "../output/publish.ts";
import { publish } from "../output/publish.ts";
import { bytePool } from "../shared/byte-pool.ts";
import { findOldBlog } from "../source/old/old-blog.ts";
import type { Reading, ReadOptions } from "../source/read-sources.ts";
import { readSources } from "../source/read-sources.ts";
import { createWorker, inProcess } from "../worker/in-process.ts";
import type { Workers } from "../worker/worker.ts";
import { chooseWorkers } from "./choose-workers.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { type Interruption, listenForInterruption } from "./interruption.ts";
import { closingLine, ledgerLines, outcomeLines } from "./ledger.ts";
import { type Ending, type Memory, openPast, type Past } from "./memory.ts";
import { tellOfOldBlog } from "./old-blog.ts";
import { openProfile, type Profile } from "./profile.ts";
import { apart, goneIn, noticed, noticeLines, vanishedAddress, vanishedProblems } from "./readers.ts";

/** Reads, builds and publishes; `check` does all of it but publish, and takes every warning for a failure. */
export async function buildSite(call: Call, purpose: "publish" | "check"): Promise<number> {
  const begun = performance.now();
  const root = rootOf(call);
  const interruption = listenForInterruption();
  let workers: Workers | null = null;
  try {
    const profile = call.flags.profile === true ? openProfile(begun) : null;
    const past = profile === null && purpose === "publish" ? pastOf(call) : null;
    const isAllNew = profile === null && (past === null || past.isEmpty);
    const sources = await interruption.orStop(
      readSources(root, {
        ...readOptions(call),
        now: presentOf(call),
        pool: bytePool(),
        ...(past && { look: past.look }),
        // Threads take a tenth of a second to start: as long as reading a thousand files does.
        onFound: (count) => {
          if (isAllNew) workers = chooseWorkers(count);
        },
      }),
    );
    profile?.stage("read");
    const memory = past?.memory(sources, call.flags["keep-going"] === true) ?? null;
    // What was deployed and what another generator has left are looked at, too: then the whole way is gone.
    const isAlone = readDeployed(path.join(root, sources.settings.deployed)) === null && findOldBlog(root) === null;
    if (
      isAlone &&
      memory?.lastEnding != null &&
      verdict(memory.lastEnding.problems, call.flags.strict === true) === 0
    ) {
      memory.learnFiles();
      return tellAgain(memory.lastEnding, { call, begun, out: sources.out });
    }
    if (memory?.doubt) call.terminal.say(`The store in .inkstone is ${memory.doubt}: everything is made anew.`);
    workers ??=
      profile === null
        ? chooseWorkers(memory?.countUnknown() ?? sources.posts.length)
        : inProcess(createWorker(profile.timed));
    return await buildFrom(sources, { call, purpose, workers, interruption, begun, profile, memory, once: true });
  } finally {
    interruption.close();
    await workers?.close();
  }
}

export type Way = {
  readonly call: Call;
  readonly purpose: "publish" | "check";
  readonly workers: Workers;
  readonly interruption: Interruption;
  /** When the work began, by the clock that only goes forward. */
  readonly begun: number;
  readonly profile?: Profile | null;
  /** What is known of the build before; `null` = nothing, and nothing is to be remembered. */
  readonly memory?: Memory | null;
  /** Nobody builds these sources again. */
  readonly once?: boolean;
};

/** What was read becomes a blog; says how it went, and answers the exit code. */
export async function buildFrom(sources: Reading, way: Way): Promise<number> {
  const { call, purpose, interruption, begun, profile, memory } = way;
  const workers = memory?.remembering(way.workers) ?? way.workers;
  const { flags, terminal } = call;
  const root = rootOf(call);
  const strict = purpose === "check" || flags.strict === true;
  const keepGoing = flags["keep-going"] === true;
  const problems: Problem[] = [];
  const built = await interruption.orStop(
    build(sources, workers, { keepGoing, checking: purpose === "check", once: way.once === true }),
  );
  problems.push(...built.problems);
  const deployed = readDeployed(path.join(root, sources.settings.deployed));
  const gone = deployed === null || sources.settings.noindex ? [] : goneIn(built, deployed);
  problems.push(...vanishedProblems(gone, { checks: sources.settings.checks, strict }));
  profile?.stage("build");

  // Nothing is written while something is wrong, and what is wrong with a page shows only when it is rendered.
  const blocked = () => (keepGoing ? problems.some(isOfTemplate) : verdict(problems, strict) !== 0);
  const onProblem = (problem: Problem) => problems.push(problem);
  const files = (spot?: (file: OutputFile) => Spot | null) =>
    watched(built, {
      standing: memory?.standing(built),
      onPage: (page) => memory?.note(built, page),
      spot: spot && (({ file }) => spot(file)),
      onProblem,
      blocked,
      onFile: (done, total) => terminal.progress("pages", done, total),
    });
  let published: Published | null = null;
  const isWhole = !blocked();
  if (isWhole && purpose === "check") await interruption.orStop(drain(files()));
  else if (isWhole) {
    const place = { root, out: sources.out, force: flags.force === true, dryRun: flags["dry-run"] === true };
    published = await publish(files, { ...place, signal: interruption.signal }).catch(unlessBlocked);
    problems.push(...(published?.problems ?? []));
  }

  profile?.stage("publish");
  terminal.report(problems);
  tellOfOldBlog(root, { sources, built }, terminal);
  profile?.lines().forEach(terminal.say);
  if (profile) terminal.event("profile", profile.facts());
  for (const one of built.withheld) terminal.event("withheld", one);
  ledgerLines(built.withheld).forEach(terminal.say);
  if (published !== null) outcomeLines(published, { verbose: flags.verbose === true }).forEach(terminal.say);
  // A build with drafts is for its author: no reader will notice any of it.
  const looks = deployed !== null && published !== null && flags["dry-run"] !== true && !sources.settings.noindex;
  const now = looks ? builtState({ root, out: sources.out }, deployed) : null;
  if (looks && now !== null) {
    const notice = noticed(deployed, now);
    noticeLines(notice, gone).forEach(terminal.say);
    terminal.event("notice", { ...notice, ...apart(gone) });
  }
  const done =
    published !== null ? (flags["dry-run"] ? "dry run" : "built") : purpose === "check" ? "checked" : "failed";
  const ms = Math.round(performance.now() - begun);
  const pages = pagesOf(built.outputs);
  const posts = built.site.posts.length;
  terminal.say(closingLine({ done, posts, pages, ms, problems, out: shownFolder(sources.out) }));
  terminal.event("done", { ...built.counts, pages, ms });
  interruption.signal.throwIfAborted();
  const { withheld, counts } = built;
  if (published !== null) {
    // What was wrong with the output folder has been put right.
    const lasting = problems.filter((problem) => !published.problems.includes(problem));
    await memory?.learn(built, { problems: lasting, withheld, counts, posts, pages });
  }
  return verdict(problems, strict);
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

function pastOf(call: Call): Past | null {
  const { flags, home } = call;
  if (flags["no-cache"] === true || flags["dry-run"] === true) return null;
  return openPast({ root: rootOf(call), home });
}

/** 1 for errors, 3 for warnings where they count, and for what is an error only there; else 0. */
function verdict(problems: readonly Problem[], strict: boolean): number {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => !strict || code !== vanishedAddress)) return 1;
  return strict && problems.length > 0 ? 3 : 0;
}

/** `--keep-going` leaves out posts; without a template there would be no page at all, and the old ones would go. */
function isOfTemplate({ severity, file }: Problem): boolean {
  return severity === "error" && file?.endsWith(".njk") === true;
}

/** The project, absolute. */
export function rootOf({ words }: Call): string {
  return path.resolve(words[0] ?? ".");
}

/** The present moment, or the one that `--now` names. */
export function presentOf({ flags }: Call): ReadOptions["now"] {
  return flagValue(flags, "now") ?? Date.now();
}

export function readOptions({ home, flags }: Call): Omit<ReadOptions, "now"> {
  return {
    home,
    drafts: flags.drafts === true,
    future: flags.future === true,
    base: flagValue(flags, "base"),
    url: flagValue(flags, "url"),
    out: flagValue(flags, "out"),
  };
}

type Watch = {
  readonly standing: ((page: Page) => Standing | null) | undefined;
  readonly spot: ((page: Page) => Spot | null) | undefined;
  readonly onPage: (page: Page) => void;
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
async function* watched(built: Built, watch: Watch): AsyncIterable<ReadyFile> {
  const { standing, spot, onPage, onProblem, blocked, onFile } = watch;
  let done = 0;
  for await (const file of built.render(built.outputs, onProblem, { standing, spot, onPage })) {
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
