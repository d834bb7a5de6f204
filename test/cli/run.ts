import { spawn } from "node:child_process";
import path from "node:path";

export const bin = path.join(import.meta.dirname, "../../src/bin.cjs");

export type Outcome = { readonly exit: number | null; readonly out: string; readonly error: string };

type Way = { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> };

/** Types `inkstone …` in a folder, and waits for what comes of it. */
export function inkstone(words: readonly string[], { cwd, environment = {} }: Way): Promise<Outcome> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [bin, ...words], {
    cwd,
    env: { PATH, HOME, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let error = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    error += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, out, error }));
  });
}
