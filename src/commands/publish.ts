import path from "node:path";
import { showsDrafts, writeDeployed } from "../output/deployed.ts";
import { counted } from "../shared/count.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Call } from "./command.ts";
import { deploymentOf } from "./deployment.ts";

/** Marks what the last build made as what readers have now. */
export async function run(call: Call): Promise<number> {
  const { root, out, file, now } = deploymentOf(call);
  if (showsDrafts(out)) throw ofDrafts();
  writeDeployed(file, now);
  call.terminal.say(`${counted(now.files.size, "file")} marked as deployed in ${path.relative(root, file)}`);
  call.terminal.event("done", { file, files: now.files.size });
  return 0;
}

function ofDrafts(): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "deploy/drafts",
    message: "The last build shows drafts or posts of the future, which readers do not have.",
    hint: "run `inkstone build` without --drafts and --future first.",
  });
}
