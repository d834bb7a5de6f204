/** Runs the real command line as a person would, a few at a time, and says what it printed and how it ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { copyOf, discard, type Project, treeOf } from "./project.ts";

export const BIN = path.join(import.meta.dirname, "../../src/bin.cjs");
const CANARY = path.join(import.meta.dirname, "canary.mjs");

export type Run = {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  /** stdout and stderr as they came, without colour. */
  readonly output: string;
  readonly stderr: string;
  /** Names that something added to `Object.prototype` or to functions while the tool ran. */
  readonly polluted: string;
  readonly tooLong: boolean;
};

export type Way = {
  /** Words before `node`: `["taskset", "-c", "0"]`. */
  readonly before?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly seconds?: number;
  /** Called with the process once it runs. */
  readonly started?: (child: ChildProcess) => void;
};

const AT_ONCE = 2;
const DEFAULT_SECONDS = 60;
let running = 0;
const waiting: (() => void)[] = [];
let count = 0;

export function build(project: Project, ...options: readonly string[]): Promise<Run> {
  return inkstone(project, ["build", ...options]);
}

export async function inkstone(project: Project, words: readonly string[], way: Way = {}): Promise<Run> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await run(project, words, way);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** What a build elsewhere of the same sources makes; fails where it does not succeed. */
export async function cleanTree(project: Project): Promise<Readonly<Record<string, string>>> {
  const copy = copyOf(project);
  try {
    const { exit, output } = await build(copy);
    if (exit !== 0) throw new Error(`The clean build failed:\n${output}`);
    return treeOf(copy.dist);
  } finally {
    discard(copy);
  }
}

function run(project: Project, words: readonly string[], way: Way): Promise<Run> {
  count += 1;
  const dropping = path.join(project.top, `polluted-${process.pid}-${count}`);
  const command = [...(way.before ?? []), process.execPath, BIN, ...words];
  const child = spawn(command[0] ?? "", command.slice(1), {
    cwd: way.cwd ?? project.root,
    env: environment({ NODE_OPTIONS: `--import=${CANARY}`, INKSTONE_CANARY: dropping, ...way.env }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let stderr = "";
  let tooLong = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    stderr += text;
  });
  const seconds = way.seconds ?? DEFAULT_SECONDS;
  const guard = setTimeout(() => {
    tooLong = true;
    killGroup(child);
  }, seconds * 1000);
  way.started?.(child);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      clearTimeout(guard);
      reject(error);
    });
    child.on("close", (exit, signal) => {
      clearTimeout(guard);
      const polluted = existsSync(dropping) ? readFileSync(dropping, "utf8") : "";
      rmSync(dropping, { force: true });
      resolve({ exit, signal, output, stderr, polluted, tooLong });
    });
  });
}

/** Nothing of this process but what a program needs: a test must not pass because of the machine it runs on. */
function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const kept = Object.entries({ PATH, HOME, TMPDIR, SystemRoot }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(kept), NO_COLOR: "1", LANG: "C.UTF-8", ...own };
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
