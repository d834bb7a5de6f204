import path from "node:path";
import { writeDeployed } from "../output/deployed.ts";
import { lintForHosts } from "../output/lint.ts";
import { ProblemError } from "../shared/problem.ts";
import { readConfig } from "../source/config.ts";
import { buildSite } from "./build-site.ts";
import type { Call } from "./command.ts";
import { deploymentOf } from "./deployment.ts";
import { flagValue } from "./flags.ts";
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

type Target = {
  readonly kind: "git" | "rsync";
  readonly repository: string;
  readonly branch: string;
  readonly where: string;
};

function targetOf(call: Call): Target {
  const root = path.resolve(call.words[0] ?? ".");
  const { deploy } = readConfig(root, {}).settings;
  const branch = flagValue(call.flags, "branch") ?? deploy.branch;
  const git = flagValue(call.flags, "git") ?? deploy.git;
  const rsync = flagValue(call.flags, "rsync") ?? deploy.rsync;
  // An address that begins with a dash would be read as an option of the program it is given to.
  for (const word of [git, rsync, branch]) if (word.startsWith("-")) throw badTarget(word);
  if (git !== "") return { kind: "git", repository: localPath(root, git), branch, where: `${git}, branch ${branch}` };
  if (rsync !== "") return { kind: "rsync", repository: rsync, branch, where: rsync };
  throw new ProblemError({
    severity: "error",
    code: "config/no-deploy",
    message: "Neither the command nor site.yml says where to deploy to.",
    hint: "write `deploy: { git: git@github.com:you/blog.git, branch: gh-pages }`, or `deploy: { rsync: you@host:/var/www/ }`.",
  });
}

/** A repository in a folder is seen from the project; anything with a colon is git's own to understand. */
function localPath(root: string, git: string): string {
  return /:/.test(git) ? git : path.resolve(root, git);
}

function notForReaders(flag: string): ProblemError {
  return usage("not-for-readers", {
    message: `A build with --${flag} is for its author, and is not deployed.`,
    hint: `leave --${flag} out; \`inkstone build --${flag}\` and \`inkstone preview\` show it here.`,
  });
}

function badTarget(word: string): ProblemError {
  return usage("bad-target", { message: `${word} is no place to deploy to.`, hint: "write an address or a folder." });
}
