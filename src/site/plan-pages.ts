import { planFeeds, planForMachines, planRedirects } from "./plan-feeds.ts";
import { planArchive, planHome, planNotFound, planTerms } from "./plan-lists.ts";
import { planPosts, planStandalone } from "./plan-posts.ts";
import type { PlanInput, PlannedPage } from "./planned-page.ts";
import { planSearch } from "./search/plan-search.ts";

/**
 * The whole route table as plain data: posts, pages, lists, terms, archive, feeds of every edition, and what the site
 * has once.
 */
export function planPages(editions: readonly [PlanInput, ...PlanInput[]]): readonly PlannedPage[] {
  return [...editions.flatMap(planEdition), ...planNotFound(editions[0]), ...planForMachines(editions)];
}

function planEdition(input: PlanInput): readonly PlannedPage[] {
  return [
    ...planHome(input),
    ...planPosts(input),
    ...planStandalone(input),
    ...planTerms(input, "category"),
    ...planTerms(input, "tag"),
    ...planArchive(input),
    ...planSearch(input),
    ...planFeeds(input),
    ...planRedirects(input),
  ];
}
