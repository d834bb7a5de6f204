/** What a person sees who types some commands in a folder, as a text that is read like a session in a terminal. */
import fs from "node:fs";
import path from "node:path";
import { inkstone } from "./run.ts";

/** Commands as they are typed, after `inkstone`. What depends on the day, the machine and the clock is made even. */
export async function transcript(root: string, commands: readonly (readonly string[])[]): Promise<string> {
  const parts: string[] = [];
  for (const words of commands) {
    const { exit, out, error } = await inkstone(words, { cwd: root });
    const typed = ["$ inkstone", ...words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word)))];
    parts.push(`${typed.join(" ")}\n${error}${out}${exit === 0 ? "" : `exit ${exit}\n`}`);
  }
  return even(parts.join("\n"), root);
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
