/**
 * What is wrong with a YAML text, in the words of the person who wrote it. YAML's own messages name the place where
 * the parser lost the thread, which may be lines below the slip. So the slip is found by trying: the usual repairs are
 * applied to the lines from there upwards, and the first that makes the text readable is told, never applied.
 */

/** `message` may hold `{file}`. `earlier` is the line of the file that the problem also is about. */
export type Trouble = {
  readonly offset: number;
  readonly length: number;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly earlier?: number;
};

/** Carries a trouble out of the reading of a text. */
export class YamlTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

type Place = { readonly line: number; readonly column: number };
type Position = Place & { readonly length: number };

export type Diagnosis = Trouble & { readonly position: Position };

/** Line and column, from 1, of offsets into a text. */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** What to do about a trouble that says no more than what it is. */
export const usualHints: Readonly<Record<string, string>> = {
  "yaml/syntax": "see whether each quote and bracket is closed, and quote the value if it is meant as text",
  "yaml/second-document": "keep one of the two; a line of --- within a text has to be indented",
  "yaml/forbidden-key": "give it another name",
  "yaml/cycle": "write out what it is to hold, without the alias",
  "yaml/too-many-values": "keep what is needed; each use of an alias counts anew",
  "yaml/nesting": "write it flatter",
};

/** How many lines are tried; each try reads the whole text, so a long one gets few. */
const triesFor = (text: string): number => Math.max(2, Math.min(24, Math.floor(200_000 / text.length)));

const SAYS_WHY = new Set(["yaml/unknown-tag", "yaml/unknown-alias"]);
const MAY_BE_A_SLIP = new Set(["yaml/syntax", "yaml/complex-key", "yaml/not-a-map", ...SAYS_WHY]);

/** `works` says whether a changed text can be read. */
export function diagnose(text: string, trouble: Trouble, works: (text: string) => boolean): Diagnosis {
  const place = placesIn(text)(trouble.offset);
  const seen = { ...trouble, position: { ...place, length: trouble.length } };
  if (!MAY_BE_A_SLIP.has(trouble.code)) return seen;

  const lines = text.split(/\r\n|\n|\r/);
  const last = Math.min(place.line, lines.length) - 1;
  const repaired = (index: number, line: string): boolean => works(lines.with(index, line).join("\n"));
  const tries = triesFor(text);
  const slip = findWideSlip(lines, last, works);
  if (slip) return { ...trouble, ...slip };
  for (let index = last; index >= Math.max(0, last - tries); index--) {
    for (const repair of repairsOf(lines[index] ?? "")) {
      if (!repaired(index, repair.line)) continue;
      const column = index === last && repair.column !== "fixed" ? place.column : repair.from;
      const length = index === last && repair.column !== "fixed" ? trouble.length : repair.length;
      const { code = trouble.code } = repair;
      const message = SAYS_WHY.has(code) ? trouble.message : repair.message;
      const position = { line: index + 1, column, length };
      return { ...trouble, code, message, hint: `${repair.advice}: ${repair.line.trim()}`, position };
    }
  }
  return { ...seen, ...inPlainWords(lines, seen) };
}

// ---------------------------------------------------------------------- what an input method leaves between the keys

const WIDE_COLON = /^([ \t]*(?:- )?[\p{L}\p{N}_-]+)[ \t]*：[ \t\u3000]*/u;
const WIDE_SPACE = /^([ \t]*(?:- )?[\p{L}\p{N}_-]+:)[ \t]*[\u3000\u00a0][\s\u3000]*/u;
const WIDE_INDENT = /^[ \t]*[\u3000\u00a0][\s\u3000]*/;

type Slip = Pick<Diagnosis, "code" | "message" | "hint" | "position">;

/** All such slips are repaired at once, since where one is there are more; the first one is told. */
function findWideSlip(lines: readonly string[], last: number, works: (text: string) => boolean): Slip | null {
  const repaired = lines.map(
    (line) => line.replace(WIDE_COLON, "$1: ").replace(WIDE_SPACE, "$1 ").replace(WIDE_INDENT, "  "), //
  );
  const first = repaired.findIndex((line, index) => line !== lines[index]);
  if (first < 0 || (first !== last && !works(repaired.join("\n")))) return null;
  const line = lines[first] ?? "";
  const hint = `write it with plain signs: ${(repaired[first] ?? "").trim()}`;
  const at = (column: number): Position => ({ line: first + 1, column: column + 1, length: 1 });
  if (WIDE_COLON.test(line)) {
    const message = "A full-width colon (：) stands behind the key; YAML knows only `:` followed by a blank.";
    return { code: "yaml/fullwidth-colon", message, hint, position: at(line.indexOf("：")) };
  }
  const message = "A full-width or no-break space stands where YAML wants plain blanks.";
  return { code: "yaml/fullwidth-space", message, hint, position: at(line.search(/[\u3000\u00a0]/)) };
}

// ------------------------------------------------------------------------------------------------- the usual repairs

type Repair = {
  readonly line: string;
  readonly message: string;
  readonly advice: string;
  readonly code?: string;
  /** Where the value stands; `fixed` = told even where the parser stumbled elsewhere on the line. */
  readonly from: number;
  readonly length: number;
  readonly column: "fixed" | "parser";
};

