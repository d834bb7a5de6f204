import type { Flags } from "./flags.ts";
import { flagValue } from "./flags.ts";
import { usage } from "./parse.ts";

/** The port that `--port` names, or the usual one. */
export function portOf(flags: Flags, usual: number): number {
  const written = flagValue(flags, "port");
  if (written === undefined) return usual;
  const port = Number(written);
  if (/^\d{1,5}$/.test(written) && port <= 65_535) return port;
  throw usage("bad-port", {
    message: `\`--port\` is ${written}, which is no port.`,
    hint: "write a number up to 65535.",
  });
}
