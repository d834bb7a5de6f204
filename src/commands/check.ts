import { buildSite } from "./build-site.ts";
import type { Call } from "./command.ts";

export async function run(call: Call): Promise<number> {
  return buildSite(call, "check");
}
