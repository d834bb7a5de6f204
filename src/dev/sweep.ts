/**
 * Renders in idle time what nobody looks at, for its problems only: a template that fails on one page of thousands is
 * found before the page is published. A little work, then a longer pause, so that a save never waits and a laptop
 * stays cool.
 */
import { setTimeout as rest } from "node:timers/promises";
import type { Output, Page, SourcePath } from "../model.ts";
import type { LiveSite } from "./live-site.ts";

const work = 5;
const pause = 20;
/** After so many pages with problems, the rest would say the same. */
const enough = 20;

/** Returns when all is rendered, enough is wrong, or the signal comes; true when a problem was found. */
export async function sweep(outputs: readonly Output[], site: LiveSite, signal: AbortSignal): Promise<boolean> {
  let begun = performance.now();
  let wrong = 0;
  for (const output of outputs) {
    if (signal.aborted || wrong >= enough) break;
    if (output.kind !== "page") continue;
    if ((await site.glance(output)).length > 0) wrong += 1;
    if (performance.now() - begun < work) continue;
    await rest(pause, undefined, { signal }).catch(() => {});
    begun = performance.now();
  }
  return wrong > 0;
}

/**
 * The outputs that may fail differently after these files changed. A post is shown on its own page, on lists and beside
 * its neighbours; anything else (a template, a setting, data) may be shown anywhere.
 */
export function touchedBy(changed: readonly SourcePath[], outputs: readonly Output[]): readonly Output[] {
  const posts = new Set(changed);
  if (changed.some((path) => !/\.(?:md|markdown)$/i.test(path))) return outputs;
  return outputs.filter((output) => output.kind === "page" && shows(output.page, posts));
}

function shows({ source, data }: Page, posts: ReadonlySet<SourcePath>): boolean {
  const { post } = data;
  const beside = post === null ? [] : [post.prev, post.next, ...post.related, ...post.seriesPosts];
  return posts.has(source) || [...beside, ...data.posts].some((card) => card !== null && posts.has(card.path));
}
