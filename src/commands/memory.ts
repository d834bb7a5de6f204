/**
 * What a build remembers of the one before, in `.inkstone/store`: which posts it has understood, what each page showed,
 * and, where nothing at all has changed since, how it ended. Whatever is remembered can be told from what is not only
 * by the time it takes; whatever is doubtful is forgotten.
 */
import fs from "node:fs";
import path from "node:path";
import type { Built, Standing } from "../build.ts";
import type { ChangingFact, Page, Problem, Withheld } from "../model.ts";
import { type LookAtOutput, lookAtOutput, type SeenOutput } from "../output/standing.ts";
import { hash } from "../shared/hash.ts";
import { type Doubt, type News, openStore, type Store } from "../shared/store.ts";
import { type KnownFiles, type Recognition, recognize } from "../source/known-files.ts";
import type { Look } from "../source/look.ts";
import type { Reading } from "../source/read-sources.ts";
import type { KeptPosts } from "../worker/keep-posts.ts";
import { countUnknown, type KeptLines, keptLines } from "../worker/kept-lines.ts";
import type { Workers } from "../worker/worker.ts";

/** How a build ended. */
export type Ending = {
  readonly problems: readonly Problem[];
  readonly withheld: readonly Withheld[];
  readonly counts: Built["counts"];
  readonly posts: number;
  readonly pages: number;
};

export type Memory = {
  readonly doubt: Doubt | null;
  /** How the last build ended, if this one would end so too and everything it made still stands. */
  readonly lastEnding: (Ending & { readonly files: number }) | null;
  /** Posts that are not known yet. */
  countUnknown(): number;
  /** The same workers, asked only for what is not known. */
  remembering(workers: Workers): Promise<Workers>;
  /** What is known to stand in the output folder. */
  standing(built: Built): (page: Page) => Standing | null;
  /** A page was rendered: whatever will be remembered of it can be found out while threads are still at work. */
  note(built: Built, page: Page): void;
  /** What happened now is remembered, and the workers are let go. Never fails: then nothing is. */
  learn(built: Built, output: Pick<LookAtOutput, "files" | "fingerprint">, ending: Ending): Promise<void>;
  /** Nothing happened; files that have rested since are known again from now on. Never fails either. */
  learnFiles(): void;
};

type PageRow = readonly [key: string, hash: string, size: number, asked: readonly ChangingFact[], keyOfFacts: string];
type LastBuild = {
  readonly key: string;
  readonly now: number;
  readonly until: number | null;
  /** Names all that was published, and when it was left. */
  readonly output: string | null;
  readonly ending: Ending;
};
type Index = { readonly pages: readonly PageRow[]; readonly known: KnownFiles; readonly last: LastBuild };

export type Remembered = {
  readonly root: string;
  /** The package's folder. */
  readonly home: string;
};

/** The memory, before anything is read. */
export type Past = {
  /** Nothing is known. */
  readonly isEmpty: boolean;
  /** Sees posts and assets, and knows some of them again. */
  readonly look: Look;
  /**
   * The memory, once everything is read by that look.
   *
   * @param seen what of the output folder was seen meanwhile; `null` = nobody has looked
   */
  memory(sources: Reading, keepGoing: boolean, seen?: SeenOutput | null): Memory;
};

function folderOf(root: string): string {
  return path.join(root, ".inkstone/store");
}

/** Which compile this is; sources that run as they are have none. */
declare const COMPILE: string | undefined;

/** Changes with every line of the program, and with what runs it. */
function versionOf(home: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  return [version, typeof COMPILE === "string" ? COMPILE : "sources", process.versions.node.split(".")[0]].join(" ");
}

/** What dev begins with: files that need not be opened, and workers that read only what no build has kept. */
export type Beginning = { readonly known: KnownFiles; readonly workers: Workers };

/** Nothing is added to what is kept. */
export async function recalling(workers: Workers, { root, home }: Remembered): Promise<Beginning> {
  const { keepPosts } = await import("../worker/keep-posts.ts");
  const store = openStore<Index>(folderOf(root), versionOf(home));
  const kept = keptLines(store);
  return {
    known: store.index?.part("known") ?? {},
    workers: kept.size === 0 ? workers : keepPosts(workers, store, kept).workers,
  };
}

export function openPast({ root, home }: Remembered): Past {
  const store = openStore<Index>(folderOf(root), versionOf(home));
  const recognition = recognize(store.index?.part("known") ?? {});
  return {
    isEmpty: store.index === null,
    look: recognition.look,
    memory: (sources, keepGoing, seen = null) => memoryOf({ root, store, recognition, sources, keepGoing, seen }),
  };
}

