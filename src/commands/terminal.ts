import { withCommas } from "../shared/count.ts";
import type { Problem } from "../shared/problem.ts";
import { formatProblems } from "../shared/report.ts";
import type { Flags } from "./flags.ts";

/** Where a command speaks: results to standard output, problems and progress to standard error. */
export type Terminal = {
  /** A line of the result; silent under `--quiet` and `--json`. */
  readonly say: (line: string) => void;
  /** What was asked for, whatever the flags: a schema, a help text. */
  readonly print: (text: string) => void;
  readonly report: (problems: readonly Problem[]) => void;
  /** One object a line under `--json`; else nothing. */
  readonly event: (event: string, facts: object) => void;
  /** How far long work is; shown on a terminal only, and wiped by whatever is said next. */
  readonly progress: (what: string, done: number, total: number) => void;
};

type World = {
  readonly flags: Flags;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: NodeJS.WriteStream;
  readonly error: NodeJS.WriteStream;
};

/** Work shorter than this needs no progress. */
const patience = 300;
const pause = 80;

export function openTerminal({ flags, environment, out, error }: World): Terminal {
  const json = flags.json === true;
  const live = error.isTTY === true && !json && flags.quiet !== true && (environment.CI ?? "") === "";
  const begun = performance.now();
  let shown = 0;
  const wipe = () => {
    if (shown > 0) error.write("\r\u001b[K");
    shown = 0;
  };
  return {
    say: (line) => {
      wipe();
      if (!json && flags.quiet !== true) out.write(`${line}\n`);
    },
    print: (text) => {
      wipe();
      out.write(text);
    },
    report: (problems) => {
      wipe();
      if (json) for (const problem of problems) out.write(`${JSON.stringify({ event: "problem", ...problem })}\n`);
      else if (problems.length > 0) {
        error.write(
          `${formatProblems(problems, { color: wantsColor(error, environment), all: flags.verbose === true })}\n`,
        );
      }
    },
    event: (event, facts) => {
      if (json) out.write(`${JSON.stringify({ event, ...facts })}\n`);
    },
    progress: (what, done, total) => {
      const time = performance.now();
      if (!live || time - begun < patience || time - shown < pause) return;
      shown = time;
      error.write(`\r\u001b[K${what} ${withCommas(done)} of ${withCommas(total)}`);
    },
  };
}

function wantsColor(stream: NodeJS.WriteStream, environment: World["environment"]): boolean {
  if ((environment.NO_COLOR ?? "") !== "") return false;
  if ((environment.FORCE_COLOR ?? "") !== "")
    return environment.FORCE_COLOR !== "0" && environment.FORCE_COLOR !== "false";
  return stream.isTTY === true && environment.TERM !== "dumb";
}
