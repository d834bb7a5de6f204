/** `inkstone dev` as a person starts it, in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { home } from "./running.ts";

export type Started = {
  readonly root: string;
  readonly child: ChildProcess;
  /** Everything that was printed so far. */
  output(): string;
  /** Resolves with the port when the server says that it is ready, or throws with what it said instead. */
  readonly port: Promise<number>;
  /** Resolves with the exit code. */
  readonly exit: Promise<number | null>;
  put(file: string, text: string): void;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

export type Start = {
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** Words before `node`. */
  readonly before?: readonly string[];
};

const bin = path.join(home, "src/bin.cjs");

export function start({ files, words, before = [] }: Start): Started {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-process-"));
  const put = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  const [program = "", ...rest] = [...before, process.execPath, bin, ...words];
  const child = spawn(program, rest, { cwd: root, env: { ...process.env, NO_COLOR: "1" }, detached: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  const port = new Promise<number>((resolve, reject) => {
    child.stdout.on("data", () => {
      const [, found] = /http:\/\/localhost:(\d+)/.exec(output) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    void exit.then((code) => reject(new Error(`dev ended with ${code}:\n${output}`)));
  });
  port.catch(() => {});
  return {
    root,
    child,
    output: () => output,
    port,
    exit,
    put,
    async stop(signal = "SIGTERM") {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
      const code = await exit;
      fs.rmSync(root, { recursive: true, force: true });
      return code;
    },
  };
}
