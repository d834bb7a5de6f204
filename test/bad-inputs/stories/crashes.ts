import { mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { anEdit, applyEdit } from "../edits.ts";
import { leftovers, type Project, put, textsOf, treeOf } from "../project.ts";
import { build, cleanTree, inkstone, type Run } from "../run.ts";
import { demand, rounds, type Story } from "./story.ts";

const OWN = { "dist/CNAME": "example.com\n", "dist/posts/own.txt": "own" };

export const crashes: Readonly<Record<string, Story>> = {
  "fs-kill-at-nth-rename": async (scene) => {
    const { project } = scene;
    demand(scene, "strace");
    await build(project);
    put(project, OWN);
    const most = rounds({ normal: 3, long: 200 });
    for (let nth = 1; nth <= most; nth += 1) {
      changeEverything(project, nth);
      const killed = await inkstone(project, ["build"], { before: killAtRename(nth), seconds: 120 });
      expectNothingTorn(project, `killed at rename ${nth}`);
      if (killed.exit === 0 && nth > 3) break;
      expect(killed.signal, killed.output).toBe("SIGKILL");
      expect(nth, "the build has more renames than the test tries").toBeLessThan(rounds({ normal: 99, long: most }));
      await expectRepaired(project);
    }
    return build(project);
  },

  "fs-kill-random": async ({ project }) => {
    const seed = Date.now() % 1_000_000;
    const edits = fc.sample(anEdit, { seed, numRuns: rounds({ normal: 8, long: 300 }) });
    const duration = await timedBuild(project);
    put(project, OWN);
    for (const [index, edit] of edits.entries()) {
      applyEdit(project, edit);
      changeEverything(project, index);
      await signalAfter(project, "SIGKILL", pseudoRandom(seed + index) * duration);
      expectNothingTorn(project, `seed ${seed}, kill ${index}`);
      if (index % 10 === 9 || index === edits.length - 1) await expectRepaired(project);
    }
    return build(project);
  },

  "fs-signals": async ({ project }) => {
    const exits = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
    const moments = rounds({ normal: 3, long: 20 });
    const seed = Date.now() % 1_000_000;
    const duration = await timedBuild(project);
    put(project, OWN);
    let last: Run | null = null;
    for (const [signal, exit] of Object.entries(exits)) {
      for (let moment = 0; moment < moments; moment += 1) {
        changeEverything(project, moment);
        last = await signalAfter(project, signal as keyof typeof exits, pseudoRandom(seed + moment) * duration);
        const told = `${signal}, seed ${seed}, moment ${moment}: ${last.signal ?? last.exit}\n${last.output}`;
        // Before the tool listens, the system ends it by the signal itself; after its last step nobody hears it.
        expect([0, exit], told).toContain(last.signal === signal ? exit : last.exit);
        expectNothingTorn(project, told);
        expect(leftovers(project), told).toEqual([]);
        expect(last.output, "the cursor is shown again").not.toContain("\u001b[?25l");
      }
    }
    await expectRepaired(project);
    return last ?? build(project);
  },

  "fs-two-builds": async ({ project }) => {
    let last = await build(project);
    for (let round = 0; round < rounds({ normal: 4, long: 20 }); round += 1) {
      changeEverything(project, round);
      const runs = await Promise.all([build(project), build(project)]);
      const failed = runs.filter((run) => run.exit !== 0);
      expect(failed.length).toBeLessThan(2);
      for (const run of failed) {
        expect(run.exit, run.output).toBe(1);
        expect(run.output).toContain("lock");
      }
      expect(treeOf(project.dist)).toEqual(await cleanTree(project));
      last = runs.find((run) => run.exit === 0) ?? last;
    }
    return last;
  },

  "fs-stale-lock": async ({ project }) => {
    mkdirSync(path.join(project.root, ".inkstone"), { recursive: true });
    const dead = { pid: 2 ** 22 - 1, started: "1", host: hostname(), token: "x" };
    writeFileSync(path.join(project.root, ".inkstone/lock"), JSON.stringify(dead));
    const run = await inkstone(project, ["build"], { seconds: 8 });
    expect(leftovers(project)).toEqual([]);
    return run;
  },
};

function killAtRename(nth: number): readonly string[] {
  return [
    "strace",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    "trace=/^rename",
    "-e",
    `inject=/^rename:signal=KILL:when=${nth}`,
  ];
}

/** Milliseconds that a build takes here. */
async function timedBuild(project: Project): Promise<number> {
  const begun = performance.now();
  const run = await build(project);
  expect(run.exit, run.output).toBe(0);
  return performance.now() - begun;
}

/** Every page differs from round to round, and one comes and goes. */
function changeEverything(project: Project, round: number): void {
  put(project, {
    "site.yml": `title: Round ${round}\nurl: https://example.com\n`,
    "posts/good.md": `---\ntitle: Good ${round}\ndate: 2014-08-24\ntags: [t${round % 3}]\n---\n${"words ".repeat(2_000)}\n`,
  });
}

async function signalAfter(project: Project, signal: NodeJS.Signals, milliseconds: number): Promise<Run> {
  return inkstone(project, ["build"], {
    started: (child) => {
      void sleep(milliseconds).then(() => child.exitCode === null && child.kill(signal));
    },
  });
}

/** Each file is whole, be it the old or the new one, and what belongs to others is as it was. */
function expectNothingTorn(project: Project, told: string): void {
  const texts = textsOf(project);
  expect(
    [...texts].filter(([name, text]) => !isWhole(name, text)).map(([name]) => name),
    told,
  ).toEqual([]);
  for (const [name, text] of Object.entries(OWN)) expect(texts.get(name.slice("dist/".length)), told).toBe(text);
}

function isWhole(name: string, text: string): boolean {
  if (name.endsWith(".html")) return /^<!doctype html>/i.test(text) && text.trimEnd().endsWith("</html>");
  if (name.endsWith(".xml")) return text.startsWith("<?xml") && /<\/(feed|urlset|sitemapindex)>\s*$/.test(text);
  if (name.endsWith(".json")) return text.trimEnd().endsWith("}") || text.trimEnd().endsWith("]");
  return text.length > 0 || name === ".nojekyll";
}

async function expectRepaired(project: Project): Promise<void> {
  const run = await build(project);
  expect(run.exit, run.output).toBe(0);
  const own = new Set(Object.keys(OWN).map((name) => name.slice("dist/".length)));
  const ours = Object.fromEntries(Object.entries(treeOf(project.dist)).filter(([name]) => !own.has(name)));
  expect(ours).toEqual(await cleanTree(project));
}

/** The same number for the same seed, between 0 and 1. */
function pseudoRandom(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}
