/**
 * The only door of gray-matter and of the TOML parser. gray-matter by itself would misread fences, run code, answer a
 * second call on a broken text from its cache, and hand out shared objects: it gets fences that we have checked,
 * options always, and our YAML. What it cannot tell, where each value stands, comes from that YAML.
 */
import { createRequire } from "node:module";
import matter from "gray-matter";
import type { Json, Position, Problem } from "../model.ts";
import { readFlatYaml } from "../shared/flat-yaml.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";
import { parseYaml, type Yaml } from "../shared/yaml.ts";
import { valuesWithoutControls } from "./control-characters.ts";
import { type Split, splitFences } from "./front-fences.ts";
import { placesInToml, type TomlPlaces } from "./toml-places.ts";
import { hintForToml, unclosedText } from "./toml-trouble.ts";

type Source = { readonly path: string; readonly text: string };

export type FrontMatter = {
  readonly fields: Readonly<Record<string, Json>>;
  /** The text of each plain scalar as written, by dotted key. */
  readonly scalars: Readonly<Record<string, string>>;
  /** Where each value stands, by dotted key; an empty one where its key does. */
  readonly at: Readonly<Record<string, Position>>;
  readonly keys: Readonly<Record<string, Position>>;
  readonly body: { readonly text: string; readonly firstLine: number };
  readonly format: Split["format"];
  /** Warnings. */
  readonly problems: readonly Problem[];
};

/** Throws a `ProblemError` when there is front matter that cannot be read. */
export function readFrontMatter(source: Source, mostBytes: number): FrontMatter {
  const split = splitFences(source);
  const { data, scalars, at, keys, problems: found } = readBlock(split, source, mostBytes);
  const values = isMap(data) ? data : {};
  // The text holds none any more; only an escape may bring one in.
  const escaped = split.block.includes("\\");
  const { fields, problems: controls } = escaped
    ? valuesWithoutControls(values, { ...source, at })
    : { fields: values, problems: [] };
  const problems = [...split.problems, ...found.map(inFrontMatter), ...controls];
  return { fields, scalars, at, keys, body: split.body, format: split.format, problems };
}

const NONE = Object.freeze(Object.create(null));
const NOTHING: Yaml = { data: {}, at: NONE, keys: NONE, scalars: NONE, problems: [] };

function readBlock(split: Split, source: Source, mostBytes: number): Yaml {
  if (split.format === "none") return NOTHING;
  refuseTooLong(split, source, mostBytes);
  if (split.format === "toml") return readToml(split, source);
  if (split.format === "json") return readJson(split, source);
  return readFlatYaml(split.block, split.blockLine) ?? readYaml(split, source);
}

function refuseTooLong({ block, blockLine }: Split, source: Source, mostBytes: number): void {
  if (block.length * 3 <= mostBytes && block.length < 2000) return;
  const bytes = Buffer.byteLength(block);
  // gray-matter looks for comments in a way that takes the square of a run of blanks.
  const blanks = /\s{2000}/.test(block);
  if (bytes <= mostBytes && !blanks) return;
  const message = blanks
    ? "The front matter holds more than 2000 blank characters in a row, which is over the limit."
    : `The front matter is ${bytes} bytes long, over the limit of ${mostBytes}.`;
  const hint = blanks
    ? "remove them"
    : "move text into the body, or raise `limits: { frontMatterBytes: … }` in site.yml";
  const words = { severity: "error", code: "front-matter/too-long", message, hint } as const;
  throw new ProblemError(problemAt(source, { line: blockLine, column: 1, length: 1 }, words));
}

