/**
 * Whether an output folder stands as it was left, found out in a thread while the posts are looked at here: of a large
 * site either takes a tenth of a second.
 */
import { Worker as Thread } from "node:worker_threads";
import type { lookAtOutput, SeenOutput } from "../output/standing.ts";
import { toLook } from "./begin-thread.ts";

export type LookAhead = {
  /** The thread has begun already; this is where it is to look. */
  at(place: Parameters<typeof lookAtOutput>[0]): void;
  /** What it saw; `null` if it was not told where to look, or came to nothing: then whoever asks looks himself. */
  seen(): Promise<SeenOutput | null>;
  close(): Promise<void>;
};

/** @param entry the compiled `thread.cjs` */
export function lookAhead(entry: URL): LookAhead {
  const thread = new Thread(entry, { workerData: toLook });
  let isAsked = false;
  const answer = new Promise<SeenOutput | null>((resolve) => {
    thread.once("message", resolve);
    thread.once("error", () => resolve(null));
    thread.once("exit", () => resolve(null));
  });
  return {
    at(place) {
      isAsked = true;
      thread.postMessage(place);
    },
    seen: async () => (isAsked ? await answer : null),
    close: async () => {
      await thread.terminate();
    },
  };
}
