/** A thread is told what it is for when it is started: most threads read and render, one may only look. */
import { workerData } from "node:worker_threads";

export const toLook = "to look";

export async function beginThread(): Promise<void> {
  await (workerData === toLook ? import("./look-thread.ts") : import("./thread.ts"));
}
