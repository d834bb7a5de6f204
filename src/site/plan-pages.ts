import { planFeeds, planForMachines, planRedirects } from "./plan-feeds.ts";
import { planArchive, planHome, planNotFound, planTerms } from "./plan-lists.ts";
import { planPosts, planStandalone } from "./plan-posts.ts";
import type { PlanInput, PlannedPage } from "./planned-page.ts";

/** The whole route table as plain data: posts, pages, lists, terms, archive, feeds. */
export function planPages(input: PlanInput): readonly PlannedPage[] {
  return [
    ...planHome(input),
    ...planPosts(input),
    ...planStandalone(input),
    ...planTerms(input, "category"),
    ...planTerms(input, "tag"),
    ...planArchive(input),
    ...planNotFound(input),
    ...planFeeds(input),
    ...planRedirects(input),
    ...planForMachines(input),
  ];
}
