import { execFileSync } from "node:child_process";
import { ProblemError } from "../shared/problem.ts";

type Way = { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> };

/** Runs a program without a shell and answers what it said; throws what it complained of. */
export function runProgram(name: string, words: readonly string[], { cwd, environment = {} }: Way): string {
  try {
    const env = { ...process.env, ...environment };
    return execFileSync(name, words, {
      cwd,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 2 ** 28,
    }).trim();
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    const said = code === "ENOENT" ? "it is not installed" : (stderr || String(error)).replace(/\r\n?/g, "\n").trim();
    // What it was to do, behind options and their values.
    const task = words.find((word, at) => !word.startsWith("-") && words[at - 1] !== "-c") ?? "";
    throw new ProblemError({
      severity: "error",
      code: "deploy/failed",
      message: `\`${name} ${task}\` failed: ${withoutSecrets(said)}`,
      hint: "nothing was marked as deployed; mend it and deploy again.",
    });
  }
}

/** Logs are read by many: `https://me:token@example.com/x.git` is told without what stands before the host. */
export function withoutSecrets(text: string): string {
  return text.replace(/(:\/\/)[^\s/@]*@/g, "$1");
}