const KEY_AND_VALUE = /^([ \t]*(?:- +)*(?:[^\s:#'"[\]{},&*!|>@`%-][^\s:]*:[ \t]+|- +))(\S.*)$/;
const NO_BLANK = /^([ \t]*(?:- )?[A-Za-z_][\w-]*):([^\s:/].*)$/;

function repairsOf(line: string): readonly Repair[] {
  const repairs: Repair[] = [];
  const pair = KEY_AND_VALUE.exec(line.trimEnd());
  if (pair) {
    const [, head = "", value = ""] = pair;
    const at = { from: head.length + 1, length: value.length };
    const quote = /^["']/.exec(value)?.[0];
    if (quote && !value.endsWith(quote)) {
      const message = "The quote that opens this value is never closed.";
      const closed = `${head}${value}${quote}`;
      repairs.push({ ...at, line: closed, message, advice: "close the quote", column: "fixed" });
    }
    if (value.startsWith("[") && !value.includes("]")) {
      const message = "The bracket that opens this list is never closed.";
      repairs.push({ ...at, line: `${head}${value}]`, message, advice: "close the bracket", column: "fixed" });
    }
    if (/^\[.*\]$/.test(value)) {
      const items = value.slice(1, -1).split(/\s*,\s*/);
      const quoted = items.map((item) => (/^\s*["'].*["']\s*$/.test(item) ? item.trim() : inQuotes(item.trim())));
      const message = "An item of this list means something else to YAML.";
      const line = `${head}[${quoted.join(", ")}]`;
      repairs.push({ ...at, line, message, advice: "quote the items", column: "parser" });
    }
    const inner = quote && value.length > 1 && value.endsWith(quote) ? value.slice(1, -1) : value;
    repairs.push({
      ...at,
      line: head + inQuotes(inner),
      message: whyQuoted(value),
      advice: "quote the value",
      column: /^["'[\]{}@`%*&!|>-]/.test(value) ? "fixed" : "parser",
    });
  }
  const glued = NO_BLANK.exec(line);
  if (glued) {
    const [, key = "", value = ""] = glued;
    const message = "The colon behind the key needs a blank after it.";
    const advice = "put a blank behind the colon";
    const at = { from: key.length + 1, length: 1, column: "fixed" } as const;
    repairs.push({ line: `${key}: ${value}`, message, advice, code: "yaml/syntax", ...at });
    repairs.push({ line: `${key}: ${inQuotes(value)}`, message, advice, code: "yaml/syntax", ...at });
  }
  return repairs;
}

function inQuotes(value: string): string {
  return /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
}

function whyQuoted(value: string): string {
  const sign = value[0] ?? "";
  if (sign === '"' && /\\(?![0abtnvfre "/\\N_LPxuU])/.test(value))
    return "A backslash in double quotes begins an escape.";
  if (sign === '"' || sign === "'") return "A quote inside the value ends it early.";
  if (sign === "[" || sign === "{") return `A value that begins with \`${sign}\` is a list or a map to YAML.`;
  if (/^[@`%*&!|>?-]/.test(sign)) return `A value that begins with \`${sign}\` means something else to YAML.`;
  if (/:(?=\s|$)/.test(value)) return "A colon followed by a blank inside a value begins another key.";
  return "YAML cannot read this value as it stands.";
}

// -------------------------------------------------------------------------------------------------- no repair helped

const READABLE = /^(?:[ \t]|$|#|- |-$|[^\s:]+(?: [^\s:]+){0,3}[ \t]*:(?:[ \t]|$)|["'}\]])/;

function inPlainWords(lines: readonly string[], seen: Diagnosis): Partial<Diagnosis> {
  if (seen.code === "yaml/not-a-map") {
    return {
      message: "This must be lines of `key: value`.",
      hint: "write each as a name, a colon, a blank and the value",
    };
  }
  if (seen.code !== "yaml/syntax") return { hint: "quote the value if it is meant as text" };
  if (/within a (?:single|double) quoted scalar/.test(seen.message)) {
    return { message: "A quote is opened and never closed.", hint: "close the quote" };
  }
  if (/end of the stream within a flow/.test(seen.message)) {
    return { message: "A bracket is opened and never closed.", hint: "close it with `]` or `}`" };
  }
  const stray = lines.slice(0, seen.position.line).findLastIndex((line) => !READABLE.test(line));
  if (stray >= 0) {
    const line = lines[stray] ?? "";
    return {
      message: "This line is not `key: value`.",
      hint: "write it as `key: value`, or indent it if it belongs to the value above",
      position: { line: stray + 1, column: 1, length: line.length },
    };
  }
  if (/indentation/.test(seen.message)) {
    return {
      message: "This line is indented more, or less, than the lines it belongs to.",
      hint: "align it with them",
    };
  }
  if (/end of the stream or a document separator/.test(seen.message)) {
    return {
      message: "What begins here belongs to nothing above it.",
      hint: "write it as `key: value`, quote the whole value if it is a part of one, or take it out",
    };
  }
  const message = /[.!]$/.test(seen.message) ? seen.message : `This is no valid YAML: ${seen.message}.`;
  return { message };
}
