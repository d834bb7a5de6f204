/** Runs in a process of its own, under another clock and in another language: a tiny site in, what its build makes out. */
import { inProcess } from "../../src/worker/in-process.ts";
import type { TinySite } from "../tiny-site.ts";
import { snapshot, sourcesOf } from "./in-memory.ts";

process.on("message", async (question: TinySite | "zone") => {
  try {
    process.send?.({ value: await answer(question) });
  } catch (error) {
    process.send?.({ thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

async function answer(question: TinySite | "zone") {
  if (question !== "zone") return await snapshot(await sourcesOf(question), inProcess());
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions();
  return `${timeZone} ${locale}`;
}
