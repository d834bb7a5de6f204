import fs from "node:fs";
import path from "node:path";
import { Interrupted } from "./commands/interruption.ts";
import { findCommand, parseCall } from "./commands/parse.ts";
import { commands } from "./commands/table.ts";
import { openTerminal } from "./commands/terminal.ts";
import type { Problem } from "./shared/problem.ts";
import { ProblemError } from "./shared/problem.ts";

/** For `load.cjs`. */
export { setAsAtStart } from "./commands/v8-settings.ts";

export type Start = {
  /** The package's folder. */
  readonly home: string;
  /** What was typed after `inkstone`. */
  readonly words: readonly string[];
};

/** Words on the command line → an exit code. Prints; throws nothing. */
export async function main({ home, words }: Start): Promise<number> {
  const flags = {
    ...(words.includes("--json") && { json: true as const }),
    ...(words.includes("--debug") && { debug: true as const }),
  };
  const world = { environment: process.env, out: process.stdout, error: process.stderr };
  let terminal = openTerminal({ ...world, flags });
  try {
    const [name, ...rest] = words;
    if (name === undefined || ["--help", "-h", "help"].includes(name)) return await help(rest[0]);
    if (["--version", "-v", "-V", "version"].includes(name)) {
      terminal.print(`inkstone ${versionOf(home)}\n`);
      return 0;
    }
    const command = findCommand(name, commands);
    const call = parseCall(command, rest);
    if (call.flags.help) return await help(name);
    terminal = openTerminal({ ...world, flags: call.flags });
    const { run } = await command.load();
    return await run({ home, terminal, ...call });
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    if (error instanceof ProblemError) {
      terminal.report(error.problems);
      return exitCodeOf(error.problems);
    }
    process.stderr.write(bugReport(error, flags.debug === true));
    return 1;
  }

  async function help(name: string | undefined): Promise<number> {
    const { generalHelp, helpFor } = await import("./commands/help.ts");
    terminal.print(name === undefined ? generalHelp(commands) : helpFor(findCommand(name, commands)));
    return 0;
  }
}

/** Wrong usage and wrong settings are 2; whatever else is wrong is 1. */
function exitCodeOf(problems: readonly Problem[]): number {
  const ofSettings = (problem: Problem) => /^(?:usage|config)\//.test(problem.code) || problem.file === "site.yml";
  return problems.every(ofSettings) ? 2 : 1;
}

/** Anything thrown that is no problem of the person's is one of ours, and looks different. */
function bugReport(error: unknown, debug: boolean): string {
  const said = error instanceof Error ? error.message : String(error);
  const trace = error instanceof Error && debug ? `\n${error.stack ?? ""}` : "";
  const next = debug ? "" : "\nPlease report it, with what --debug shows. Nothing was published.";
  return `This is a bug in Inkstone: ${said}${next}${trace}\n`;
}

function versionOf(home: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  return version;
}
