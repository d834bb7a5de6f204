/** What will readers notice? The site as it is now against the one that was deployed last. */
import path from "node:path";
import type { Built } from "../build.ts";
import type { OutputFile, Problem, Settings, Withheld } from "../model.ts";
import { type FileState, isMadeFromFile, type State } from "../output/deployed.ts";
import { counted } from "../shared/count.ts";
import { isMarkdown } from "../shared/markdown-names.ts";

export type Notice = {
  readonly added: readonly OutputFile[];
  readonly changed: readonly OutputFile[];
  readonly removed: readonly OutputFile[];
  /** Of the changed: those that say the same as before, and only lead elsewhere or look otherwise. */
  readonly around: readonly OutputFile[];
  /** Files that have a page now, and had none before. */
  readonly newPages: readonly string[];
  readonly newEntries: readonly string[];
  /** Under another name than before: feed readers show them once more. */
  readonly announcedAgain: readonly string[];
};

export function noticed(before: State, now: State): Notice {
  const changed = [...now.files].flatMap(([file, is]) => {
    const was = before.files.get(file);
    return was === undefined || was.hash === is.hash ? [] : [{ file, was, is }];
  });
  const fresh = new Map([...now.files].filter(([file]) => !before.files.has(file)));
  const entries = [...now.entries].filter(([id]) => !before.entries.has(id));
  const gone = new Set([...before.entries].filter(([id]) => !now.entries.has(id)).map(([, title]) => title));
  const known = pageSources(before);
  return {
    added: [...fresh.keys()],
    changed: changed.map(({ file }) => file),
    removed: [...before.files.keys()].filter((file) => !now.files.has(file)),
    around: changed.filter(({ file, was, is }) => isPage(file) && saysTheSame(was, is)).map(({ file }) => file),
    newPages: [...pageSources({ files: fresh })].filter((source) => !known.has(source)),
    newEntries: entries.filter(([, title]) => !gone.has(title)).map(([, title]) => title),
    announcedAgain: entries.filter(([, title]) => gone.has(title)).map(([, title]) => title),
  };
}

/** Lists say nothing themselves; of a page whose words were not written down before, it is not known. */
function saysTheSame(was: FileState, is: FileState): boolean {
  return !isMadeFromFile(is.source) || (was.text !== null && was.text === is.text);
}

function pageSources({ files }: Pick<State, "files">): ReadonlySet<string> {
  return new Set([...files].flatMap(([file, { source }]) => (isPage(file) && isMadeFromFile(source) ? [source] : [])));
}

function isPage(file: OutputFile): boolean {
  return file.endsWith(".html");
}

/**
 * `3 pages changed, 1 new feed entry, 0 entries would be announced again, 1 published address vanished: /old/ (…)`, and
 * what is less than that on lines below it.
 */
export function noticeLines(notice: Notice, gone: readonly Gone[]): readonly string[] {
  const { changed, around, newPages, newEntries, announcedAgain } = notice;
  const { vanished, expired } = apart(gone);
  const pages = changed.filter(isPage).length - around.length;
  const lost = vanished.slice(0, shownInLine).map((one) => `${one.address} (${mendingOf(one)})`);
  const past = expired.slice(0, shownInLine).map((one) => `${one.address} (expired on ${one.expired})`);
  const line = [
    `since the last deploy: ${counted(pages, "page")} changed`,
    `${newEntries.length} new feed ${newEntries.length === 1 ? "entry" : "entries"}`,
    `${announcedAgain.length} ${announcedAgain.length === 1 ? "entry" : "entries"} would be announced again`,
    `${counted(vanished.length, "published address", "es")} vanished${listed(lost, vanished.length)}`,
  ].join(", ");
  const besides = [
    ...(newPages.length > 0 ? [counted(newPages.length, "new page")] : []),
    ...(around.length > 0 ? [`${counted(around.length, "page")} changed only in lists and surroundings`] : []),
  ];
  return [
    line,
    ...(besides.length > 0 ? [`  besides: ${besides.join(", ")}`] : []),
    ...(past.length > 0
      ? [`  gone as planned: ${counted(expired.length, "address", "es")}${listed(past, expired.length)}`]
      : []),
  ];
}

function listed(shown: readonly string[], all: number): string {
  if (all === 0) return "";
  return `: ${shown.join(", ")}${all > shown.length ? ` and ${counted(all - shown.length, "other")}` : ""}`;
}

const shownInLine = 3;

/** An address that somebody may have kept, and that leads nowhere now. */
export type Gone = {
  readonly address: string;
  /** The file it was made from. */
  readonly source: string;
  /** Whether that file still makes a page, elsewhere. */
  readonly moved: boolean;
  /** When what stood there expired, as its author had planned; `null` = it was not planned. */
  readonly expired: string | null;
  /** Why that file makes no page; `null` = it is not there, or makes one elsewhere. */
  readonly withheld: Withheld["reason"] | null;
};

/** What vanished by accident, as far as anybody can tell, and what was meant to go. */
export function apart(gone: readonly Gone[]) {
  return {
    vanished: gone.filter(({ expired }) => expired === null),
    expired: gone.filter(({ expired }) => expired !== null),
  };
}

/** Which files there are, and what each was made from. */
type Made = Iterable<readonly [file: OutputFile, source: string]>;

/** What was there and is not. Lists come and go by themselves. */
export function goneSince(before: State, made: Made, withheld: readonly Withheld[]): readonly Gone[] {
  const now = new Map(made);
  const pages = new Set([...now].flatMap(([file, source]) => (isPage(file) ? [source] : [])));
  const reasons = new Map(withheld.map((one) => [one.file, one]));
  return [...before.files]
    .filter(([file, { source }]) => !now.has(file) && isMadeFromFile(source))
    .map(([file, { source }]) => ({
      address: addressOf(file),
      source,
      moved: pages.has(source),
      expired: reasons.get(source)?.since ?? null,
      withheld: reasons.get(source)?.reason ?? null,
    }));
}

/** The same of a site that is understood and not yet written. */
export function goneIn({ outputs, withheld }: Pick<Built, "outputs" | "withheld">, before: State): readonly Gone[] {
  return goneSince(
    before,
    outputs.map(({ file, source }) => [file, source] as const),
    withheld,
  );
}

export const vanishedAddress = "deploy/vanished-address";

type Severe = { readonly checks: Settings["checks"]; readonly strict: boolean };

/** Where checks count, an address that somebody has kept may not go. */
export function vanishedProblems(gone: readonly Gone[], { checks, strict }: Severe): readonly Problem[] {
  const code = vanishedAddress;
  const severity = checks[code] ?? (strict ? "error" : "warning");
  if (severity === "off") return [];
  return apart(gone).vanished.map((one) => ({
    severity,
    code,
    message: `${one.address} was published and is gone.`,
    ...(one.moved ? { file: one.source } : {}),
    hint: one.moved
      ? `${mendingOf(one)}: aliases: [${one.address}]`
      : `${path.posix.basename(one.source)} made it${one.withheld === null ? "" : `, and is withheld now (${one.withheld})`}; ${mendingOf(one)}.`,
  }));
}

function mendingOf({ source, moved }: Gone): string {
  if (!isMarkdown(source)) return `put ${source} back, or let the host redirect it`;
  return moved ? `add it to aliases: of ${source}` : "add it to aliases: of the post that takes its place";
}

export function addressOf(file: OutputFile): string {
  return `/${file}`.replace(/\/index\.html$/, "/");
}