type Recollection = {
  readonly root: string;
  readonly store: Store<Index>;
  readonly recognition: Recognition;
  readonly sources: Reading;
  readonly keepGoing: boolean;
  readonly seen: SeenOutput | null;
};

function memoryOf({ root, store, recognition, sources, keepGoing, seen }: Recollection): Memory {
  const { index } = store;
  const key = keyOf(sources, keepGoing);
  const place = { root, out: sources.out };
  let output = seen === null ? lookAtOutput(place) : null;
  /** Looked at anew: who builds may have waited long since something was seen. */
  const lookedAt = () => {
    output ??= lookAtOutput(place);
    return output;
  };
  const isAsLeft = (fingerprint: string | null) =>
    seen === null
      ? lookedAt().fingerprint === fingerprint && lookedAt().isWhole()
      : seen.fingerprint === fingerprint && seen.isWhole;
  const countFiles = () => seen?.count ?? lookedAt().files.size;
  let rows: ReadonlyMap<string, PageRow> | null = null;
  const pages = () => {
    rows ??= new Map(index?.part("pages").map((row) => [row[0], row]));
    return rows;
  };
  let lines: KeptLines | null = null;
  let posts: KeptPosts | null = null;
  const known = () => {
    lines ??= keptLines(store);
    return lines;
  };

  const write = (news: News<Index>) => {
    try {
      store.write(news);
    } catch {
      // Next time everything is made anew, and that is all.
    }
  };

  return {
    doubt: store.doubt,
    lastEnding: index === null ? null : endingOf(index.part("last"), { key, now: sources.now, isAsLeft, countFiles }),
    countUnknown: () => countUnknown([...sources.posts, ...sources.pages], sources.settings, known()),
    async remembering(workers) {
      const { keepPosts } = await import("../worker/keep-posts.ts");
      posts = keepPosts(workers, store, known());
      return posts.workers;
    },
    standing: (built) => (page) => {
      if (pages().size === 0) return null;
      const { keyOf, keyOfFacts } = built.keys();
      const [, content, size, asked, answered] = pages().get(keyOf(page)) ?? [];
      if (content === undefined || size === undefined || asked === undefined) return null;
      const before = { hash: content, size };
      return keyOfFacts(page, asked) === answered && lookedAt().holds(page.file, before) ? before : null;
    },
    note: (built, page) => {
      built.keys().keyOf(page);
    },
    async learn(built, { files, fingerprint }, ending) {
      const news = await posts?.news().catch(() => undefined);
      if (news === undefined) return;
      // A large part of the memory is theirs.
      const closed = posts?.workers.close();
      const { keyOf, keyOfFacts } = built.keys();
      const shown = built.outputs.flatMap((made): readonly PageRow[] => {
        const file = files.get(made.file);
        if (made.kind !== "page" || file === undefined) return [];
        const key = keyOf(made.page);
        const asked = built.askedBy(made.page) ?? pages().get(key)?.[3];
        return asked === undefined ? [] : [[key, file.hash, file.size, asked, keyOfFacts(made.page, asked)]];
      });
      const last = { key, now: sources.now, until: built.until, output: fingerprint, ending };
      await closed;
      write({ index: { pages: shown, known: recognition.known(), last }, ...news });
    },
    learnFiles() {
      if (index === null || recognition.fresh() === 0) return;
      const [pages, last] = [index.part("pages"), index.part("last")];
      write({ index: { pages, known: recognition.known(), last }, ...noNews });
    },
  };
}

const noNews: Omit<News<Index>, "index"> = { texts: [], lines: () => [], keep: "old" };

type Moment = {
  readonly key: string;
  readonly now: number;
  /** Whether the output folder is as it was when it had this fingerprint. */
  readonly isAsLeft: (fingerprint: string | null) => boolean;
  readonly countFiles: () => number;
};

function endingOf(last: LastBuild, { key, now, isAsLeft, countFiles }: Moment): Memory["lastEnding"] {
  if (last.key !== key || now < last.now || (last.until !== null && now >= last.until)) return null;
  return isAsLeft(last.output) ? { ...last.ending, files: countFiles() } : null;
}

/** Of everything that a build knows, the moment aside. */
function keyOf({ posts, pages, templates, assets, now: _now, ...rest }: Reading, keepGoing: boolean): string {
  const files = [...posts, ...pages].map((file) => [file.path, file.hash]);
  const named = templates.map((template) => [template.name, template.path, template.hash]);
  const copied = assets.map(({ text: _text, ...asset }) => asset);
  return hash(JSON.stringify({ files, named, copied, ...rest, keepGoing }));
}
