/**
 * The site as it is now: understood anew after each look, rendered when somebody asks. There is always the last good
 * site behind the problems, so that what is broken for a moment does not take the page away from who reads it.
 */
import { type Built, build } from "../build.ts";
import type { KnownPost, Output, OutputFile, Problem, SourceFile, SourcePath, Sources } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Reading } from "../source/read-sources.ts";
import { createWorker } from "../worker/in-process.ts";
import type { ReadOutcome, Workers } from "../worker/worker.ts";
import { mendSources } from "./mend.ts";
import { type Routes, routesOf } from "./routes.ts";

/** A page's html, or why there is none. */
export type Rendered =
  | { readonly text: string; readonly hash: string }
  | { readonly failed: readonly Problem[]; readonly before: string | null };

export type LiveSite = {
  /** What is served; `null` until something could be understood. */
  readonly current: Current | null;
  /** All that is wrong now, with what was read and with what was rendered since; the same list while nothing changes. */
  problems(): readonly Problem[];
  renew(sources: Reading): Promise<void>;
  /**
   * Shows a post as it is by now on its own page, before everything is understood anew. False when that cannot be: it
   * changed in more than its words, or something is wrong with it.
   */
  glimpse(file: SourceFile): Promise<boolean>;
  /** True for an output that was glimpsed since. */
  isGlimpsed(output: Output): boolean;
  /** The project could not even be read; what is served stays as it is. */
  fail(problems: readonly Problem[]): void;
  render(output: Output): Promise<Rendered>;
  /** Renders for the problems only; nothing is kept but them. */
  glance(output: Output): Promise<readonly Problem[]>;
};

export type Current = { readonly built: Built; readonly routes: Routes; readonly sources: Reading };

/** Pages whose last good html is kept. */
const mostKept = 200;
const mostFailed = 20;

export function openSite(readers: Workers): LiveSite {
  const { workers, knownPost } = recording(readers);
  const aside = createWorker();
  let current: Current | null = null;
  let good: Sources | null = null;
  let ofReading: readonly Problem[] = [];
  let ofRendering = new Map<OutputFile, readonly Problem[]>();
  let all: readonly Problem[] | null = [];
  let rendered = new Map<OutputFile, Rendered>();
  const lastGood = new Map<OutputFile, string>();
  let glimpsed = new Set<OutputFile>();

  return {
    get current() {
      return current;
    },
    problems() {
      all ??= [...ofReading, ...[...ofRendering.values()].flat()];
      return all;
    },
    fail(problems) {
      ofReading = problems;
      all = null;
    },

    async renew(sources) {
      let built = await build(sources, workers);
      ofReading = built.problems;
      const served = built.problems.some(isError) ? mendSources({ sources, ...built }, good) : sources;
      if (served !== null && served !== sources) built = await build(served, workers);
      good = served;
      current = { built, routes: routesOf(built.outputs, sources.settings.base), sources };
      rendered = new Map();
      glimpsed = new Set();
      await renderFailedAgain(current.routes);
    },

    async glimpse(file) {
      const before = knownPost(file.path);
      const [outcome] = aside.read([file], understood().sources.settings);
      if (before === null || outcome === undefined || !("post" in outcome) || outcome.post.problems.some(isError))
        return false;
      const seen = understood().built.glimpse({ before, now: outcome.post });
      if (seen === null) return false;
      for await (const answer of workers.render([seen.page], seen.facts, {
        kept: (path) => (path === file.path ? aside.packed(path) : undefined),
      })) {
        if (!("text" in answer)) return false;
        rendered.set(seen.page.file, { text: answer.text, hash: hash(answer.text) });
        keep(lastGood, seen.page.file, answer.text);
      }
      glimpsed.add(seen.page.file);
      return true;
    },
    isGlimpsed: ({ file }) => glimpsed.has(file),

    async render(output) {
      const known = rendered.get(output.file);
      if (known !== undefined) return known;
      const site = understood();
      const answer = await renderOne(site.built, output, lastGood.get(output.file) ?? null);
      if (site !== current) return answer;
      rendered.set(output.file, answer);
      if ("text" in answer) keep(lastGood, output.file, answer.text);
      else note(output.file, answer.failed);
      return answer;
    },
    glance,
  };

  async function glance(output: Output): Promise<readonly Problem[]> {
    const site = understood();
    const answer = rendered.get(output.file) ?? (await renderOne(site.built, output, null));
    const failed = "text" in answer ? [] : answer.failed;
    if (site === current) note(output.file, failed);
    return failed;
  }

  function note(file: OutputFile, failed: readonly Problem[]): void {
    if (failed.length === 0) return;
    ofRendering.set(file, failed);
    all = null;
  }

  /** What could not be rendered before is tried at once, so that what is mended is seen to be. */
  async function renderFailedAgain(routes: Routes): Promise<void> {
    const failed = [...ofRendering.keys()].slice(0, mostFailed);
    ofRendering = new Map();
    all = null;
    for (const file of failed) {
      const output = routes.file(file);
      if (output !== undefined) await glance(output);
    }
  }

  function understood(): Current {
    if (current === null) throw new Error("a page is rendered after the site is understood");
    return current;
  }
}

/** Workers of whose reading is known what they understood last. */
function recording(workers: Workers) {
  let last: readonly ReadOutcome[] = [];
  const knownPost = (path: SourcePath): KnownPost | null => {
    const outcome = last.find((one) => one.path === path);
    return outcome !== undefined && "post" in outcome ? outcome.post : null;
  };
  const recorded: Workers = {
    ...workers,
    async read(files, settings) {
      last = await workers.read(files, settings);
      return last;
    },
  };
  return { workers: recorded, knownPost };
}

async function renderOne(built: Built, output: Output, before: string | null): Promise<Rendered> {
  const failed: Problem[] = [];
  try {
    for await (const { content } of built.render([output], (problem) => failed.push(problem))) {
      if ("text" in content) return { text: content.text, hash: hash(content.text) };
    }
  } catch (error) {
    // Without a single good set of templates there is nothing to render with, and that has been said.
    if (!(error instanceof ProblemError) && !built.problems.some(isError)) throw error;
  }
  return { failed, before };
}

function keep(texts: Map<OutputFile, string>, file: OutputFile, text: string): void {
  texts.delete(file);
  texts.set(file, text);
  const [oldest] = texts.keys();
  if (texts.size > mostKept && oldest !== undefined) texts.delete(oldest);
}

export function isError({ severity }: Problem): boolean {
  return severity === "error";
}
