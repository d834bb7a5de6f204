import { setImmediate as breathe } from "node:timers/promises";
import type { KnownPost, Page, SourceFile, SourcePath } from "../model.ts";
import { textOfUtf8 } from "../shared/utf8.ts";
import { packing } from "./card-deck.ts";
import { dealPages } from "./deal-pages.ts";
import { createWorker } from "./in-process.ts";
import type { Line } from "./messages.ts";
import { type PackedText, searchTextIn } from "./packed-text.ts";
import { connect, type Remote } from "./remote.ts";
import { chunkOf, nextChunk, type ReadJob, shareFiles } from "./share-files.ts";
import type { ReadOutcome, Rendering, RenderOutcome, Workers } from "./worker.ts";

/** Pages sent to a thread at once, and how many such batches it has before it. */
const batchSize = 24;
const ahead = 3;
/** So many pages are rendered here before it is heard what threads have to say. */
const breath = 8;

/**
 * A worker here and others in threads. Whoever is free reads the next posts, and renders their pages later on, so that
 * texts do not travel, save those that a page (a feed) needs from others. Pages without posts of their own are made
 * here.
 *
 * @param count threads beside this one
 * @param entry the compiled `thread.js`
 */
export function threads(count: number, entry: URL): Workers {
  const remotes = Array.from({ length: count }, () => connect(entry));
  const near = createWorker();
  /** In which thread the text of a post is; it is here where nothing is said. */
  let owners: ReadonlyMap<SourcePath, number> = new Map();
  let known: ReadonlyMap<SourcePath, KnownPost> = new Map();

  return {
    async compile(templates) {
      const far = Promise.all(remotes.map((remote) => remote.call({ name: "compile", args: [templates] })));
      const facts = near.compile(templates);
      await far;
      return facts;
    },

    async read(files, settings) {
      const outcomes: (readonly ReadOutcome[])[] = [];
      const owned = new Map<SourcePath, number>();
      const job = shareFiles(files, settings, count + 1);
      const far = Promise.all(
        remotes.map((remote, thread) => {
          const mine: ReadJob = { ...job, first: thread + 1 };
          return remote.call({ name: "read", args: [mine] }, (chunk, lines) => {
            const chunkFiles = chunkOf(files, chunk, job);
            outcomes[chunk] = lines.map((line, at) => outcomeOf(line, chunkFiles[at]));
            for (const { path } of chunkFiles) owned.set(path, thread);
          });
        }),
      );
      far.catch(() => {});
      const reading = near.reading(settings);
      for (let chunk = 0; chunk < job.chunks; chunk = nextChunk(job)) {
        outcomes[chunk] = reading.read(chunkOf(files, chunk, job));
        await breathe();
      }
      reading.done();
      await far;
      owners = owned;
      const all = outcomes.flat();
      known = new Map(all.flatMap((outcome) => ("post" in outcome ? [[outcome.path, outcome.post] as const] : [])));
      return all;
    },

    async *render(pages, facts, { kept = () => undefined, spot } = {}) {
      const done = new Map<Page, RenderOutcome>();
      let ring = () => {};
      let waiting = 0;
      const hands = dealPages(pages, owners, count);
      const feed = async (remote: Remote, thread: number) => {
        const mine = hands.far[thread] ?? [];
        if (mine.length === 0) return;
        waiting += mine.length;
        await remote.call({ name: "facts", args: [facts] });
        const pack = packing((path) => (owners.get(path) === thread ? known.get(path) : undefined));
        const next = async (): Promise<void> => {
          const batch = mine.splice(0, batchSize);
          if (batch.length === 0) return;
          const bodies = await bodiesFor(batch, thread, kept);
          const spots = batch.map((page) => spot?.(page) ?? null);
          const rendered = await remote.call({ name: "render", args: [pack(batch), bodies, spots] });
          (rendered as readonly RenderOutcome[]).forEach((outcome, at) => {
            done.set(batch[at] as Page, outcome);
          });
          waiting -= batch.length;
          ring();
          return next();
        };
        const lanes = Array.from({ length: ahead }, next);
        await Promise.allSettled(lanes);
        await Promise.all(lanes);
      };
      const feeding = remotes.map(feed);
      const all = Promise.all(feeding);
      all.catch(() => {});

      let rendered = 0;
      try {
        for (const page of pages) {
          if (hands.near.has(page)) {
            const bodies = await bodiesFor([page], here, kept);
            yield* near.render([page], facts, { kept: (path) => bodies[path], spot });
            if (waiting > 0 && ++rendered % breath === 0) await breathe();
            continue;
          }
          while (!done.has(page))
            await Promise.race([
              all,
              new Promise<void>((resolve) => {
                ring = resolve;
              }),
            ]);
          const outcome = done.get(page);
          done.delete(page);
          if (outcome !== undefined) yield outcome;
        }
        await all;
      } finally {
        // Whoever does not want the rest gets the word when nobody writes any more.
        for (const mine of hands.far) mine.length = 0;
        await Promise.allSettled(feeding);
      }
    },

    searchTexts: (paths) =>
      gather(paths, {
        near: (path) => searchTextIn(near.packed(path)),
        far: (remote, some) => remote.call({ name: "searchTexts", args: [some] }) as Promise<readonly string[]>,
      }),

    packedTexts: (paths) => gather(paths, { near: near.packed, far: askPacked }),

    async close() {
      await Promise.all(remotes.map((remote) => remote.close()));
    },
  };

  /** What each of these posts has, asked of whoever has its text, in their order. */
  async function gather<Value>(
    paths: readonly SourcePath[],
    ask: {
      near: (path: SourcePath) => Value;
      far: (remote: Remote, paths: readonly SourcePath[]) => Promise<readonly Value[]>;
    },
  ): Promise<readonly Value[]> {
    const shares = remotes.map((_, thread) => paths.filter((path) => owners.get(path) === thread));
    const far = await Promise.all(remotes.map((remote, thread) => ask.far(remote, shares[thread] ?? [])));
    const known = new Map(
      shares.flatMap((share, thread) => share.map((path, at) => [path, far[thread]?.[at] as Value] as const)),
    );
    return paths.map((path) => (owners.has(path) ? (known.get(path) as Value) : ask.near(path)));
  }

  /** The bodies that these pages need and their renderer has not read itself. */
  async function bodiesFor(
    pages: readonly Page[],
    renderer: number,
    kept: NonNullable<Rendering["kept"]>,
  ): Promise<Record<SourcePath, PackedText>> {
    const bodies: Record<SourcePath, PackedText> = {};
    for (const path of new Set(pages.flatMap((page) => page.bodies))) {
      const holder = owners.get(path) ?? here;
      const known = kept(path);
      if (known !== undefined) bodies[path] = known;
      else if (holder === renderer) continue;
      else if (holder === here) bodies[path] = near.packed(path);
      else {
        const remote = remotes[holder];
        const [packed] = remote === undefined ? [] : await askPacked(remote, [path]);
        if (packed !== undefined) bodies[path] = packed;
      }
    }
    return bodies;
  }
}

const here = -1;

function askPacked(remote: Remote, paths: readonly SourcePath[]): Promise<readonly PackedText[]> {
  return remote.call({ name: "packedTexts", args: [paths] }) as Promise<readonly PackedText[]>;
}

function outcomeOf(line: Line, file: SourceFile | undefined): ReadOutcome {
  if (!(line instanceof Uint8Array)) return line;
  return { path: file?.path ?? "", post: JSON.parse(textOfUtf8(line)) as KnownPost, json: line };
}
