import path from "node:path";
import { writeDeployed } from "../output/deployed.ts";
import { lintForHosts } from "../output/lint.ts";
import type { ProblemError } from "../shared/problem.ts";
import { buildSite } from "./build-site.ts";
import type { Call } from "./command.ts";
import { targetOf } from "./deploy-target.ts";
import { deploymentOf } from "./deployment.ts";
import { usage } from "./parse.ts";
import { pushToBranch } from "./push-to-branch.ts";
import { runProgram } from "./run-program.ts";

/** Builds without drafts, looks whether a host would take it, and brings it there. */
export async function run(call: Call): Promise<number> {
  const { flags, terminal } = call;
  for (const flag of ["drafts", "future"]) if (flags[flag] === true) throw notForReaders(flag);
  const target = targetOf(call);
  // The build itself is real, also where only the last step is left out.
  const { "dry-run": dryRun, ...buildFlags } = flags;
  const built = await buildSite({ ...call, flags: buildFlags }, "publish");
  if (built !== 0) return built;

  const { root, out, file, now } = deploymentOf(call);
  const problems = lintForHosts(out);
  terminal.report(problems);
  if (problems.some(({ severity }) => severity === "error")) return 1;
  if (dryRun === true) {
    terminal.say(`would deploy ${path.relative(process.cwd(), out) || out}/ to ${target.where}`);
    return 0;
  }
  if (target.kind === "git") {
    const pushed = pushToBranch({ folder: out, ...target });
    terminal.say(
      pushed === null ? `${target.where} is as it should be` : `pushed ${pushed.slice(0, 10)} to ${target.where}`,
    );
  } else {
    runProgram("rsync", ["-rtz", "--delete-after", "--exclude=.git", `${out}/`, target.repository], { cwd: root });
    terminal.say(`copied to ${target.where}`);
  }
  writeDeployed(file, now);
  terminal.event("deployed", { to: target.where });
  return 0;
}

function notForReaders(flag: string): ProblemError {
  return usage("not-for-readers", {
    message: `A build with --${flag} is for its author, and is not deployed.`,
    hint: `leave --${flag} out; \`inkstone build --${flag}\` and \`inkstone preview\` show it here.`,
  });
}
