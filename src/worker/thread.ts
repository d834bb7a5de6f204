/** The far end of `threads.ts`: one worker in a thread of its own, answering one request after another. */
import { parentPort } from "node:worker_threads";
import { createWorker } from "./in-process.ts";
import type { Answer, Request } from "./threads.ts";

const worker = createWorker();

parentPort?.on("message", ({ id, call }: Request) => {
  parentPort?.postMessage(answer(id, call));
});

function answer(id: number, call: Request["call"]): Answer {
  try {
    switch (call.name) {
      case "compile":
        return { id, value: worker.compile(...call.args) };
      case "read":
        return { id, value: worker.read(...call.args) };
      case "body":
        return { id, value: worker.body(...call.args) };
      case "bodyTexts":
        return { id, value: worker.bodyTexts(...call.args) };
      case "render":
        return { id, value: worker.render(...call.args) };
    }
  } catch (error) {
    return { id, thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
