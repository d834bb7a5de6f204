import path from "node:path";
import type { Built, Standing } from "../build.ts";
import { build } from "../build.ts";
import type { Output, OutputFile, Page, Problem, ReadyFile, Spot } from "../model.ts";
import { builtState, readDeployed } from "../output/deployed.ts";
import type { Published } from "../output/publish.ts";
import { publish } from "../output/publish.ts";
import type { Reading } from "../source/read-sources.ts";
import type { Workers } from "../worker/worker.ts";
import type { Call } from "./command.ts";
import type { Interruption } from "./interruption.ts";
import { closingLine, ledgerLines, outcomeLines } from "./ledger.ts";
import type { Memory } from "./memory.ts";
import { tellOfOldBlog } from "./old-blog.ts";
import type { Profile } from "./profile.ts";
import { rootOf, shownFolder } from "./project.ts";
import { apart, goneIn, noticed, noticeLines, vanishedProblems } from "./readers.ts";
import { verdict } from "./verdict.ts";

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
  const workers = (await memory?.remembering(way.workers)) ?? way.workers;
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
    await memory?.learn(built, published.output, { problems: lasting, withheld, counts, posts, pages });
  }
  return verdict(problems, strict);
}

/** `--keep-going` leaves out posts; without a template there would be no page at all, and the old ones would go. */
function isOfTemplate({ severity, file }: Problem): boolean {
  return severity === "error" && file?.endsWith(".njk") === true;
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
