/** What will readers notice? The site as it is now against the one that was deployed last. */
import path from "node:path";
import type { Built } from "../build.ts";
import type { OutputFile, Problem, Settings } from "../model.ts";
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

/** `3 pages changed, 1 new feed entry, 0 entries would be announced again, 1 published address vanished: /old/ (…)`. */
export function noticeLine({ changed, newEntries, announcedAgain }: Notice, vanished: readonly Vanished[]): string {
  const pages = changed.filter((file) => file.endsWith(".html"));
  const gone = vanished.slice(0, shownInLine).map((one) => `${one.address} (${mendingOf(one)})`);
  const more = vanished.length > shownInLine ? ` and ${counted(vanished.length - shownInLine, "other")}` : "";
  return [
    `since the last deploy: ${counted(pages.length, "page")} changed`,
    `${newEntries.length} new feed ${newEntries.length === 1 ? "entry" : "entries"}`,
    `${announcedAgain.length} ${announcedAgain.length === 1 ? "entry" : "entries"} would be announced again`,
    `${counted(vanished.length, "published address", "es")} vanished${gone.length > 0 ? `: ${gone.join(", ")}${more}` : ""}`,
  ].join(", ");
}

const shownInLine = 3;

/** An address that somebody may have kept, and that leads nowhere now. */
export type Vanished = {
  readonly address: string;
  /** The file it was made from. */
  readonly source: string;
  /** Whether that file still makes a page, elsewhere. */
  readonly moved: boolean;
};

/** Which files there are, and what each was made from. */
type Made = Iterable<readonly [file: OutputFile, source: string]>;

/** Lists come and go by themselves, and what has `expired` was meant to go. */
export function vanishedSince(before: State, made: Made, expired: ReadonlySet<string>): readonly Vanished[] {
  const now = new Map(made);
  const pages = new Set([...now].flatMap(([file, source]) => (file.endsWith(".html") ? [source] : [])));
  return [...before.files]
    .filter(([file, { source }]) => !now.has(file) && /\.[^./ ]+$/.test(source) && !expired.has(source))
    .map(([file, { source }]): Vanished => ({ address: addressOf(file), source, moved: pages.has(source) }));
}

/** The same of a site that is understood and not yet written. */
export function vanishedIn({ outputs, withheld }: Pick<Built, "outputs" | "withheld">, before: State) {
  const expired = withheld.flatMap(({ file, reason }) => (reason === "expired" ? [file] : []));
  return vanishedSince(
    before,
    outputs.map(({ file, source }) => [file, source] as const),
    new Set(expired),
  );
}

export const vanishedAddress = "deploy/vanished-address";

type Severe = { readonly checks: Settings["checks"]; readonly strict: boolean };

/** Where checks count, an address that somebody has kept may not go. */
export function vanishedProblems(vanished: readonly Vanished[], { checks, strict }: Severe): readonly Problem[] {
  const code = vanishedAddress;
  const severity = checks[code] ?? (strict ? "error" : "warning");
  if (severity === "off") return [];
  return vanished.map((one) => ({
    severity,
    code,
    message: `${one.address} was published and is gone.`,
    ...(one.moved ? { file: one.source } : {}),
    hint: one.moved
      ? `${mendingOf(one)}: aliases: [${one.address}]`
      : `${path.posix.basename(one.source)} made it; ${mendingOf(one)}.`,
  }));
}

function mendingOf({ source, moved }: Vanished): string {
  return moved ? `add it to aliases: of ${source}` : "add it to aliases: of the post that takes its place";
}

export function addressOf(file: OutputFile): string {
  return `/${file}`.replace(/\/index\.html$/, "/");
}
