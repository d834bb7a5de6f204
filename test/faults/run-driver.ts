import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Problem } from "../../src/shared/problem.ts";
import type { Order } from "./driver.ts";

export type Ended = {
  readonly end: "published" | "problems" | "killed" | "crashed";
  readonly problems: readonly Problem[];
  /** Whether the fault that was asked for came to pass. */
  readonly struck: boolean;
  readonly stderr: string;
};

export type Way = {
  /** Words before `node`: `["strace", "-f"]`. */
  readonly before?: readonly string[];
  /** Milliseconds after which the process is killed. */
  readonly killAfter?: number;
};

export type Driver = {
  /** Carries out some orders in one process; those after a kill are not begun, and count as killed. */
  readonly run: (orders: readonly Omit<Order, "log">[], way?: Way) => Promise<Ended[]>;
  readonly close: () => void;
};

const PRELOAD = new URL("preload.mjs", import.meta.url).href;

/** Compiles the driver once; each run is a process of its own. */
export async function makeDriver(): Promise<Driver> {
  const folder = mkdtempSync(join(tmpdir(), "inkstone-driver-"));
  chmodSync(folder, 0o755);
  const program = join(folder, "driver.mjs");
  const entryPoints = [join(import.meta.dirname, "driver.ts")];
  await build({ entryPoints, outfile: program, bundle: true, platform: "node", format: "esm", logLevel: "error" });
  let runs = 0;

  const run: Driver["run"] = async (orders, way = {}) => {
    const path = join(folder, `${runs++}.json`);
    const logged = orders.map((order, number): Order => ({ ...order, log: `${path}.${number}.log` }));
    writeFileSync(path, JSON.stringify(logged));
    const preload = orders.some(({ fault }) => fault !== undefined) ? ["--import", PRELOAD] : [];
    const ended = await runProgram([...(way.before ?? []), process.execPath, ...preload, program, path], way);
    const lines = ended.stdout.split("\n").filter((line) => line.startsWith("["));
    return logged.map(({ log }, number): Ended => {
      const struck = existsSync(log) && /^fault$/m.test(readFileSync(log, "utf8"));
      const line = lines[number];
      if (line === undefined) {
        const end = ended.signal === "SIGKILL" || ended.exit === 137 ? "killed" : "crashed";
        return { end, problems: [], struck, stderr: ended.stderr };
      }
      const problems = JSON.parse(line) as Problem[];
      return { end: problems.length === 0 ? "published" : "problems", problems, struck, stderr: ended.stderr };
    });
  };

  return { run, close: () => rmSync(folder, { recursive: true, force: true }) };
}

type Exit = {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
};

async function runProgram([command = "", ...words]: readonly string[], { killAfter }: Way): Promise<Exit> {
  const child = spawn(command, words, { stdio: ["ignore", "pipe", "pipe"] });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
  const ended = new Promise<Pick<Exit, "exit" | "signal">>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit, signal) => resolve({ exit, signal }));
  });
  const [stdout, stderr, end] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  clearTimeout(timer);
  return { stdout, stderr, ...end };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += part;
  return text;
}
