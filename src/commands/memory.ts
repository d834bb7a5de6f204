/**
 * What a build remembers of the one before, in `.inkstone/store`: which posts it has understood, what each page showed,
 * and, where nothing at all has changed since, how it ended. Whatever is remembered can be told from what is not only
 * by the time it takes; whatever is doubtful is forgotten.
 */
import fs from "node:fs";
import path from "node:path";
import type { Built, Standing } from "../build.ts";
import type { ChangingFact, Page, Problem, Withheld } from "../model.ts";
import { surveyPlace } from "../output/place.ts";
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
  /**
   * How the last build ended, if this one would end so too and everything it made still stands.
   *
   * @param see what somebody has seen of the output folder meanwhile; asked only where nothing else has changed
   */
  lastEnding(see: () => Promise<SeenOutput | null>): Promise<(Ending & { readonly files: number }) | null>;
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
  /** The memory, once everything is read by that look. */
  memory(sources: Reading, keepGoing: boolean): Memory;
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
    memory: (sources, keepGoing) => memoryOf({ root, store, recognition, sources, keepGoing }),
  };
}

type Recollection = {
  readonly root: string;
  readonly store: Store<Index>;
  readonly recognition: Recognition;
  readonly sources: Reading;
  readonly keepGoing: boolean;
};

function memoryOf({ root, store, recognition, sources, keepGoing }: Recollection): Memory {
  const { index } = store;
  const key = keyOf(sources, keepGoing);
  const place = { root, out: sources.out };
  // What is wrong with the output folder is told before anything is built.
  surveyPlace(place);
  let output: LookAtOutput | null = null;
  /** Looked at when it is needed: who builds may have waited long since something was seen. */
  const lookedAt = () => {
    output ??= lookAtOutput(place);
    return output;
  };
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
    async lastEnding(see) {
      if (index === null) return null;
      const { key: lastKey, now, until, output: fingerprint, ending } = index.part("last");
      const isSame = lastKey === key && sources.now >= now && (until === null || sources.now < until);
      if (!isSame) return null;
      const seen = await see();
      if (seen !== null)
        return seen.fingerprint === fingerprint && seen.isWhole ? { ...ending, files: seen.count } : null;
      const { files, isWhole, fingerprint: standing } = lookedAt();
      return standing === fingerprint && isWhole() ? { ...ending, files: files.size } : null;
    },
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

/** Of everything that a build knows, the moment aside. */
function keyOf({ posts, pages, templates, assets, now: _now, ...rest }: Reading, keepGoing: boolean): string {
  const files = [...posts, ...pages].map((file) => [file.path, file.hash]);
  const named = templates.map((template) => [template.name, template.path, template.hash]);
  const copied = assets.map(({ text: _text, ...asset }) => asset);
  return hash(JSON.stringify({ files, named, copied, ...rest, keepGoing }));
}
