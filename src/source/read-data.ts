import fs from "node:fs";
import type { Json, Problem } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { parseYaml } from "../shared/yaml.ts";
import { parseCsv } from "./csv.ts";
import { decode } from "./decode.ts";
import { parseJson } from "./json.ts";
import type { Look } from "./look.ts";
import type { Outcome } from "./read-file.ts";
import type { Found } from "./scan.ts";
import { unreadable } from "./scan.ts";

export type Table<Value> = { readonly value: Readonly<Record<string, Value>>; readonly problems: readonly Problem[] };

type Source = { readonly path: string; readonly text: string };

/** Lists of friends and books may be long; bombs are not. */
const mostValues = 1_000_000;

const table = /^data\/([^/]+)\.(yml|yaml|json|csv)$/i;

/** True for a file that data is read from; other generators keep others beside them. */
export function isTable(path: string): boolean {
  return table.test(path);
}

/** `data/links.yml` → `links`. One folder deep: a name stands for one file. */
export function readData(files: readonly Found[], look: Look): Table<Json> {
  const value: Record<string, Json> = {};
  const problems: Problem[] = [];
  const sourceOf = new Map<string, string>();
  for (const file of files) {
    const [, name, kind] = table.exec(file.path) ?? [];
    const earlier = name === undefined ? undefined : sourceOf.get(name);
    if (name === undefined || kind === undefined) {
      problems.push(notRead(file.path));
    } else if (earlier !== undefined) {
      problems.push(sameName(file.path, earlier, name));
    } else {
      sourceOf.set(name, file.path);
      const read = readTable(file, look, (source) => parseData(source, kind));
      if ("problems" in read) problems.push(...read.problems);
      else {
        problems.push(...read.table.problems);
        Object.defineProperty(value, name, { value: read.table.data, enumerable: true });
      }
    }
  }
  return { value, problems };
}

/** A small source, understood; not once more while it stands as it stood. */
export function readTable<Read>(file: Found, look: Look, parse: (source: Source) => Read): Understood<Read> {
  const outcome = look.read(file, "table", (found): Outcome<Understood<Read>> => {
    try {
      return { value: { table: parse(readSource(found)) } };
    } catch (error) {
      if (error instanceof ProblemError) return { value: { problems: error.problems } };
      throw error;
    }
  });
  return "problem" in outcome ? { problems: [outcome.problem] } : outcome.value;
}

type Understood<Read> = { readonly table: Read } | { readonly problems: readonly Problem[] };

/** The text of a small source; throws its problem. */
function readSource(file: Found): Source {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file.full);
  } catch (error) {
    throw new ProblemError(unreadable(file.path, error));
  }
  const decoded = decode(bytes, { path: file.path, encoding: null });
  if ("problem" in decoded) throw new ProblemError(decoded.problem);
  return { path: file.path, text: decoded.text };
}

type Data = { readonly data: Json; readonly problems: readonly Problem[] };

function parseData(source: Source, kind: string): Data {
  switch (kind.toLowerCase()) {
    case "json":
      return { data: parseJson(source), problems: [] };
    case "csv":
      return parseCsv(source);
    default:
      return parseYaml(source.text, { path: source.path, firstLine: 1, whole: source.text, mostValues });
  }
}

function notRead(file: string): Problem {
  return {
    severity: "warning",
    code: "data/not-read",
    message: `${file} is not read: data are files data/NAME.yml, .json or .csv.`,
    file,
    hint: "move it to assets/ if it is to be published, or give it such a name.",
  };
}

function sameName(file: string, earlier: string, name: string): Problem {
  return {
    severity: "error",
    code: "data/same-name",
    message: `${earlier} and ${file} would both be \`site.data.${name}\`.`,
    file,
    hint: "rename one of the two.",
    related: [{ file: earlier }],
  };
}
