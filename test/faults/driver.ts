/**
 * Publishes sites in a process of its own, so that the process can be killed and its disk can fail:
 *
 *     node driver.mjs <orders.json>
 *
 * Prints the problems of each order as one JSON array a line.
 */
import { readFileSync } from "node:fs";
import type { ReadyFile } from "../../src/model.ts";
import { type Place, publish } from "../../src/output/publish.ts";
import { type Problem, ProblemError } from "../../src/shared/problem.ts";

export type Order = {
  readonly place: Place;
  readonly files: readonly ReadyFile[];
  /** What `preload.mjs` is to break: `kill:rename:3`. */
  readonly fault?: string;
  readonly log: string;
};

for (const { place, files, fault, log } of JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Order[]) {
  process.env.INKSTONE_FAULT_UNDER = place.out.startsWith(place.root) ? place.root : "/";
  process.env.INKSTONE_FAULT_LOG = log;
  process.env.INKSTONE_FAULT = fault ?? "";
  const problems = await problemsOf(publish(files, place));
  process.env.INKSTONE_FAULT = "";
  process.stdout.write(`${JSON.stringify(problems)}\n`);
}

async function problemsOf(work: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}
