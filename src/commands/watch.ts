import { keepLooking } from "../dev/keep-looking.ts";
import { counted } from "../shared/count.ts";
import { ProblemError } from "../shared/problem.ts";
import { inProcess } from "../worker/in-process.ts";
import { buildFrom } from "./build-from.ts";
import type { Call } from "./command.ts";
import { Interrupted, listenForInterruption } from "./interruption.ts";
import { presentOf, readOptions, rootOf } from "./project.ts";
import { setForBuild } from "./v8-settings.ts";

const shownFiles = 3;

/** `build --watch`: the same build and the same publishing, once more whenever something was saved. */
export async function buildAgainAndAgain(call: Call): Promise<number> {
  const { terminal } = call;
  const interruption = listenForInterruption();
  setForBuild();
  const workers = inProcess();
  const unlessInterrupted = (error: unknown) => {
    if (error instanceof Interrupted) return;
    if (error instanceof ProblemError) terminal.report(error.problems);
    else throw error;
  };
  try {
    const loop = await keepLooking({
      root: rootOf(call),
      reading: readOptions(call),
      now: () => presentOf(call),
      onSources: async (sources, changed) => {
        const begun = performance.now();
        const files = changed();
        files.slice(0, shownFiles).forEach(terminal.say);
        if (files.length > shownFiles) terminal.say(`and ${counted(files.length - shownFiles, "other")}`);
        const way = { call, purpose: "publish" as const, workers, interruption, begun };
        await buildFrom(sources, way).catch(unlessInterrupted);
        return null;
      },
      onTrouble: async (problems) => terminal.report(problems),
      onDeaf: (reason) => terminal.say(`${reason}; looking every second instead.`),
      onBug: (error) => terminal.say(`This is a bug in Inkstone: ${String(error)}`),
    });
    terminal.say("Waiting for changes; stop with Ctrl+C.");
    await new Promise<void>((resolve) => {
      interruption.signal.addEventListener("abort", () => resolve());
      if (interruption.signal.aborted) resolve();
    });
    await loop.close();
    const { reason } = interruption.signal;
    return reason instanceof Interrupted ? reason.exitCode : 1;
  } finally {
    interruption.close();
    await workers.close();
  }
}
