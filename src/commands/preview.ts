import fs from "node:fs";
import path from "node:path";
import { servePublished } from "../dev/published.ts";
import { ProblemError } from "../shared/problem.ts";
import { readConfig } from "../source/config.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { Interrupted, listenForInterruption } from "./interruption.ts";
import { portOf } from "./port.ts";
import { rootOf } from "./project.ts";

/** Serves what was built, as a static host will: what works here works there. */
export async function run(call: Call): Promise<number> {
  const { flags, terminal } = call;
  const root = rootOf(call);
  const { settings, out } = readConfig(root, { out: flagValue(flags, "out"), base: flagValue(flags, "base") });
  requireBuilt(out);
  const interruption = listenForInterruption();
  const host = flags.host === true ? "0.0.0.0" : (flagValue(flags, "host") ?? null);
  try {
    const served = await servePublished({
      folder: out,
      base: settings.base,
      port: { port: portOf(flags, 4000), otherwise: flags["strict-port"] === true ? "give up" : "next", host },
      onError: (error) => terminal.say(`This is a bug in Inkstone: ${String(error)}`),
    });
    const address = `http://localhost:${served.port}${settings.base}/`;
    terminal.say(`${path.relative(process.cwd(), out) || out}/ at ${address}`);
    terminal.event("ready", { address });
    await interruption.orStop(new Promise<never>(() => {})).catch(() => {});
    await served.close();
    const { reason } = interruption.signal;
    const byHand = process.stdout.isTTY === true && reason instanceof Interrupted && reason.exitCode === 130;
    return byHand || !(reason instanceof Interrupted) ? 0 : reason.exitCode;
  } finally {
    interruption.close();
  }
}

function requireBuilt(out: string): void {
  if (fs.existsSync(path.join(out, "index.html"))) return;
  throw new ProblemError({
    severity: "error",
    code: "preview/nothing-built",
    message: `There is no finished site in ${out}.`,
    hint: "run `inkstone build` first, or `inkstone dev` to see the blog as it is now.",
  });
}
