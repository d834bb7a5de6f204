/** The far end of `threads.ts`: one worker in a thread of its own, answering one request after another. */
import { parentPort } from "node:worker_threads";
import type { FactsByLanguage, SourcePath } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { unpacking } from "./card-deck.ts";
import { createWorker } from "./in-process.ts";
import type { Answer, Call, Request } from "./messages.ts";
import { searchTextIn } from "./packed-text.ts";
import { chunkOf, decoded, nextChunk, type ReadJob } from "./share-files.ts";

const worker = createWorker();
let facts: FactsByLanguage = {};
let unpack = unpacking(cardOf);

parentPort?.on("message", ({ id, call }: Request) => {
  parentPort?.postMessage(answer(id, call));
});

function answer(id: number, call: Call): Answer {
  try {
    return { id, value: answerTo(call, id) };
  } catch (error) {
    if (error instanceof ProblemError) return { id, failed: error.problems };
    return { id, thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function answerTo(call: Call, id: number): unknown {
  switch (call.name) {
    case "compile":
      return worker.compile(...call.args);
    case "read":
      return read(call.args[0], id);
    case "facts":
      facts = call.args[0];
      unpack = unpacking(cardOf);
      return null;
    case "render": {
      const [parcel, bodies, spots] = call.args;
      return unpack(parcel).flatMap((page, at) =>
        worker.render([page], facts, { kept: (path) => bodies[path], spot: () => spots[at] ?? null }),
      );
    }
    case "searchTexts":
      return call.args[0].map((path) => searchTextIn(worker.packed(path)));
    case "packedTexts":
      return call.args[0].map((path) => worker.packed(path));
  }
}

function cardOf(path: SourcePath) {
  return worker.card(path);
}

/** A chunk, which is taken out together with all before it: somebody else has those. */
function taken(job: ReadJob, chunk: number) {
  const files = chunkOf(job.files, chunk, job).filter((file) => file !== null);
  job.files.fill(null, 0, (chunk + 1) * job.chunkSize);
  return files;
}

/** Chunk after chunk, until nobody has any left; what is understood is sent off at once. */
function read(job: ReadJob, id: number): null {
  const reading = worker.reading(job.settings);
  for (let chunk = job.first; chunk < job.chunks; chunk = nextChunk(job)) {
    const lines = reading.lines(taken(job, chunk).map(decoded));
    parentPort?.postMessage({ id, chunk, lines } satisfies Answer);
  }
  reading.done();
  return null;
}
