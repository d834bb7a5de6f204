import path from "node:path";
import { writeDeployed } from "../output/deployed.ts";
import type { Call } from "./command.ts";
import { deploymentOf } from "./deployment.ts";
import { counted } from "./ledger.ts";

/** Marks what the last build made as what readers have now. */
export async function run(call: Call): Promise<number> {
  const { root, file, now } = deploymentOf(call);
  writeDeployed(file, now);
  call.terminal.say(`${counted(now.files.size, "file")} marked as deployed in ${path.relative(root, file)}`);
  call.terminal.event("done", { file, files: now.files.size });
  return 0;
}
