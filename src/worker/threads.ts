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

/** Batches of pages that a thread has before it. */
const ahead = 3;
/** So many pages are rendered here before it is heard what threads have to say. */
const breath = 8;
/** How many pages may be rendered here before it is their turn: their texts may have to be held. */
const mostBeforeTime = 512;

/**
 * A worker here and others in threads. Whoever is free reads the next posts, and renders most of their pages later on, so
 * that few texts travel: those that a page (a feed) needs from others, and those of pages that a thread takes off this
 * one. Pages without posts of their own are made here.
 *
 * @param count threads beside this one
 * @param entry the compiled `thread.cjs`
 * @param onLoaded told when all of them have loaded the program
 */
export function threads(count: number, entry: URL, onLoaded: () => void = () => {}): Workers {
  const remotes = Array.from({ length: count }, () => connect(entry));
  const near = createWorker();
  /** In which thread the text of a post is; it is here where nothing is said. */
  let owners: ReadonlyMap<SourcePath, number> = new Map();
  let known: ReadonlyMap<SourcePath, KnownPost> = new Map();
  let compiling: Promise<unknown> = Promise.resolve();

  return {
    async compile(templates) {
      // A thread may just be starting; what is wrong with a template is found here, too, and nobody need wait.
      compiling = Promise.all(remotes.map((remote) => remote.call({ name: "compile", args: [templates] })));
      compiling.then(onLoaded, () => {});
      return near.compile(templates);
    },

    async read(files, settings, onRead) {
      const outcomes: (readonly ReadOutcome[])[] = [];
      const owned = new Map<SourcePath, number>();
      const { shared, ...job } = shareFiles(files, settings, count + 1);
      const far = Promise.all(
        remotes.map((remote, thread) => {
          const mine: ReadJob = { ...job, files: shared, first: thread + 1 };
          return remote.call({ name: "read", args: [mine] }, (chunk, lines) => {
            const chunkFiles = chunkOf(files, chunk, job);
            outcomes[chunk] = lines.map((line, at) => outcomeOf(line, chunkFiles[at]));
            for (const { path } of chunkFiles) owned.set(path, thread);
            onRead?.(chunkFiles);
          });
        }),
      );
      far.catch(() => {});
      // Each thread has a list of its own by now, and the bytes go when nobody has them in a list any more.
      shared.length = 0;
      const reading = near.reading(settings);
      for (let chunk = 0; chunk < job.chunks; chunk = nextChunk(job)) {
        const chunkFiles = chunkOf(files, chunk, job);
        outcomes[chunk] = reading.read(chunkFiles);
        onRead?.(chunkFiles);
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
      const ours = new Set<Page>();
      let ring = () => {};
      let isDone = false;
      await compiling;
      const deal = dealPages(pages, owners, count);
      const feed = async (remote: Remote, thread: number) => {
        let told: Promise<unknown> | null = null;
        const pack = packing((path) => (owners.get(path) === thread ? known.get(path) : undefined));
        const next = async (): Promise<void> => {
          const batch = deal.far(thread);
          if (batch.length === 0) return;
          told ??= remote.call({ name: "facts", args: [facts] });
          await told;
          const bodies = await bodiesFor(batch, thread, kept);
          const spots = batch.map((page) => spot?.(page) ?? null);
          const rendered = await remote.call({ name: "render", args: [pack(batch), bodies, spots] });
          (rendered as readonly RenderOutcome[]).forEach((outcome, at) => {
            done.set(batch[at] as Page, outcome);
          });
          ring();
          return next();
        };
        const lanes = Array.from({ length: ahead }, next);
        await Promise.allSettled(lanes);
        await Promise.all(lanes);
      };
      const feeding = remotes.map(feed);
      const all = Promise.all(feeding).then(() => {
        isDone = true;
      });
      all.catch(() => {});

      let rendered = 0;
      /** One page more is rendered here, or one that a thread has is waited for. */
      const goOn = async () => {
        const page = ours.size < mostBeforeTime ? deal.near() : undefined;
        if (page === undefined) {
          await Promise.race([
            all,
            new Promise<void>((resolve) => {
              ring = resolve;
            }),
          ]);
          return;
        }
        const bodies = await bodiesFor([page], here, kept);
        const [outcome] = near.render([page], facts, { kept: (path) => bodies[path], spot });
        ours.add(page);
        if (outcome !== undefined) done.set(page, outcome);
        if (!isDone && ++rendered % breath === 0) await breathe();
      };
      try {
        for (const page of pages) {
          while (!done.has(page)) await goOn();
          const outcome = done.get(page);
          done.delete(page);
          ours.delete(page);
          if (outcome !== undefined) yield outcome;
        }
        await all;
      } finally {
        // Whoever does not want the rest gets the word when nobody writes any more.
        deal.stop();
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
