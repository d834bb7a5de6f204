/**
 * When to look. A ring means "look again"; how soon depends on what rang.
 *
 * - After a name came or went (a save by renaming) the file is whole: the look waits only for the rings that belong to
 *   the same save. After a write the other half may follow: the look waits until it has been quiet a little longer.
 * - A file that is gone is believed only at a second look, one that is empty only after several: editors replace files by
 *   way of both, and on a busy machine the one who emptied a file to write it may have to wait before he can.
 * - Some 80 ms after the last ring comes a second look in any case, and once all is calm a look at everything, so that
 *   nothing rests on having heard every ring. Where looking takes long, the second look waits longer.
 *
 * Whoever wants the truth now waits for `settled()`: until a look is done that began after whatever has rung by then.
 */
import { setImmediate as turn } from "node:timers/promises";
import type { Ring } from "../source/watch.ts";

export type Look = {
  /** Where something rang; `null` = look at everything. */
  readonly where: ReadonlySet<string> | null;
  /** A file that is gone or empty now is so: it was so at the look before. */
  readonly sure: boolean;
  /** Given up when it rings again. Only looks in idle time are. */
  readonly signal: AbortSignal | null;
};

/**
 * What a look found: `doubt` asks for a sure one, `empty` for patience; after `structure` the second look is at
 * everything.
 */
export type Seen = "nothing" | "content" | "structure" | "doubt" | "empty";

export type Looks = {
  ring(ring: Ring): void;
  /** Resolves when whatever has rung so far has been looked at. */
  settled(): Promise<void>;
  /** Has a look at everything in idle time, for which nobody waits. */
  idly(): void;
  /** Has a sure look now, at what was only glimpsed. */
  hurry(): Promise<void>;
  close(): Promise<void>;
};

/** Milliseconds. The parts of one save follow one another within 1 ms; on a busy machine, within 5. */
const quiet = { moved: 3, written: 10 } as const;
/** A storm of rings does not put the look off for longer than this. */
const patience = 100;
const second = 80;
const calm = 1_000;
/** So many looks, `second` apart, before an empty file is believed: nobody is eager to see one. */
const looksAtEmpty = 5;

/** @param pace milliseconds that a whole look takes */
export function scheduleLooks(look: (look: Look) => Promise<Seen>, pace: () => number = () => 0): Looks {
  let rung = new Set<string>();
  let everything = false;
  /** Rings so far, and how many of them the last finished look had heard when it began. */
  let rings = 0;
  let answered = 0;
  let unansweredSince: number | null = null;
  let soon: NodeJS.Timeout | undefined;
  let later: NodeJS.Timeout | undefined;
  let idleLook: AbortController | null = null;
  let running: Promise<void> = Promise.resolve();
  let waiting: (() => void)[] = [];
  let closed = false;

  return {
    ring({ path, kind }) {
      if (closed) return;
      rings += 1;
      if (path === null) everything = true;
      else rung.add(path);
      clearTimeout(later);
      idleLook?.abort();
      const time = performance.now();
      unansweredSince ??= time;
      clearTimeout(soon);
      soon = setTimeout(begin, Math.min(quiet[kind], Math.max(0, unansweredSince + patience - time)), answer);
    },
    async settled() {
      // What happened before the caller asked is in the event queue by now: two turns take it out.
      await turn();
      await turn();
      const asked = rings;
      while (answered < asked && !closed) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    idly() {
      if (rings === answered && !closed) lookLater(null, second);
    },
    async hurry() {
      begin(async () => {
        await look({ where: new Set(), sure: true, signal: null });
      });
      await running;
    },
    async close() {
      closed = true;
      clearTimeout(soon);
      clearTimeout(later);
      idleLook?.abort();
      release();
      await running;
    },
  };

  function begin(work: () => Promise<void>): void {
    running = running.then(() => (closed ? undefined : work()));
  }

  /** The look that a ring asks for. */
  async function answer(): Promise<void> {
    let heard = rings;
    let where = takeRung(new Set());
    unansweredSince = null;
    let seen = await look({ where, sure: false, signal: null });
    for (let looks = 1; (seen === "doubt" || seen === "empty") && !closed; looks++) {
      await new Promise((resolve) => setTimeout(resolve, second));
      heard = rings;
      const sure = seen === "doubt" || looks === looksAtEmpty;
      where = sure ? where : takeRung(where);
      seen = await look({ where: sure ? null : where, sure, signal: null });
    }
    answered = heard;
    release();
    if (rings === heard) lookLater(seen === "structure" ? null : where, Math.min(calm - 1, Math.max(second, pace())));
  }

  /** What has rung by now, beside what rang before. */
  function takeRung(before: Look["where"]): Look["where"] {
    const where = everything || before === null ? null : new Set([...before, ...rung]);
    rung = new Set();
    everything = false;
    return where;
  }

  function lookLater(where: Look["where"], ms: number): void {
    clearTimeout(later);
    later = setTimeout(begin, ms, async () => {
      idleLook = new AbortController();
      const { signal } = idleLook;
      await look({ where, sure: true, signal });
      if (!signal.aborted && ms !== calm) lookLater(null, calm);
      idleLook = null;
    });
  }

  function release(): void {
    const released = waiting;
    waiting = [];
    for (const resolve of released) resolve();
  }
}
