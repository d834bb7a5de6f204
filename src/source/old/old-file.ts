import fs from "node:fs";
import path from "node:path";
import * as toml from "smol-toml";
import type { Json } from "../../model.ts";
import { ProblemError } from "../../shared/problem.ts";
import { parseYaml } from "../../shared/yaml.ts";
import { isMap } from "../check-value.ts";
import type { Values } from "./old-settings.ts";

/** Settings of another generator as plain data: YAML (of which JSON is a part) or TOML, and a folder of such files as one. */
export function readOldFile(root: string, file: string): Values {
  const full = path.join(root, file);
  if (fs.statSync(full).isDirectory()) return readFolder(root, file);
  const text = fs
    .readFileSync(full, "utf8")
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n");
  const data = file.endsWith(".toml") ? readToml(text, file) : readLenientYaml(text, file);
  return isMap(data) ? data : {};
}

/** `config/_default/params.toml` is the key `params`; `hugo` and `config` are the top. */
function readFolder(root: string, folder: string): Values {
  const values: Record<string, Json> = {};
  for (const name of fs.readdirSync(path.join(root, folder)).sort()) {
    if (!/\.(?:toml|ya?ml|json)$/.test(name)) continue;
    const part = readOldFile(root, `${folder}/${name}`);
    const key = name.replace(/\..*$/, "");
    if (key === "config" || key === "hugo") Object.assign(values, part);
    else values[key] = part;
  }
  return values;
}

/** Of a key that is there twice the last one counts, as it did for the old generator. */
function readLenientYaml(text: string, file: string): Json {
  try {
    return parseYaml(text, { path: file, firstLine: 1, whole: text }).data;
  } catch (error) {
    const twice =
      error instanceof ProblemError ? error.problems.find(({ code }) => code === "yaml/duplicate-key") : null;
    const first = twice?.related?.[0]?.line;
    if (first === undefined) throw error;
    return readLenientYaml(withoutBlock(text, first), file);
  }
}

/** The key on a line and what belongs to it become empty lines. */
function withoutBlock(text: string, first: number): string {
  const lines = text.split("\n");
  const depth = (line: string) => line.search(/\S/);
  const top = depth(lines[first - 1] ?? "");
  let last = first;
  while (last < lines.length && (depth(lines[last] ?? "") > top || depth(lines[last] ?? "") < 0)) last += 1;
  return lines.map((line, at) => (at >= first - 1 && at < last ? "" : line)).join("\n");
}

export function readToml(text: string, file: string): Json {
  try {
    return JSON.parse(JSON.stringify(toml.parse(text))) as Json;
  } catch (error) {
    const { message, line, column } = error as { message: string; line?: number; column?: number };
    throw new ProblemError({
      severity: "error",
      code: "config/old-settings",
      message: `${file} is no valid TOML: ${message.replace(/^Invalid TOML document: /, "").split("\n")[0]}.`,
      file,
      ...(line === undefined || column === undefined ? {} : { line, column }),
      hint: "correct it, or write a site.yml beside it, which is read in its place.",
    });
  }
}
