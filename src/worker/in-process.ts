import { setImmediate as breathe } from "node:timers/promises";
import type { KnownPost, Laid, Page, Problem, Settings, SourceFile, SourcePath, Template } from "../model.ts";
import { layAside } from "../output/lay-aside.ts";
import { type LayAside, layingAside } from "../output/lay-aside-meanwhile.ts";
import { renderPage } from "../page/render-page.ts";
import { compileTemplates, type TemplateSet } from "../page/templates.ts";
import { readPost } from "../post/read-post.ts";
import { readRules } from "../post/read-rules.ts";
import { bytePool } from "../shared/byte-pool.ts";
import { hash } from "../shared/hash.ts";
import { memo } from "../shared/memo.ts";
import { ProblemError } from "../shared/problem.ts";
import { textOfUtf8 } from "../shared/utf8.ts";
import { attended } from "./attended-facts.ts";
import { bodyIn, type PackedText, packText, searchTextIn } from "./packed-text.ts";
import { isPlain } from "./share-files.ts";
import type { Reading, Rendering, RenderOutcome, Worker, Workers } from "./worker.ts";

/** A post that was read: its texts packed, itself as JSON where that says all of it, and taken to pieces when asked for. */
type Held = { readonly packed: PackedText; readonly json: Uint8Array | null; known: KnownPost | null };
type Remembered = Held | { readonly failed: readonly Problem[] };

/** Does a piece of work; whoever wants to know how long each takes puts a clock around it. */
export type Timed = <Value>(kind: "post" | "page", name: string, work: () => Value) => Value;

/** A worker that remembers across builds what it has read and compiled. */
export function createWorker(timed: Timed = (_kind, _name, work) => work()): Worker {
  const posts = memo<Remembered>();
  const templateSets = memo<{ readonly set: TemplateSet } | { readonly failed: readonly Problem[] }>();
  const pool = bytePool();
  let known: ReadonlyMap<SourcePath, Held> = new Map();
  let compiled: TemplateSet | null = null;

  const reading = (settings: Settings): Reading => {
    const rules = readRules(settings);
    const rulesKey = hash(JSON.stringify(rules));
    const held = new Map<SourcePath, Held>();
    const hold = (file: SourceFile): Remembered => {
      // A text that cannot be read any more says nothing of these bytes, so it is not remembered.
      const outcome = attempt(() =>
        posts.get(`${rulesKey} ${file.hash} ${file.path}`, () => {
          const source = whole(file);
          return timed("post", file.path, () =>
            attempt(() => {
              const { body, searchText, ...post } = readPost(source, rules);
              // Each of its strings was cut from the text of the file, and would hold on to all of it.
              const written = jsonOf(post);
              const json = written === undefined ? null : pool.keepTexts([written]);
              return { packed: packText({ body, searchText }, pool), json, known: json === null ? post : null };
            }),
          );
        }),
      );
      if (!("failed" in outcome)) held.set(file.path, outcome);
      return outcome;
    };
    return {
      read: (files) =>
        files.map((file) => {
          const outcome = hold(file);
          if ("failed" in outcome) return { path: file.path, failed: outcome.failed };
          // The same object the next time, so that whoever knows it knows it again.
          outcome.known = knownIn(outcome);
          return { path: file.path, post: outcome.known, ...(outcome.json !== null && { json: outcome.json }) };
        }),
      lines: (files) =>
        files.map((file) => {
          const outcome = hold(file);
          if ("failed" in outcome) return { path: file.path, failed: outcome.failed };
          return outcome.json ?? { path: file.path, post: knownIn(outcome) };
        }),
      done() {
        posts.forgetUnused();
        known = held;
      },
    };
  };

  const heldOf = (path: SourcePath): Held => {
    const found = known.get(path);
    if (found === undefined) throw new Error(`this worker has not read ${path}`);
    return found;
  };

  return {
    compile(templates) {
      const outcome = templateSets.get(keyOf(templates), () => attempt(() => ({ set: compileTemplates(templates) })));
      templateSets.forgetUnused();
      if ("failed" in outcome) {
        compiled = null;
        return { assetNames: [], fingerprints: {}, problems: outcome.failed };
      }
      compiled = outcome.set;
      const { set } = outcome;
      const fingerprints = Object.fromEntries(templates.map(({ name }) => [name, set.fingerprint(name)]));
      return { assetNames: set.assetNames, fingerprints, problems: set.problems };
    },

    reading,
    read(files, settings) {
      const all = reading(settings);
      const outcomes = all.read(files);
      all.done();
      return outcomes;
    },

    packed: (path) => heldOf(path).packed,
    card: (path) => knownIn(heldOf(path)).card,

    render(pages, facts, { kept = () => undefined, spot } = {}) {
      const templates = compiled;
      if (templates === null) throw new Error("pages are rendered after the templates are compiled");
      return pages.map((page) => {
        const needed = new Map(page.bodies.map((path) => [path, bodyIn(kept(path) ?? heldOf(path).packed)]));
        const shown = facts[page.edition];
        if (shown === undefined) throw new Error(`the site has no edition in ${page.edition}`);
        const { seen, asked } = attended(shown);
        const outcome = timed("page", page.template, () =>
          attempt(() => ({ text: renderPage(page, seen, needed, templates) })),
        );
        const names = asked();
        return "text" in outcome ? { ...laid(outcome.text, page, spot), asked: names } : outcome;
      });
    },
  };
}

