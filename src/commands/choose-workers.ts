import os from "node:os";
import v8 from "node:v8";
import { createWorker, inProcess, type Timed } from "../worker/in-process.ts";
import { threads } from "../worker/threads.ts";
import type { Workers } from "../worker/worker.ts";

/** From this many unknown posts on, starting threads takes less time than they save. */
const manyPosts = 250;

/** From this many on, memory runs out before patience does. */
const hugeSite = 30_000;

/** From this many on, what V8 would take before it looks for garbage is a large part of all. */
const largeSite = 5000;

/** As many as the work to be done is worth, and the machine has room for; one where each piece of it is timed. */
export function chooseWorkers(unknown: number, timed?: Timed): Workers {
  if (timed !== undefined) return inProcess(createWorker(timed));
  // Garbage is collected sooner: a hundred thousand posts then take a quarter less memory, and a tenth more time; ten
  // thousand a tenth less.
  const collectSooner = () => {
    if (unknown > largeSite) v8.setFlagsFromString(`--heap-growing-percent=${unknown > hugeSite ? 40 : 100}`);
  };
  const hands = Math.min(os.availableParallelism(), 8);
  if (hands < 2 || unknown < manyPosts) {
    collectSooner();
    return inProcess();
  }
  // What V8 has made of the program fits no thread that starts under another setting.
  return threads(hands - 1, new URL("./thread.js", import.meta.url), collectSooner);
}
