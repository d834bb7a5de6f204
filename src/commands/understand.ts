import type { Built } from "../build.ts";
import { build } from "../build.ts";
import type { Reading } from "../source/read-sources.ts";
import { readSources } from "../source/read-sources.ts";
import { inProcess } from "../worker/in-process.ts";
import type { Call } from "./command.ts";
import { presentOf, readOptions } from "./project.ts";
import { setForBuild } from "./v8-settings.ts";

export type Understood = {
  readonly sources: Reading;
  /** As a build now would publish it. */
  readonly built: Built;
  /** The same with every draft and every post of the future: what `built` does not show, this does. */
  readonly whole: Built;
};

/** For commands that only look: everything is read and everyone introduced, nothing is rendered or written. */
export async function understand(call: Call, root: string): Promise<Understood> {
  const sources = await readSources(root, { ...readOptions(call), now: presentOf(call) });
  setForBuild();
  const workers = inProcess();
  const settings = { ...sources.settings, drafts: true, future: true };
  const whole = await build({ ...sources, settings, now: Number.MAX_SAFE_INTEGER }, workers, { keepGoing: true });
  const built = await build(sources, workers, { keepGoing: true });
  return { sources, built, whole };
}
