/**
 * Renders in idle time what nobody looks at, for its problems only: a template that fails on one page of thousands is
 * found before the page is published. A little work, then a longer pause, so that a save never waits and a laptop
 * stays cool.
 */
import { setTimeout as rest } from "node:timers/promises";
import type { Output, OutputFile, Page, SiteCard, SourcePath } from "../model.ts";
import { isMarkdown } from "../shared/markdown-names.ts";
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
  let changes: Set<SourcePath> | "everything" = new Set();
  let run = new AbortController();

  return {
    after(changed) {
      if (changed === "everything" || changes === "everything") changes = "everything";
      else for (const path of changed) changes.add(path);
      run.abort();
      run = new AbortController();
      void sweep(run.signal);
    },
    stop: () => run.abort(),
  };

  async function sweep(signal: AbortSignal): Promise<void> {
    let wrong = 0;
    await rest(quiet, undefined, { signal }).catch(() => {});
    if (signal.aborted || site.current === null) return;
    // Looked up only now: while somebody waits for a page, it can wait.
    waiting = new Set([...filesTouched(changes, site.current), ...waiting]);
    changes = new Set();
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
function filesTouched(changed: ReadonlySet<SourcePath> | "everything", { built }: Current): readonly OutputFile[] {
  const pages = built.outputs.filter(isPage);
  const touched =
    changed === "everything" || ![...changed].every(isMarkdown)
      ? pages
      : pages.filter(({ page }) => shows(page, changed));
  return touched.map(({ file }) => file);
}

function isPage(output: Output): output is Extract<Output, { readonly kind: "page" }> {
  return output.kind === "page";
}

function shows({ source, data }: Page, posts: ReadonlySet<SourcePath>): boolean {
  const { post } = data;
  const isAmong = (card: SiteCard | null) => card !== null && posts.has(card.path);
  if (posts.has(source) || data.posts.some(isAmong)) return true;
  return post !== null && (isAmong(post.prev) || isAmong(post.next) || post.seriesPosts.some(isAmong));
}
