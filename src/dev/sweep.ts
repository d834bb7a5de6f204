/**
 * Renders in idle time what nobody looks at, for its problems only: a template that fails on one page of thousands is
 * found before the page is published. A little work, then a longer pause, so that a save never waits and a laptop
 * stays cool.
 */
import { setTimeout as rest } from "node:timers/promises";
import type { Output, OutputFile, Page, SourcePath } from "../model.ts";
import type { Current, LiveSite } from "./live-site.ts";

export type Sweep = {
  /** Stops, and begins again when it has been quiet: with what was left, and with what these files may have touched. */
  after(changed: readonly SourcePath[] | "everything"): void;
  stop(): void;
};

/** Milliseconds. */
const quiet = 400;
const work = 5;
const pause = 20;
/** After so many pages with problems, the rest would say the same. */
const enough = 20;

export function openSweep(site: LiveSite, onProblem: () => void): Sweep {
  let waiting = new Set<OutputFile>();
  let run = new AbortController();

  return {
    after(changed) {
      const { current } = site;
      if (current === null) return;
      run.abort();
      run = new AbortController();
      waiting = new Set([...filesTouched(changed, current), ...waiting]);
      void sweep(run.signal);
    },
    stop: () => run.abort(),
  };

  async function sweep(signal: AbortSignal): Promise<void> {
    let wrong = 0;
    await rest(quiet, undefined, { signal }).catch(() => {});
    let begun = performance.now();
    for (const file of waiting) {
      if (signal.aborted || wrong === enough) return;
      const output = site.current?.routes.file(file);
      if (output !== undefined && (await site.glance(output)).length > 0) {
        wrong += 1;
        onProblem();
      }
      waiting.delete(file);
      if (performance.now() - begun < work) continue;
      await rest(pause, undefined, { signal }).catch(() => {});
      begun = performance.now();
    }
  }
}

/**
 * A post is shown on its own page, on lists and beside its neighbours; anything else (a template, a setting, data) may
 * be shown anywhere.
 */
function filesTouched(changed: readonly SourcePath[] | "everything", { built }: Current): readonly OutputFile[] {
  const pages = built.outputs.filter(isPage);
  const everything = changed === "everything" || changed.some((path) => !/\.(?:md|markdown)$/i.test(path));
  const posts = new Set(everything ? [] : changed);
  return pages.filter(({ page }) => everything || shows(page, posts)).map(({ file }) => file);
}

function isPage(output: Output): output is Extract<Output, { readonly kind: "page" }> {
  return output.kind === "page";
}

function shows({ source, data }: Page, posts: ReadonlySet<SourcePath>): boolean {
  const { post } = data;
  const beside = post === null ? [] : [post.prev, post.next, ...post.seriesPosts];
  return posts.has(source) || [...beside, ...data.posts].some((card) => card !== null && posts.has(card.path));
}
