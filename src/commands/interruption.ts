/** Ctrl+C and its kin. Nothing is left half done: what has not begun to change the output folder stops, the rest ends first. */
export type Interruption = {
  /** Asked by work that can stop between two steps. */
  readonly signal: AbortSignal;
  /** The value, or `Interrupted` as soon as the signal comes. For work that leaves no trace. */
  readonly orStop: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly close: () => void;
};

/** Carries the exit code that a shell expects of a program ended by a signal. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const signals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let asked = 0;
  const stop = (name: NodeJS.Signals) => {
    const code = name in exitCodes ? exitCodes[name as keyof typeof exitCodes] : 1;
    // Whoever asks again does not want to wait; the next build cleans up. npm, however, passes each Ctrl+C on twice.
    if (controller.signal.aborted && performance.now() - asked > 1000) process.exit(code);
    if (!controller.signal.aborted) asked = performance.now();
    controller.abort(new Interrupted(code));
  };
  for (const name of signals) process.on(name, stop);
  const stopped = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason));
  });
  stopped.catch(() => {});
  return {
    signal: controller.signal,
    orStop: (work) => Promise.race([work, stopped]),
    close: () => {
      for (const name of signals) process.off(name, stop);
    },
  };
}
