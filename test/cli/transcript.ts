/** What a person sees who types some commands in a folder, as a text that is read like a session in a terminal. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { bin, inkstone } from "./run.ts";

/** Commands as they are typed, after `inkstone`. What depends on the day, the machine and the clock is made even. */
export async function transcript(root: string, commands: readonly (readonly string[])[]): Promise<string> {
  const parts: string[] = [];
  for (const words of commands) {
    const { exit, out, error } = await inkstone(words, { cwd: root });
    parts.push(`${typed(words)}${error}${out}${exit === 0 ? "" : `exit ${exit}\n`}`);
  }
  return even(parts.join("\n"), root);
}

/** A server that is started, asked for some addresses, and ended by Ctrl+C. */
export async function servedTranscript(
  root: string,
  words: readonly string[],
  asked: readonly string[],
): Promise<string> {
  const child = spawn(process.execPath, [bin, ...words, "--port", "0"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit") as Promise<[number | null]>;
  let said = "";
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
        if (address !== undefined) resolve(address);
      });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`it ended before it served:\n${said}`)));
  });
  const answers: string[] = [];
  try {
    const origin = await ready;
    for (const address of asked) answers.push(`${address}  ${await answerTo(origin + address)}\n`);
  } finally {
    child.kill("SIGINT");
    said += `${answers.join("")}^C\nexit ${(await ended)[0]}\n`;
  }
  return even(`${typed(words)}${said}`, root).replace(/localhost:\d+/g, "localhost:PORT");
}

/** `200 text/html <title>…`, or where it leads to. */
async function answerTo(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: "manual" });
  const text = await answer.text();
  const to = answer.headers.get("location");
  if (to !== null) return `${answer.status} → ${to}`;
  const title = /<title>([^<]*)/.exec(text)?.[1];
  return `${answer.status} ${answer.headers.get("content-type")}${title === undefined ? "" : `  ${title}`}`;
}

function typed(words: readonly string[]): string {
  const plain = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word));
  return `${["$ inkstone", ...words.map(plain)].join(" ")}\n`;
}

export function even(text: string, root: string): string {
  return text
    .replaceAll(root, "~")
    .replace(/[\d,.]+ ms\b/g, "N ms")
    .replace(/ +N ms {2}/g, "  N ms  ")
    .replace(
      /"(\w*ms|reading files|understanding posts|planning the site|rendering pages|writing files)":[\d.e-]+/g,
      '"$1":0',
    )
    .replace(/\b[0-9a-f]{10}\b/g, "COMMIT");
}

/** The files of a folder, one a line, without those that every site of ours has. */
export function filesIn(folder: string, ours: RegExp = usual): string {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !ours.test(file))
    .sort()
    .map((file) => `  ${file}\n`)
    .join("");
}

/** Our theme's files under their fingerprints and without, its lists and what machines read. */
const usual =
  /\.[0-9a-f]{8}\.[a-z0-9]+$|^(?:css|js|fonts|icons|search|tags|categories|archive|featured)\/|^(?:\.nojekyll|_headers|favicon\.svg|feed\.(?:json|xml)|robots\.txt|sitemap\.xml)$/;