function knownIn({ known, json }: Held): KnownPost {
  return known ?? (JSON.parse(textOfUtf8(json as Uint8Array)) as KnownPost);
}

/** With the text decoded once. */
function whole({ path, hash: name, text }: SourceFile): SourceFile {
  return { path, hash: name, text };
}

/** Where a number is in it that JSON has no word for, it would come back as another post. */
function jsonOf(post: KnownPost): string | undefined {
  return isPlain([post.card.extra, post.card.chart]) ? JSON.stringify(post) : undefined;
}

function laid(
  text: string,
  page: Page,
  spotOf: Rendering["spot"],
): { readonly text: string } | { readonly laid: Laid } {
  const spot = spotOf?.(page) ?? null;
  return spot === null ? { text } : { laid: layAside(text, spot) };
}

/** How many pages may be on their way to the disk, each an open file: twice as many as Node has hands for it. */
const pagesUnderWay = 8;

/** One worker, here. */
export function inProcess(worker: Worker = createWorker(), laying: () => LayAside = () => layingAside()): Workers {
  return {
    compile: async (templates) => worker.compile(templates),
    async read(files, settings, onRead) {
      const outcomes = worker.read(files, settings);
      onRead?.(files);
      return outcomes;
    },
    async *render(pages, facts, { spot, ...how } = {}) {
      const lay = laying();
      const underWay: Promise<RenderOutcome>[] = [];
      const handOver = async function* (room: number) {
        while (underWay.length > room) yield await (underWay.shift() as Promise<RenderOutcome>);
      };
      try {
        for (const page of pages) {
          const [outcome] = worker.render([page], facts, how) as [RenderOutcome];
          const place = spot?.(page) ?? null;
          if (!("text" in outcome) || place === null) {
            // What failed is told before anything else is tried.
            yield* handOver(0);
            yield outcome;
            continue;
          }
          const { text, asked } = outcome;
          const laid = lay(text, place);
          if (laid instanceof Promise) {
            const waiting = laid.then((each) => ({ laid: each, asked }));
            // A refusal of the disk waits until it is this page's turn.
            waiting.catch(() => {});
            underWay.push(waiting);
            await breathe();
            yield* handOver(pagesUnderWay);
          } else {
            yield* handOver(0);
            yield { laid, asked };
          }
        }
        yield* handOver(0);
      } finally {
        await Promise.allSettled(underWay);
      }
    },
    searchTexts: async (paths) => paths.map((path) => searchTextIn(worker.packed(path))),
    packedTexts: async (paths) => paths.map((path) => worker.packed(path)),
    close: async () => {},
  };
}

function attempt<T>(make: () => T): T | { readonly failed: readonly Problem[] } {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProblemError) return { failed: error.problems };
    throw error;
  }
}

function keyOf(templates: readonly Template[]): string {
  return hash(templates.map((template) => `${template.name} ${template.path} ${template.hash}`).join("\n"));
}
