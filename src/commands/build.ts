import { buildSite } from "./build-site.ts";
import type { Call } from "./command.ts";

export async function run(call: Call): Promise<number> {
  if (call.flags.watch !== true) return buildSite(call, "publish");
  const { buildAgainAndAgain } = await import("./watch.ts");
  return buildAgainAndAgain(call);
}
