import type { Flags } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** One option of a command. Without `value` it is a switch; with it, `value` is what the help calls it. */
export type Flag = {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  /** The value may be left out: `--host` alone is a switch. */
  readonly optional?: true;
  readonly meaning: string;
};

/** A command as a person types it: words and flags, understood but not yet obeyed. */
export type Call = {
  /** The package's folder. */
  readonly home: string;
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly terminal: Terminal;
};

/** Does what was asked for and answers the exit code; throws a `ProblemError` for what is wrong. */
export type Run = (call: Call) => Promise<number>;

export type Command = {
  readonly name: string;
  /** What may follow the name: `[root]`. */
  readonly words: readonly string[];
  readonly meaning: string;
  readonly flags: readonly Flag[];
  /** The code is loaded when the command is run, so that a short one starts at once. */
  readonly load: () => Promise<{ readonly run: Run }>;
};
