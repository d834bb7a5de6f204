/** A TypeScript file of this folder in a process of its own, which answers questions one after another. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import { home } from "./in-memory.ts";

export type FarProcess<Question, Result> = {
  ask(question: Question): Promise<Result>;
  stop(): void;
};

export async function startProcess<Question extends object | string, Result>(
  entry: string,
  options: { readonly environment?: NodeJS.ProcessEnv; readonly flags?: readonly string[] } = {},
): Promise<FarProcess<Question, Result>> {
  // Below the project, from where packages that are not bundled are found.
  const place = join(home, ".compiled");
  mkdirSync(place, { recursive: true });
  const folder = mkdtempSync(join(place, "law-"));
  const program = join(folder, `${basename(entry, ".ts")}.mjs`);
  await bundle(entry, folder);
  const child = fork(program, [], {
    env: { ...process.env, ...options.environment },
    execArgv: [...(options.flags ?? [])],
    serialization: "advanced",
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask(question) {
      const answer = last.then(() => askChild<Result>(child, question));
      last = answer.catch(() => {});
      return answer;
    },
    stop() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function bundle(entry: string, folder: string): Promise<void> {
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, entry)],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    // What is imported late is loaded late.
    splitting: true,
    format: "esm",
    platform: "node",
    // Files still find the project from where they are written, not from where they run.
    define: { "import.meta.dirname": JSON.stringify(import.meta.dirname) },
    external: ["esbuild", "fsevents"],
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    absWorkingDir: home,
    logLevel: "silent",
  });
}

function askChild<Result>(child: ChildProcess, question: object | string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the other process has ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (answer: { value: Result } | { thrown: string }) => {
      child.off("exit", ended);
      if ("thrown" in answer) reject(new Error(answer.thrown));
      else resolve(answer.value);
    });
    child.send(question, (error) => {
      if (error !== null) reject(error);
    });
  });
}
