/**
 * How often a law is tried: two hundred times in `npm test`, as often as time allows in `npm run test:long`. A failure
 * prints its seed and path; `INKSTONE_SEED=… npm test` tries the same again.
 */
import { test } from "vitest";

const long = process.env.INKSTONE_LONG === "1";
const seed = process.env.INKSTONE_SEED;

/** @param cost how much dearer one run is than that of a law that stays in memory */
export function runs(cost = 1) {
  return {
    ...(long ? { numRuns: 20_000, interruptAfterTimeLimit: 12_000 } : { numRuns: Math.ceil(200 / cost) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}

/** A test that may take its time: many runs, on a machine that may be busy. */
export function law(name: string, holds: () => Promise<void> | void): void {
  test(name, { timeout: long ? 1_200_000 : 300_000 }, holds);
}
