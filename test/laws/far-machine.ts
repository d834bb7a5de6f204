/** Runs under another clock and in another language: a tiny site in, what its build makes out. */
import { inProcess } from "../../src/worker/in-process.ts";
import type { TinySite } from "../tiny-site.ts";
import { answerQuestions } from "./answer-questions.ts";
import { type Snapshot, snapshot, sourcesOf } from "./in-memory.ts";

export type Question = TinySite | "where";
export type Answer = Snapshot | string;

answerQuestions<Question, Answer>(async (question) => {
  if (question !== "where") return await snapshot(await sourcesOf(question), inProcess());
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  return `${timeZone} ${locale}`;
});