function isMap(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// ---------------------------------------------------------------------------------------------------------------- YAML

function readYaml({ block, blockLine }: Split, source: Source): Yaml {
  let yaml = NOTHING;
  const parse = (text: string): object => {
    const where = { path: source.path, firstLine: blockLine, whole: source.text, shape: "map" } as const;
    // gray-matter gives the block with the line end of the fence before it.
    yaml = parseYaml(text.slice(1), where);
    return {};
  };
  const engines = { yaml: parse, json: refuseEngine, javascript: refuseEngine, js: refuseEngine };
  try {
    matter(`---\n${block}\n---\n`, { language: "yaml", engines });
  } catch (error) {
    throw asOfFrontMatter(error);
  }
  return yaml;
}

/** YAML holds JSON within it, and knows where everything stands. Tabs between values are blanks in JSON. */
function readJson({ block, blockLine }: Split, source: Source): Yaml {
  const where = { path: source.path, firstLine: blockLine, whole: source.text, shape: "map" } as const;
  try {
    return parseYaml(block.replaceAll("\t", " "), where);
  } catch (error) {
    throw asOfFrontMatter(error);
  }
}

function refuseEngine(): never {
  throw new Error("front matter is data");
}

/** What the YAML reader says of any file is said of front matter under front matter's codes. */
const CODES: Readonly<Record<string, string>> = {
  "yaml/syntax": "front-matter/yaml",
  "yaml/not-a-map": "front-matter/not-a-map",
  "yaml/tab": "front-matter/tab",
  "yaml/fullwidth-colon": "front-matter/fullwidth-colon",
  "yaml/fullwidth-space": "front-matter/fullwidth-space",
  "yaml/duplicate-key": "front-matter/duplicate-key",
  "yaml/forbidden-key": "front-matter/forbidden-key",
  "yaml/complex-key": "front-matter/complex-key",
  "yaml/unknown-tag": "front-matter/unknown-tag",
  "yaml/unknown-alias": "front-matter/yaml",
  "yaml/second-document": "front-matter/second-document",
  "yaml/too-many-values": "front-matter/too-many-values",
  "yaml/nesting": "front-matter/nesting",
  "yaml/cycle": "front-matter/cycle",
};

function asOfFrontMatter(error: unknown): unknown {
  return error instanceof ProblemError ? new ProblemError(...error.problems.map(inFrontMatter)) : error;
}

const inFrontMatter = (problem: Problem): Problem => ({ ...problem, code: CODES[problem.code] ?? problem.code });

// ---------------------------------------------------------------------------------------------------------------- TOML

type TomlError = { readonly message: string; readonly line: number; readonly column: number };

/** Few blogs write TOML, so its parser is loaded when the first one does. */
function readToml({ block, blockLine }: Split, source: Source): Yaml {
  const require = createRequire(import.meta.url);
  const toml = require("smol-toml") as typeof import("smol-toml");
  const invalid = (reason: string, place: Position) =>
    new ProblemError(
      problemAt(source, place, {
        severity: "error",
        code: "front-matter/toml",
        message: `This is no valid TOML: ${reason}.`,
        hint: hintForToml(reason),
      }),
    );
  const parsed = (() => {
    try {
      return toml.parse(block);
    } catch (error) {
      const { message, line = 1, column = 1 } = error as TomlError;
      const reason = (message.replace(/^Invalid TOML document: /, "").split("\n")[0] ?? "").trim();
      const open = unclosedText(block, line);
      if (open !== null)
        throw invalid("the quote of a text is not closed", { ...open, line: open.line + blockLine - 1 });
      throw invalid(reason, { line: line + blockLine - 1, column, length: 1 });
    }
  })();
  const places = placesInToml(block, blockLine);
  const data = plainValue(parsed, "", places, (key, name) => {
    const place = places.keys[key] ?? { line: blockLine, column: 1, length: 1 };
    throw invalid(`the key \`${name}\` may not be used`, place);
  });
  return { data, at: places.values, keys: places.keys, scalars: NONE, problems: [] };
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** Dates become the text that our own reader reads; everything else is JSON already. */
function plainValue(
  value: unknown,
  key: string,
  places: TomlPlaces,
  refuse: (key: string, name: string) => never,
): Json {
  if (value instanceof Date) return places.dates[key] ?? value.toISOString();
  const inner = (part: string | number, item: unknown) =>
    plainValue(item, key === "" ? String(part) : `${key}.${part}`, places, refuse);
  if (Array.isArray(value)) return value.map((item: unknown, index) => inner(index, item));
  if (typeof value !== "object" || value === null) return value as Json;
  const map: Record<string, Json> = {};
  for (const [written, item] of Object.entries(value)) {
    const name = written.normalize("NFKC");
    if (FORBIDDEN.has(name)) refuse(key === "" ? written : `${key}.${written}`, name);
    map[name] = inner(written, item);
  }
  return map;
}
