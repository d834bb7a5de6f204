import fs from "node:fs";
import path from "node:path";
import type { Json } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { findOldBlog } from "../source/old/old-blog.ts";
import type { OldBlog } from "../source/old/old-settings.ts";
import type { Call } from "./command.ts";
import { settingsLines } from "./old-blog.ts";

/** Writes the `site.yml` that an old blog's settings amount to; everything else stays where it is. */
export async function run({ words, flags, terminal }: Call): Promise<number> {
  const root = path.resolve(words[0] ?? ".");
  const old = findOldBlog(root);
  if (old === null) throw nothingOld(root);
  const text = siteFile(old);
  settingsLines(old).forEach(terminal.say);
  if (flags["dry-run"] === true) terminal.print(text);
  else fs.writeFileSync(path.join(root, "site.yml"), text, { flag: "wx" });
  terminal.say(
    flags["dry-run"] === true ? "nothing written" : "wrote site.yml; no address moves, so no post needs `aliases`",
  );
  terminal.event("done", { origin: old.origin, values: old.values });
  return 0;
}

/** Every key on a line of its own, what belongs together indented below it. */
function siteFile({ origin, values }: OldBlog): string {
  const lines = Object.entries(values).flatMap(([key, value]) => entry(key, value, ""));
  return `${[`# From the settings of a ${origin} blog.`, ...lines].join("\n")}\n`;
}

function entry(key: string, value: Json, indent: string): readonly string[] {
  const name = /^[a-z_][a-z0-9_/-]*$/i.test(key) ? key : JSON.stringify(key);
  if (typeof value !== "object" || value === null) return [`${indent}${name}: ${scalar(value)}`];
  const parts = Object.entries(value);
  if (parts.length === 0) return [];
  return [`${indent}${name}:`, ...parts.flatMap(([inner, deeper]) => entry(inner, deeper, `${indent}  `))];
}

function scalar(value: Json): string {
  if (typeof value !== "string") return String(value);
  const plain = /^[\p{L}][\p{L}\p{N} ._/-]*$/u.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value);
  return plain && value === value.trim() ? value : JSON.stringify(value);
}

function nothingOld(root: string): ProblemError {
  const begun = fs.existsSync(path.join(root, "site.yml"));
  return new ProblemError({
    severity: "error",
    code: "import/nothing-old",
    message: begun
      ? `There is a site.yml in ${root} already.`
      : `There is no blog of Jekyll, Hexo or Hugo in ${root} that is known here.`,
    hint: begun ? "it is what counts; remove it to begin anew." : "name the folder with _config.yml or hugo.toml.",
  });
}
