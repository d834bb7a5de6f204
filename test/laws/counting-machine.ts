/**
 * Tells how much work some JavaScript is, counted by the engine: how often each block of code of ours and of the packages
 * is entered. The same on every machine, however busy. Counting begins before any of that code is loaded, since what is
 * compiled earlier is counted by the call, not by the block.
 */
import { Session } from "node:inspector/promises";
import type { TinySite } from "../tiny-site.ts";
import { answerQuestions } from "./answer-questions.ts";

/** A site to build whole, or the text of one post to read. */
export type Question = { readonly site: TinySite } | { readonly post: string };
export type Work = { readonly steps: number; readonly bytes: number };

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
const { buildSite, readOne } = await import("./counted-work.ts");

answerQuestions<Question, Work>(async (question) => {
  await session.post("Profiler.takePreciseCoverage");
  const bytes = "site" in question ? await buildSite(question.site) : await readOne(question.post);
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const ranges = result.flatMap((script) => script.functions.flatMap((each) => each.ranges));
  return { steps: ranges.reduce((sum, { count }) => sum + count, 0), bytes };
});
