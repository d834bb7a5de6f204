import type { Json, Position, Problem } from "../model.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";

type Source = { readonly path: string; readonly text: string };

/** JSON as data; throws with the place where it stops being JSON. */
export function parseJson(source: Source): Json {
  let data: Json;
  try {
    data = JSON.parse(source.text) as Json;
  } catch {
    throw new ProblemError(notJson(source));
  }
  const wrong = wrongKey(source);
  if (wrong !== null) throw new ProblemError(wrong);
  return data;
}

function placeIn(text: string, offset: number, length: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, length };
}

function notJson(source: Source): Problem {
  const { offset, wanted } = whereItStops(source.text);
  return problemAt(source, placeIn(source.text, offset, 1), {
    severity: "error",
    code: "data/bad-json",
    message: `This is not JSON: ${wanted} is missing here.`,
    hint: "JSON wants double quotes around keys and texts, and no comma before a closing bracket.",
  });
}

const word =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-f]{4}))*")|(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)|$)/iuy;

/** `JSON.parse` does not always say where; so the text is walked again, a word at a time. */
function whereItStops(text: string): { readonly offset: number; readonly wanted: string } {
  const open: string[] = [];
  let wanted = "a value";
  word.lastIndex = 0;
  for (let offset = 0; ; offset = word.lastIndex) {
    const match = word.exec(text);
    const start = offset + (/^[ \t\r\n]*/.exec(text.slice(offset, offset + 10_000))?.[0].length ?? 0);
    const [whole = "", mark, string] = match ?? [];
    const next = match === null || whole.trim() === "" ? null : step(wanted, { mark, string }, open);
    if (next === null) return { offset: start, wanted };
    wanted = next;
  }
}

type Word = { readonly mark: string | undefined; readonly string: string | undefined };

/** What must follow a word, or `null` if the word itself should not be there. */
function step(wanted: string, { mark, string }: Word, open: string[]): string | null {
  const after = () => (open.length === 0 ? "the end" : open.at(-1) === "{" ? "a comma or }" : "a comma or ]");
  const opening = wanted === "a value" || wanted === "a value or ]";
  if (mark === "{" && opening) {
    open.push("{");
    return "a key in double quotes, or }";
  }
  if (mark === "[" && opening) {
    open.push("[");
    return "a value or ]";
  }
  if ((mark === "}" || mark === "]") && wanted.endsWith(mark)) {
    open.pop();
    return after();
  }
  if (mark === "," && wanted.startsWith("a comma")) return open.at(-1) === "{" ? "a key in double quotes" : "a value";
  if (mark === ":") return wanted === "a colon" ? "a value" : null;
  if (mark !== undefined) return null;
  if (string !== undefined && wanted.startsWith("a key")) return "a colon";
  return opening ? after() : null;
}

/** A text in quotes, or a bracket; with a colon behind it a text is a key. */
const keyOrBracket = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/gs;

/** `JSON.parse` keeps the last of two keys of one name without a word. The text is known to be JSON. */
function wrongKey(source: Source): Problem | null {
  const open: Set<string>[] = [];
  for (const { 0: written, 1: colon, index } of source.text.matchAll(keyOrBracket)) {
    if (written === "{") open.push(new Set());
    else if (written === "}") open.pop();
    else if (colon !== undefined) {
      const text = written.slice(0, -colon.length);
      const key = JSON.parse(text) as string;
      const words = open.at(-1)?.has(key) ? twice(key) : FORBIDDEN.has(key) ? forbidden(key) : null;
      if (words !== null) return problemAt(source, placeIn(source.text, index, text.length), words);
      open.at(-1)?.add(key);
    }
  }
  return null;
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

const forbidden = (key: string) => ({
  severity: "error" as const,
  code: "data/forbidden-key",
  message: `The key \`${key}\` may not be used.`,
  hint: "give it another name.",
});

const twice = (key: string) => ({
  severity: "error" as const,
  code: "data/duplicate-key",
  message: `The key \`${key.slice(0, 60)}\` is there twice; only one of them could be read.`,
  hint: "rename one of the two, or take it out.",
});
