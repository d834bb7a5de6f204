import type { Command } from "./command.ts";

const exits =
  "exit codes: 0 done · 1 something in posts or templates is wrong · 2 wrong usage or settings · 3 a check failed";

/** What `inkstone --help` says. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [[command.name, ...command.words].join(" "), command.meaning] as const);
  return [
    "Inkstone turns a folder of Markdown posts into a blog.",
    "",
    "usage: inkstone COMMAND [flags]",
    "",
    ...columns(rows),
    "",
    "inkstone COMMAND --help tells more about one; inkstone --version tells which Inkstone this is.",
    exits,
    "",
  ].join("\n");
}

/** What `inkstone COMMAND --help` says. */
export function helpFor(command: Command): string {
  const rows = command.flags.map((flag) => {
    const short = flag.short === undefined ? "    " : `-${flag.short}, `;
    return [`${short}--${flag.name}${flag.value === undefined ? "" : ` ${flag.value}`}`, flag.meaning] as const;
  });
  return [
    command.meaning,
    "",
    `usage: inkstone ${[command.name, ...command.words].join(" ")} [flags]`,
    "",
    ...columns(rows),
    "",
    exits,
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
