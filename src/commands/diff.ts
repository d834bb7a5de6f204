import { showsDrafts } from "../output/deployed.ts";
import { counted } from "../shared/count.ts";
import type { Call } from "./command.ts";
import { deploymentOf } from "./deployment.ts";
import { addressOf, apart, goneSince, noticed, noticeLines } from "./readers.ts";
import { understand } from "./understand.ts";

/** Everything in which the last build differs from what was deployed. */
export async function run(call: Call): Promise<number> {
  const { terminal } = call;
  const { root, out, before, now } = deploymentOf(call);
  if (showsDrafts(out)) terminal.say("the last build shows drafts or posts of the future, which readers do not get");
  if (before === null) {
    terminal.say(`nothing was deployed yet; ${counted(now.files.size, "file")} would be new`);
    terminal.event("diff", { deployed: false, added: [...now.files.keys()] });
    return 0;
  }
  const notice = noticed(before, now);
  const made = [...now.files].map(([file, { source }]) => [file, source] as const);
  // Why something is gone is said by its file alone; where nothing is gone, no file need be read.
  const isGone = goneSince(before, made, []).some(({ moved }) => !moved);
  const gone = goneSince(before, made, isGone ? (await understand(call, root)).built.withheld : []);
  const around = new Set(notice.around);
  const ends = new Map(gone.map(({ address, expired }) => [address, expired]));
  for (const file of notice.added) terminal.say(`+ ${addressOf(file)}`);
  for (const file of notice.changed.filter((one) => !around.has(one))) terminal.say(`~ ${addressOf(file)}`);
  for (const address of notice.removed.map(addressOf)) {
    const expired = ends.get(address) ?? null;
    terminal.say(`- ${address}${expired === null ? "" : `  (expired on ${expired})`}`);
  }
  for (const title of notice.newEntries) terminal.say(`+ feed entry: ${title}`);
  for (const title of notice.announcedAgain) terminal.say(`! announced again: ${title}`);
  if (notice.around.length > 0) terminal.say("only in lists and surroundings:");
  for (const file of notice.around) terminal.say(`  ~ ${addressOf(file)}`);
  noticeLines(notice, gone).forEach(terminal.say);
  terminal.event("diff", { ...notice, ...apart(gone) });
  return 0;
}
