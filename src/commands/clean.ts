import path from "node:path";
import { clean } from "../output/clean.ts";
import { counted } from "../shared/count.ts";
import { readConfig } from "../source/config.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";

/** Removes what we wrote; what others put into the output folder stays, and is named. */
export async function run({ words, flags, terminal }: Call): Promise<number> {
  const root = path.resolve(words[0] ?? ".");
  const { outAsNamed: out } = readConfig(root, { out: flagValue(flags, "out") });
  const dryRun = flags["dry-run"] === true;
  const { removed, kept, foreign } = await clean({ root, out, dryRun });
  if (flags.verbose === true)
    for (const file of removed) terminal.say(`  ${dryRun ? "would remove" : "removed"} ${file}`);
  if (kept.length > 0) terminal.say(`changed by somebody since we wrote them, left alone: ${kept.join(", ")}`);
  if (foreign.length > 0) terminal.say(`not ours, left alone: ${foreign.join(", ")}`);
  terminal.say(`${dryRun ? "would remove" : "removed"} ${counted(removed.length, "file")}`);
  terminal.event("done", { removed, kept, foreign });
  return 0;
}
