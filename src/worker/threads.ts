import { Worker as Thread } from "node:worker_threads";
import type { Body, Page, SourcePath } from "../model.ts";
import { bodiesOf } from "./in-process.ts";
import type { ReadOutcome, RenderOutcome, Worker, Workers } from "./worker.ts";

type Call = {
  readonly [Name in keyof Worker]: { readonly name: Name; readonly args: Parameters<Worker[Name]> };
}[keyof Worker];

/** What crosses to a thread. */
export type Request = { readonly id: number; readonly call: Call };
/** What comes back; `thrown` is a bug of ours, with its stack. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly thrown: string };

/** Pages sent to a thread at once: few messages, and no thread long without work. */
const batchSize = 32;

/**
 * Several workers in threads. Posts are dealt in contiguous shares; the thread that read a post renders its page, so
 * bodies do not travel, save those that a page (a feed) needs from others.
 *
 * @param entry the compiled `thread.js`
 */
export function threads(count: number, entry: URL): Workers {
  const remotes = Array.from({ length: count }, () => connect(entry));
  let owner: ReadonlyMap<SourcePath, number> = new Map();

  return {
    async compile(templates) {
      const [facts] = await Promise.all(remotes.map((remote) => remote.call("compile", templates)));
      if (facts === undefined) throw new Error("there is at least one thread");
      return facts;
    },

    async read(files, settings) {
      const share = Math.ceil(files.length / count);
      const shares = remotes.map((_, i) => files.slice(i * share, (i + 1) * share));
      owner = new Map(shares.flatMap((paths, i) => paths.map(({ path }) => [path, i] as const)));
      const outcomes = await Promise.all(remotes.map((remote, i) => remote.call("read", shares[i] ?? [], settings)));
      return outcomes.flat() as readonly ReadOutcome[];
    },

    async bodyTexts(paths) {
      const shares = remotes.map((_, i) => paths.filter((path) => owner.get(path) === i));
      const texts = await Promise.all(remotes.map((remote, i) => remote.call("bodyTexts", shares[i] ?? [])));
      const byPath = new Map(shares.flatMap((share, i) => share.map((path, at) => [path, texts[i]?.[at]] as const)));
      return paths.map((path) => byPath.get(path) ?? "");
    },

    async *render(pages, facts, kept = () => undefined) {
      const done = new Map<Page, RenderOutcome>();
      let ring = () => {};
      const hands = dealPages(pages, owner, count);
      const all = Promise.all(
        remotes.map(async (remote, i) => {
          for (const batch of hands[i] ?? []) {
            const outcomes = await remote.call("render", batch, facts, {
              ...bodiesOf(batch, kept),
              ...(await bodiesFromOthers(batch, i)),
            });
            outcomes.forEach((outcome, at) => {
              const page = batch[at];
              if (page !== undefined) done.set(page, outcome);
            });
            ring();
          }
        }),
      );
      for (const page of pages) {
        while (!done.has(page))
          await Promise.race([
            all,
            new Promise<void>((resolve) => {
              ring = resolve;
            }),
          ]);
        const outcome = done.get(page);
        done.delete(page);
        if (outcome !== undefined) yield outcome;
      }
    },

    async close() {
      await Promise.all(remotes.map((remote) => remote.close()));
    },
  };

  async function bodiesFromOthers(pages: readonly Page[], renderer: number): Promise<Record<SourcePath, Body>> {
    const bodies: Record<SourcePath, Body> = {};
    for (const path of new Set(pages.flatMap((page) => page.bodies))) {
      const holder = owner.get(path);
      if (holder !== undefined && holder !== renderer) {
        const body = await remotes[holder]?.call("body", path);
        if (body !== undefined) bodies[path] = body;
      }
    }
    return bodies;
  }
}

/** Each page to the thread that holds its first body; pages without bodies in turn. */
function dealPages(pages: readonly Page[], owner: ReadonlyMap<SourcePath, number>, count: number): Page[][][] {
  const hands = Array.from({ length: count }, (): Page[][] => []);
  let turn = 0;
  for (const page of pages) {
    const first = page.bodies[0];
    const i = (first === undefined ? undefined : owner.get(first)) ?? turn++ % count;
    const hand = hands[i] ?? [];
    const batch = hand.at(-1);
    if (batch === undefined || batch.length === batchSize) hand.push([page]);
    else batch.push(page);
  }
  return hands;
}

type Remote = {
  call<Name extends keyof Worker>(name: Name, ...args: Parameters<Worker[Name]>): Promise<ReturnType<Worker[Name]>>;
  close(): Promise<void>;
};

function connect(entry: URL): Remote {
  const thread = new Thread(entry);
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  const failAll = (error: Error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  thread.on("message", (answer: Answer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if ("thrown" in answer) waiting?.reject(new Error(answer.thrown));
    else waiting?.resolve(answer.value);
  });
  thread.on("error", failAll);
  thread.on("exit", (code) => failAll(new Error(`a worker thread stopped with code ${code}`)));

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        pending.set(lastId, { resolve: resolve as (value: unknown) => void, reject });
        thread.postMessage({ id: lastId, call: { name, args } as Call } satisfies Request);
      }),
    close: async () => {
      thread.removeAllListeners("exit");
      await thread.terminate();
    },
  };
}
