/** What will readers notice? The site as it is now against the one that was deployed last. */
import path from "node:path";
import type { Output, OutputFile, Problem } from "../model.ts";
import type { State } from "../output/deployed.ts";
import { counted } from "./ledger.ts";

export type Notice = {
  readonly added: readonly OutputFile[];
  readonly changed: readonly OutputFile[];
  readonly removed: readonly OutputFile[];
  readonly newEntries: readonly string[];
  /** Under another name than before: feed readers show them once more. */
  readonly announcedAgain: readonly string[];
};

export function noticed(before: State, now: State): Notice {
  const changed = [...now.files].filter(([file, { hash }]) => {
    const known = before.files.get(file);
    return known !== undefined && known.hash !== hash;
  });
  const fresh = [...now.entries].filter(([id]) => !before.entries.has(id));
  const gone = new Set([...before.entries].filter(([id]) => !now.entries.has(id)).map(([, title]) => title));
  return {
    added: [...now.files.keys()].filter((file) => !before.files.has(file)),
    changed: changed.map(([file]) => file),
    removed: [...before.files.keys()].filter((file) => !now.files.has(file)),
    newEntries: fresh.filter(([, title]) => !gone.has(title)).map(([, title]) => title),
    announcedAgain: fresh.filter(([, title]) => gone.has(title)).map(([, title]) => title),
  };
}

/** `3 pages changed, 1 new, 1 new feed entry, 0 entries would be announced again`. */
export function noticeLine({ added, changed, newEntries, announcedAgain }: Notice): string {
  const pages = (files: readonly OutputFile[]) => files.filter((file) => file.endsWith(".html"));
  return [
    `since the last deploy: ${counted(pages(changed).length, "page")} changed`,
    `${pages(added).length} new`,
    `${newEntries.length} new feed ${newEntries.length === 1 ? "entry" : "entries"}`,
    `${announcedAgain.length} ${announcedAgain.length === 1 ? "entry" : "entries"} would be announced again`,
  ].join(", ");
}

/** Addresses that somebody may have kept, and that lead nowhere now. Lists come and go by themselves. */
export function vanishedAddresses(before: State, outputs: readonly Output[]): readonly Problem[] {
  const now = new Set(outputs.map(({ file }) => file));
  const movedTo = new Map(outputs.flatMap((output) => (output.kind === "page" ? [[output.source, output]] : [])));
  const files = [...before.files].filter(([file, { source }]) => !now.has(file) && /\.[^./ ]+$/.test(source));
  return files.map(([file, { source }]) => {
    const address = addressOf(file);
    const there = movedTo.has(source);
    return {
      severity: "warning" as const,
      code: "deploy/vanished-address",
      message: `${address} was published and is gone.`,
      ...(there ? { file: source } : {}),
      hint: there
        ? `add it to \`aliases\` of ${source}: aliases: [${address}]`
        : `${path.posix.basename(source)} made it; add it to \`aliases\` of the post that takes its place.`,
    };
  });
}

export function addressOf(file: OutputFile): string {
  return `/${file}`.replace(/\/index\.html$/, "/");
}
