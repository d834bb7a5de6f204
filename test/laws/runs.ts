/**
 * How often a law is tried: two hundred times in `npm test`, as often as time allows in `npm run test:long`. A failure
 * prints its seed and path; `INKSTONE_SEED=… npm test` tries the same again.
 */
const long = process.env.INKSTONE_LONG === "1";
const seed = process.env.INKSTONE_SEED;

/** @param cost how much dearer one run is than that of a law that stays in memory */
export function runs(cost = 1) {
  return {
    ...(long ? { numRuns: 20_000, interruptAfterTimeLimit: 20_000 } : { numRuns: Math.ceil(200 / cost) }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}
