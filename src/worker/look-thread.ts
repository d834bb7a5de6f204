/** The far end of `look-ahead.ts`. */
import { parentPort } from "node:worker_threads";
import { lookAtOutput, type SeenOutput, seenOf } from "../output/standing.ts";

type Place = Parameters<typeof lookAtOutput>[0];

parentPort?.once("message", (place: Place) => {
  parentPort?.postMessage(seen(place));
});

/** What is wrong with the place is found out again where it can be told. */
function seen(place: Place): SeenOutput | null {
  try {
    return seenOf(lookAtOutput(place));
  } catch {
    return null;
  }
}
