import type { Body, KnownPost, Page, Post, Problem, SourcePath, Template } from "../model.ts";
import { renderPage } from "../page/render-page.ts";
import { compileTemplates, type TemplateSet } from "../page/templates.ts";
import { readPost, readRules } from "../post/read-post.ts";
import { hash } from "../shared/hash.ts";
import { memo } from "../shared/memo.ts";
import { once } from "../shared/once.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Worker, Workers } from "./worker.ts";

type Remembered = { readonly post: Post } | { readonly failed: readonly Problem[] };

/** Does a piece of work; whoever wants to know how long each takes puts a clock around it. */
export type Timed = <Value>(kind: "post" | "page", name: string, work: () => Value) => Value;

/** A worker that remembers across builds what it has read and compiled. */
export function createWorker(timed: Timed = (_kind, _name, work) => work()): Worker {
  const posts = memo<Remembered>();
  const templateSets = memo<{ readonly set: TemplateSet } | { readonly failed: readonly Problem[] }>();
  let bodies: ReadonlyMap<SourcePath, Body> = new Map();
  let compiled: TemplateSet | null = null;

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
      return { assetNames: set.assetNames, fingerprints, problems: [] };
    },

    read(files, settings) {
      const rules = readRules(settings);
      const rulesKey = hash(JSON.stringify(rules));
      const held = new Map<SourcePath, Body>();
      const outcomes = files.map((file) => {
        const known = posts.get(`${rulesKey} ${file.hash} ${file.path}`, () =>
          timed("post", file.path, () => attempt(() => ({ post: readPost(file, rules) }))),
        );
        if ("failed" in known) return { path: file.path, failed: known.failed };
        held.set(file.path, known.post.body);
        return { path: file.path, post: withoutBody(known.post) };
      });
      posts.forgetUnused();
      bodies = held;
      return outcomes;
    },

    body(path) {
      const body = bodies.get(path);
      if (body === undefined) throw new Error(`this worker has not read ${path}`);
      return body;
    },

    bodyTexts(paths) {
      return paths.map((path) => JSON.stringify(this.body(path)));
    },

    render(pages, facts, others) {
      const templates = compiled;
      if (templates === null) throw new Error("pages are rendered after the templates are compiled");
      return pages.map((page) => {
        const needed = new Map(page.bodies.map((path) => [path, others[path] ?? this.body(path)]));
        const shown = facts[page.edition];
        if (shown === undefined) throw new Error(`the site has no edition in ${page.edition}`);
        return timed("page", page.template, () =>
          attempt(() => ({ text: renderPage(page, shown, needed, templates) })),
        );
      });
    },
  };
}

/** The same object for the same post, so that whoever knows it knows it again. */
const withoutBody = once(({ body: _, ...post }: Post): KnownPost => post);

/** One worker, here. */
export function inProcess(worker: Worker = createWorker()): Workers {
  return {
    compile: async (templates) => worker.compile(templates),
    read: async (files, settings) => worker.read(files, settings),
    async *render(pages, facts, kept = () => undefined) {
      for (const page of pages) yield* worker.render([page], facts, bodiesOf([page], kept));
    },
    bodyTexts: async (paths) => worker.bodyTexts(paths),
    close: async () => {},
  };
}

/** The bodies that these pages need and somebody else keeps. */
export function bodiesOf(
  pages: readonly Page[],
  kept: (path: SourcePath) => Body | undefined,
): Record<SourcePath, Body> {
  const bodies: Record<SourcePath, Body> = {};
  for (const path of new Set(pages.flatMap((page) => page.bodies))) {
    const body = kept(path);
    if (body !== undefined) bodies[path] = body;
  }
  return bodies;
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
