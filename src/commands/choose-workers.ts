import os from "node:os";
import { createWorker, inProcess, type Timed } from "../worker/in-process.ts";
import { threads } from "../worker/threads.ts";
import type { Workers } from "../worker/worker.ts";
import { setAsAtStart, setForBuild } from "./v8-settings.ts";

/** From this many unknown posts on, starting threads takes less time than they save. */
const manyPosts = 250;

/** As many as the work to be done is worth, and the machine has room for; one where each piece of it is timed. */
export function chooseWorkers(unknown: number, timed?: Timed): Workers {
  const hands = Math.min(os.availableParallelism(), 8);
  const settle = () => setForBuild(unknown);
  if (timed === undefined && hands > 1 && unknown >= manyPosts) {
    setAsAtStart();
    return threads(hands - 1, new URL("./thread.cjs", import.meta.url), settle);
  }
  settle();
  return inProcess(timed && createWorker(timed));
}
