import { execFileSync } from "node:child_process";
import { statSync, utimesSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { serveFolder } from "../../browser/serve.ts";
import { walkSite } from "../../browser/walk.ts";
import { buildFolder } from "../../laws/on-disk.ts";
import { anEdit, applyEdit } from "../edits.ts";
import {
  copyOf,
  discard,
  goodProject,
  leftovers,
  namesIn,
  type Project,
  put,
  putCase,
  read,
  treeOf,
} from "../project.ts";
import { build, inkstone, type Run, type Way } from "../run.ts";
import { demand, rounds, type Scene, type Story } from "./story.ts";
import { asNobody } from "./unprivileged.ts";

const OTHER_MACHINE = path.join(import.meta.dirname, "../other-machine.mjs");

export const sameness: Readonly<Record<string, Story>> = {
  "date-late-evening": async ({ project, one }) => {
    putCase(project, one);
    const zones = ["UTC", "Asia/Shanghai", "America/Los_Angeles"];
    const runs = await Promise.all(zones.map((TZ) => buildCopy(project, { env: { TZ } })));
    for (const { tree, run } of runs) expect(tree, run.output).toEqual(runs[0]?.tree);
    return theOnly(runs.map(({ run }) => run));
  },

  "fs-determinism": async (scene) => {
    const { project } = scene;
    demand(scene, "taskset", "bash");
    put(project, variedPosts());
    const first = await buildCopy(project, {});
    expect(first.run.exit, first.run.output).toBe(0);
    expect(Object.keys(first.tree).length).toBeGreaterThan(10);
    for (const [what, way] of Object.entries(machines())) {
      const { run, tree } = await buildCopy(project, way);
      expect(tree, `${what}\n${run.output}`).toEqual(first.tree);
    }
    await asSomebodyElse(scene, first.tree);
    return first.run;
  },

  "fs-incremental-equals-clean": async ({ project }) => {
    await tryEditScripts(rounds({ normal: 3, long: 20 }), byCommand);
    await tryEditScripts(rounds({ normal: 15, long: 1_000 }), inThisProcess);
    return build(project);
  },

  "fs-same-size-same-mtime": async ({ project }) => {
    const file = path.join(project.root, "posts/good.md");
    const edit = async (from: string, to: string) => {
      const { atime, mtime } = statSync(file);
      put(project, { "posts/good.md": read(project, "posts/good.md").replace(from, to) });
      utimesSync(file, atime, mtime);
      const run = await build(project);
      expect(read(project, "dist/posts/good/index.html")).toContain(to);
      return run;
    };
    await build(project);
    await edit("Good words", "Evil words");
    // Long enough for the file to be known again without being opened, which the second of these builds does.
    await sleep(2_300);
    await build(project);
    await build(project);
    return edit("Evil words", "Kind words");
  },

  "fs-awkward-names": async ({ project, one }) => {
    putCase(project, one);
    put(project, {
      "posts/pictures.md":
        "---\ntitle: Pictures\ndate: 2014-11-06\n---\n![one](/q%3Fa%23b&c.png) ![two](</it's.png>) [S](<a b.md>) [P](100%25.md) [C](<中文 标题.md>)\n",
    });
    const run = await build(project);
    const host = await serveFolder(project.dist);
    const walk = await walkSite(`${host.origin}/`, "https://example.com").finally(host.close);
    expect(walk.broken, run.output).toEqual([]);
    const files = new Set(
      walk.reached.map((address) => decodeURIComponent(address).replace(/\/$/, "/index.html").slice(1)),
    );
    const posts = namesIn(project.dist).filter((name) => /^posts\/[^/]+\/index\.html$/.test(name));
    expect(posts).toHaveLength(5);
    for (const name of [...posts, "q?a#b&c.png", "it's.png"]) expect(files).toContain(name);
    return run;
  },
};

/** Builds the project as it is now, whatever stands in its output folder. */
type Build = (project: Project) => Promise<void>;

/** Random edits with a build after each; then the output is what a build of the same sources elsewhere makes. */
async function tryEditScripts(numRuns: number, buildOnce: Build): Promise<void> {
  const scripts = fc.array(anEdit, { minLength: 1, maxLength: 5 });
  const property = fc.asyncProperty(scripts, async (edits) => {
    const project = goodProject();
    await buildOnce(project);
    for (const edit of edits) {
      applyEdit(project, edit);
      await buildOnce(project);
    }
    const clean = copyOf(project);
    await buildOnce(clean);
    expect(treeOf(project.dist)).toEqual(treeOf(clean.dist));
    expect(leftovers(project)).toEqual([]);
    for (const made of [project, clean]) discard(made);
  });
  await fc.assert(property, { numRuns });
}

async function byCommand(project: Project): Promise<void> {
  const { exit, output } = await build(project);
  expect(exit, output).toBe(0);
}

/** Without the start of a program: many more edits in the same time. */
async function inThisProcess(project: Project): Promise<void> {
  const { problems } = await buildFolder(project.root);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
}

/** One thing about the machine is different in each. The moment is given, for it decides which posts are in the future. */
function machines(): Readonly<Record<string, Way>> {
  const year = 365 * 86_400_000;
  return {
    "zone of New York, Chinese locale": { env: { TZ: "America/New_York", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" } },
    "zone of Kiritimati, no locale": { env: { TZ: "Pacific/Kiritimati", LANG: "C", LC_ALL: "C" } },
    "strict umask": { before: ["bash", "-c", 'umask 077; exec "$@"', "-"] },
    "one core": { before: ["taskset", "-c", "0"] },
    "another folder": { cwd: "/" },
    "clock of 2001, folders read backwards": { env: otherMachine({ clock: -25 * year, folders: "backwards" }) },
    "clock of 2038": { env: otherMachine({ clock: 12 * year, folders: "as they are" }) },
  };
}

function otherMachine(difference: {
  readonly clock: number;
  readonly folders: string;
}): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import=${OTHER_MACHINE}`,
    INKSTONE_TEST_CLOCK: String(difference.clock),
    INKSTONE_TEST_FOLDERS: difference.folders,
  };
}

async function asSomebodyElse(scene: Scene, expected: Readonly<Record<string, string>>): Promise<void> {
  const before = asNobody(scene);
  const { run, tree } = await buildCopy(scene.project, { before, env: { HOME: scene.project.top } });
  expect(tree, `another user\n${run.output}`).toEqual(expected);
}

/** The copy has new times of change on every file, as a fresh clone has. */
async function buildCopy(
  project: Project,
  way: Way,
): Promise<{ readonly run: Run; readonly tree: Readonly<Record<string, string>> }> {
  const copy = copyOf(project);
  try {
    if (way.before?.[0] === "setpriv") execFileSync("chown", ["-R", "65534:65534", copy.top]);
    const run = await inkstone(copy, ["build", copy.root, "--now", "2030-01-01T00:00:00Z"], way);
    return { run, tree: treeOf(copy.dist) };
  } finally {
    discard(copy);
  }
}

function variedPosts(): Readonly<Record<string, string>> {
  const titles = ["zebra", "Äpfel", "apfel", "中文", "文", "한국어", "ひらがな", "B", "b"];
  return Object.fromEntries(
    titles.map((title, index) => [
      `posts/p${index}.md`,
      `---\ntitle: ${title}\ndate: 2014-11-05 23:30\ntags: [${title}, shared]\ncategory: ${titles[8 - index]}\n---\n# ${title}\n\nWords.\n`,
    ]),
  );
}

/** Several runs that must end alike count as one. */
function theOnly(runs: readonly Run[]): Run {
  expect(new Set(runs.map((run) => run.exit)).size).toBe(1);
  const [run] = runs;
  if (run === undefined) throw new Error("Nothing was run.");
  return run;
}
