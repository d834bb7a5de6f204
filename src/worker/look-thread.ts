/** The far end of `look-ahead.ts`. */
import { parentPort } from "node:worker_threads";
import { lookAtOutput, type SeenOutput } from "../output/standing.ts";

type Place = Parameters<typeof lookAtOutput>[0];

parentPort?.once("message", (place: Place) => {
  parentPort?.postMessage(seen(place));
});

/** What is wrong with the place is found out again where it can be told. */
function seen(place: Place): SeenOutput | null {
  try {
    const { fingerprint, isWhole, files } = lookAtOutput(place);
    return { fingerprint, isWhole: isWhole(), count: files.size };
  } catch {
    return null;
  }
}
