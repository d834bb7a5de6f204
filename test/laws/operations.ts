/**
 * How much work a piece of JavaScript does, counted by the engine: how often each block of code of ours and of the
 * packages was entered. The same on every machine, however busy.
 */
import { Session } from "node:inspector/promises";

export async function operations(work: () => Promise<unknown>): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    await session.post("Profiler.takePreciseCoverage");
    await work();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    await session.post("Profiler.stopPreciseCoverage");
    const ranges = result
      .filter(({ url }) => /\/(?:src|node_modules)\//.test(url) && !/vitest|fast-check|inspector/.test(url))
      .flatMap((script) => script.functions.flatMap((each) => each.ranges));
    return ranges.reduce((sum, { count }) => sum + count, 0);
  } finally {
    session.disconnect();
  }
}
