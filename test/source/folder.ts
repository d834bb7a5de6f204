import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** What stands in a file: text, bytes, a link to somewhere, or a pipe. */
export type Content = string | Buffer | { readonly link: string } | { readonly pipe: true };

/** A folder with these files, gone when the test is over. */
export function folder(files: Readonly<Record<string, Content>>): string {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "inkstone-"));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const full = path.join(root, name);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    if (typeof content === "string" || Buffer.isBuffer(content)) fs.writeFileSync(full, content);
    else if ("link" in content) fs.symlinkSync(content.link, full);
    else execFileSync("mkfifo", [full]);
  }
  return root;
}
