import fs from "node:fs";
import path from "node:path";
import { builtState, readDeployed, type State } from "../output/deployed.ts";
import { ProblemError } from "../shared/problem.ts";
import { readConfig } from "../source/config.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { rootOf } from "./project.ts";

export type Deployment = {
  readonly root: string;
  readonly out: string;
  /** The file that says what was deployed last. */
  readonly file: string;
  readonly before: State | null;
  readonly now: State;
};

/** What readers have, and what the last build made. */
export function deploymentOf(call: Call): Deployment {
  const root = rootOf(call);
  const { settings, out } = readConfig(root, { out: flagValue(call.flags, "out") });
  const file = path.join(root, settings.deployed);
  const before = readDeployed(file);
  const now = builtState({ root, out }, before);
  if (now === null) throw nothingBuilt(`There is no build of ours in ${out}.`);
  const lost = [...now.files.keys()].find((name) => !fs.existsSync(path.join(out, name)));
  if (lost !== undefined) throw nothingBuilt(`${lost} of the last build is not in ${out} any more.`);
  return { root, out, file, before, now };
}

function nothingBuilt(message: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "deploy/nothing-built",
    message,
    hint: "run `inkstone build` first.",
  });
}
