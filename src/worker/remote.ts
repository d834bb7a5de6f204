import { Worker as Thread } from "node:worker_threads";
import { ProblemError } from "../shared/problem.ts";
import type { Answer, Call, Line, Request } from "./messages.ts";

/** A worker in a thread, seen from here. */
export type Remote = {
  call(call: Call, onChunk?: (chunk: number, lines: readonly Line[]) => void): Promise<unknown>;
  close(): Promise<void>;
};

type Waiting = {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onChunk?: ((chunk: number, lines: readonly Line[]) => void) | undefined;
};

/** Half of what V8 takes by itself: nothing is slower for it. */
const maxYoungGenerationSizeMb = 24;

/** Starts a thread; what it is asked before it listens, it answers afterwards. */
export function connect(entry: URL): Remote {
  const thread = new Thread(entry, { resourceLimits: { maxYoungGenerationSizeMb } });
  const pending = new Map<number, Waiting>();
  let lastId = 0;
  /** Why it can be asked no more: nobody may have been waiting when it ended. */
  let gone: Error | null = null;
  const failAll = (error: Error) => {
    gone ??= error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  thread.on("message", (answer: Answer) => {
    const waiting = pending.get(answer.id);
    if ("chunk" in answer) {
      waiting?.onChunk?.(answer.chunk, answer.lines);
      return;
    }
    pending.delete(answer.id);
    if ("thrown" in answer) waiting?.reject(new Error(answer.thrown));
    else if ("failed" in answer) waiting?.reject(new ProblemError(...answer.failed));
    else waiting?.resolve(answer.value);
  });
  thread.on("error", failAll);
  thread.on("exit", (code) => failAll(new Error(`a worker thread stopped with code ${code}`)));

  return {
    call: (call, onChunk) =>
      new Promise((resolve, reject) => {
        if (gone !== null) {
          reject(gone);
          return;
        }
        lastId += 1;
        pending.set(lastId, { resolve, reject, onChunk });
        thread.postMessage({ id: lastId, call } satisfies Request);
      }),
    close: async () => {
      thread.removeAllListeners("exit");
      failAll(new Error("the worker thread was closed"));
      await thread.terminate();
    },
  };
}
