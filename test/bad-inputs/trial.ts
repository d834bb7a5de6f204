/** One case: a project is made, the tool is run, and what it said and left is judged. */
import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { aftermath } from "./aftermath.ts";
import type { Case } from "./case.ts";
import {
  copyOf,
  discard,
  emptyProject,
  GOOD_SITE,
  namesIn,
  type Project,
  put,
  putCase,
  strays,
  textsOf,
  treeOf,
} from "./project.ts";
import { BIN, build, inkstone, type Run } from "./run.ts";
import { stories } from "./stories/stories.ts";
import { rounds } from "./stories/story.ts";

/** Promises that hold in every case, and therefore are looked at in every case. */
const EVERYWHERE = new Set(["dist unchanged", "a file PWNED anywhere", "({}).polluted defined after the build"]);

/** Against hanging. With every round, seven cases share two cores for a quarter of an hour. */
const timeout = rounds({ normal: 600_000, long: 1_800_000 });

export function tryCases(title: string, cases: readonly Case[]): void {
  describe.concurrent(title, () => {
    test.for(cases)("$id", { timeout }, async (one, context) => {
      const project = emptyProject();
      try {
        put(project, GOOD_SITE);
        const run = await (stories[one.id] ?? plain)({ project, one, skip: (reason) => context.skip(reason) });
        judge(one, run);
        await aftermath[one.id]?.(project, run);
        judgePlace(project);
        if (one.strict !== undefined) await judgeStrictly(project, one);
      } finally {
        discard(project);
      }
    });
  });
  afterAll(closeBrowser);
}

/** What a case asks for in words beyond the promises everywhere must stand somewhere in code. */
export function untold(one: Case): boolean {
  if (stories[one.id] !== undefined) return false;
  if (one.steps !== undefined) return true;
  // An error leaves `dist` as it was, so nothing forbidden can be in it.
  const forbidden = one.expected === "error" ? [] : (one.must_not ?? []);
  const own = [...(one.must ?? []), ...forbidden].filter((words) => !EVERYWHERE.has(words));
  return own.length > 0 && aftermath[one.id] === undefined;
}

async function plain({ project, one }: { readonly project: Project; readonly one: Case }): Promise<Run> {
  const before = one.must?.includes("dist unchanged") ? await good(project) : {};
  putCase(project, one);
  const run = await inkstone(project, ["build"], { seconds: 4 * (one.limit_s ?? 15) });
  if (one.expected === "error") expect(treeOf(project.dist), "dist after an error").toEqual(before);
  return run;
}

async function good(project: Project): Promise<Readonly<Record<string, string>>> {
  const { exit, output } = await build(project);
  expect(exit, output).toBe(0);
  return treeOf(project.dist);
}

function judge(one: Case, run: Run): void {
  expect(run.tooLong, `it took too long and said:\n${run.output}`).toBe(false);
  expect(run.polluted).toBe("");
  if (one.exit_any !== undefined) expect(one.exit_any, run.output).toContain(run.signal === "SIGKILL" ? 137 : run.exit);
  else if (typeof one.exit !== "string")
    expect(run.exit, run.output).toBe(one.exit ?? (one.expected === "error" ? 1 : 0));
  judgeWords(one, run);
}

function judgeWords(one: Case, run: Run): void {
  const said = run.output.toLowerCase();
  for (const word of one.message_must_mention) expect(said).toContain(word.toLowerCase());
  expect(run.output, "no colour").not.toContain("\u001b");
  expect(run.output, "no stack trace").not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
}

function judgePlace(project: Project): void {
  expect(strays(project), "outside of the project").toEqual([]);
  const written = namesIn(project.root).filter((name) => path.basename(name) === "PWNED");
  expect(written).toEqual([]);
  expect(existsSync(path.join(BIN, "../../PWNED"))).toBe(false);
  const marked = [...textsOf(project)].filter(([, text]) => text.includes("\uFEFF")).map(([name]) => name);
  expect(marked, "a byte order mark").toEqual([]);
}

/** What is a warning in a build fails `check` and a strict build, in the same words; neither writes anything. */
async function judgeStrictly(project: Project, one: Case): Promise<void> {
  const copy = copyOf(project);
  try {
    const runs = [await inkstone(copy, ["check"]), await build(copy, "--strict")];
    for (const run of runs) {
      expect(run.exit, run.output).toBe(3);
      judgeWords(one, run);
    }
    expect(namesIn(copy.dist)).toEqual([]);
  } finally {
    discard(copy);
  }
}
