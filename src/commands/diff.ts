import type { Call } from "./command.ts";
import { deploymentOf } from "./deployment.ts";
import { counted } from "./ledger.ts";
import { addressOf, noticed, noticeLine, vanishedSince } from "./readers.ts";

/** Everything in which the last build differs from what was deployed. */
export async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const { before, now } = deploymentOf(call);
  if (before === null) {
    terminal.say(`nothing was deployed yet; ${counted(now.files.size, "file")} would be new`);
    return 0;
  }
  const notice = noticed(before, now);
  for (const [sign, files] of [
    ["+", notice.added],
    ["~", notice.changed],
    ["-", notice.removed],
  ] as const)
    for (const file of files) terminal.say(`${sign} ${addressOf(file)}`);
  for (const title of notice.newEntries) terminal.say(`+ feed entry: ${title}`);
  for (const title of notice.announcedAgain) terminal.say(`! announced again: ${title}`);
  const made = [...now.files].map(([file, { source }]) => [file, source] as const);
  const vanished = vanishedSince(before, made, new Set());
  terminal.say(noticeLine(notice, vanished));
  terminal.event("diff", { ...notice, vanished });
  return 0;
}
