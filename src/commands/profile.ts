import type { Timed } from "../worker/in-process.ts";

/** Where the time of a build went. */
export type Profile = {
  readonly timed: Timed;
  /** A stage is over: what came since the last one belongs to it. */
  readonly stage: (name: "read" | "build" | "publish") => void;
  readonly lines: () => readonly string[];
  readonly facts: () => object;
};

const shown = 10;

type Cost = { ms: number; count: number };

export function openProfile(begun: number): Profile {
  const posts = new Map<string, Cost>();
  const templates = new Map<string, Cost>();
  const stages = { read: 0, build: 0, publish: 0 };
  let since = begun;
  const add = (costs: Map<string, Cost>, name: string, ms: number) => {
    const cost = costs.get(name) ?? { ms: 0, count: 0 };
    costs.set(name, { ms: cost.ms + ms, count: cost.count + 1 });
  };
  const sum = (costs: ReadonlyMap<string, Cost>) => [...costs.values()].reduce((total, { ms }) => total + ms, 0);
  const rows = () => ({
    "reading files": stages.read,
    "understanding posts": sum(posts),
    "planning the site": stages.build - sum(posts),
    "rendering pages": sum(templates),
    "writing files": stages.publish - sum(templates),
  });
  return {
    timed: (kind, name, work) => {
      const start = performance.now();
      try {
        return work();
      } finally {
        add(kind === "post" ? posts : templates, name, performance.now() - start);
      }
    },
    stage: (name) => {
      const now = performance.now();
      stages[name] += now - since;
      since = now;
    },
    lines: () => [
      "time by stage, in one thread",
      ...table(Object.entries(rows()).map(([name, ms]) => [name, ms, ""])),
      "slowest posts",
      ...table(slowest(posts).map(([name, { ms }]) => [name, ms, ""])),
      "slowest templates",
      ...table(
        slowest(templates).map(([name, { ms, count }]) => [name, ms, ` for ${count} page${count === 1 ? "" : "s"}`]),
      ),
    ],
    facts: () => ({
      stages: rows(),
      posts: Object.fromEntries(slowest(posts).map(([name, { ms }]) => [name, ms])),
      templates: Object.fromEntries(slowest(templates)),
    }),
  };
}

function slowest(costs: ReadonlyMap<string, Cost>): readonly (readonly [string, Cost])[] {
  return [...costs].sort(([, a], [, b]) => b.ms - a.ms).slice(0, shown);
}

function table(rows: readonly (readonly [name: string, ms: number, more: string])[]): readonly string[] {
  return rows.map(([name, ms, more]) => `${Math.max(0, ms).toFixed(1).padStart(10)} ms  ${name}${more}`);
}
