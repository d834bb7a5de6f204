/**
 * Most front matter is lines of `key: value` and short lists, and reading those with a whole YAML parser takes twenty
 * times as long as they need. This reader knows only what is written plainly, and gives up at the first sign that could
 * mean anything else: its answer is the parser's to the last place, or none. A test holds the one against the other.
 */
import type { Position } from "./problem.ts";
import { plainValue, type Yaml } from "./yaml.ts";
import type { YamlJson } from "./yaml-value.ts";

/** @returns `null` for a text that the parser has to read */
export function readFlatYaml(text: string, firstLine: number): Yaml | null {
  if (text.length > LONGEST || STRANGE.test(text) || !text.isWellFormed()) return null;
  const { data, at, keys, scalars } = sheet();
  const reading: Reading = { text, line: firstLine - 1, start: 0, end: 0, next: 0, at, scalars };
  while (toNextLine(reading)) {
    const { start, end } = reading;
    const colon = endOfKey(text, start);
    const key = text.slice(start, colon);
    const isKey = colon > start && colon - start <= LONGEST_KEY && text.charCodeAt(colon) === COLON;
    if (!isKey || FORBIDDEN.has(key) || keys[key] !== undefined) return null;
    if (colon + 1 < end && text.charCodeAt(colon + 1) !== SPACE) return null;
    const place: Position = { line: reading.line, column: 1, length: colon - start };
    keys[key] = place;
    if (at[""] === undefined) at[""] = { line: reading.line, column: 1, length: 1 };
    const value = readValue(reading, key, skipSpaces(text, colon + 1), place);
    if (value === undefined) return null;
    data[key] = value;
  }
  // Nothing but blank lines is for the parser to judge.
  return at[""] === undefined ? null : { data, at, keys, scalars, problems: [] };
}

/** Too short to hold more values than any reader of ours may take. */
const LONGEST = 10_000;
const LONGEST_KEY = 100;
const FORBIDDEN = new Set(["constructor", "prototype", "__proto__"]);

/** What YAML takes for a line's end, for nothing, or for an error somewhere; tabs, and line ends of old machines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const STRANGE = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;

const [QUOTE, HASH, APOSTROPHE, COMMA, DASH, COLON] = [0x22, 0x23, 0x27, 0x2c, 0x2d, 0x3a];
const [OPENING, BACKSLASH, CLOSING, SPACE, CR] = [0x5b, 0x5c, 0x5d, 0x20, 0x0d];

/** `at` has every value's place, `keys` every key's. */
function sheet() {
  const data: Record<string, YamlJson> = {};
  const at: Record<string, Position> = new Bare();
  const keys: Record<string, Position> = new Bare();
  const scalars: Record<string, string> = new Bare();
  return { data, at, keys, scalars };
}

/**
 * Maps that inherit nothing, like those of `Object.create(null)`. But those are made as hash tables; these are laid out
 * alike for posts with the same keys, which makes them twice as fast to fill and to read.
 */
function BareMap() {}
BareMap.prototype = Object.create(null);
const Bare = BareMap as unknown as new () => Record<string, never>;

/** The line that is being read stands from `start` to `end`, where blanks begin; the one below begins at `next`. */
type Reading = {
  readonly text: string;
  line: number;
  start: number;
  end: number;
  next: number;
  readonly at: Record<string, Position>;
  readonly scalars: Record<string, string>;
};

/** The next line that is not empty. One of blanks alone begins with a blank, and is for the parser. */
function toNextLine(reading: Reading): boolean {
  const { text } = reading;
  while (reading.next < text.length) {
    const start = reading.next;
    const found = text.indexOf("\n", start);
    let end = found < 0 ? text.length : found;
    reading.next = end + 1;
    reading.line += 1;
    if (text.charCodeAt(end - 1) === CR) end -= 1;
    if (end <= start) continue;
    reading.start = start;
    reading.end = trimmedEnd(text, start, end);
    return true;
  }
  return false;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) === SPACE) at -= 1;
  return at;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** Keys of ASCII letters, digits, `_` and `-`. */
function endOfKey(text: string, start: number): number {
  let at = start;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (isLetter(code) || code === 0x5f) continue;
    if (at > start && (isDigit(code) || code === DASH)) continue;
    return at;
  }
}

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

// ------------------------------------------------------------------------------------------------------------ values

/** What the functions below answer when they are not certain. */
type Unsure = undefined;

/** @param near where the key stands, and with it a value that is left out */
function readValue(reading: Reading, key: string, from: number, near: Position): YamlJson | Unsure {
  const { text, end } = reading;
  if (from < end)
    return text.charCodeAt(from) === OPENING ? readRow(reading, key, from) : readScalar(reading, key, from, end);
  if (listBelow(reading)) return readList(reading, key);
  reading.at[key] = near;
  reading.scalars[key] = "";
  return null;
}

function readScalar(reading: Reading, path: string, from: number, to: number): YamlJson | Unsure {
  const { text } = reading;
  const first = text.charCodeAt(from);
  const quoted = first === QUOTE || first === APOSTROPHE;
  if (quoted ? !isQuoted(text, from, to) : !isPlain(text, from, to)) return undefined;
  reading.at[path] = { line: reading.line, column: from - reading.start + 1, length: to - from };
  if (quoted) return text.slice(from + 1, to - 1);
  const written = text.slice(from, to);
  reading.scalars[path] = written;
  return MAY_MEAN.has(first) ? plainValue(written) : written;
}

/** What numbers, booleans and nothing begin with. Everything else that is plain is text. */
const MAY_MEAN = new Set(Array.from("0123456789+.tTfFnN", (sign) => sign.charCodeAt(0)));

/** In quotes from one end to the other, and with nothing inside that stands for something else. */
function isQuoted(text: string, from: number, to: number): boolean {
  const quote = text.charCodeAt(from);
  if (to - from < 2 || text.charCodeAt(to - 1) !== quote) return false;
  for (let at = from + 1; at < to - 1; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || code === BACKSLASH) return false;
  }
  return true;
}

function isPlain(text: string, from: number, to: number): boolean {
  const first = text.charCodeAt(from);
  if (!isLetter(first) && !isDigit(first) && first < 0xa0 && !HARMLESS.has(first)) return false;
  for (let at = from + 1; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON && (at + 1 === to || text.charCodeAt(at + 1) === SPACE)) return false;
    if (code === HASH && text.charCodeAt(at - 1) === SPACE) return false;
  }
  return true;
}

const HARMLESS = new Set(Array.from("/.(_+$", (sign) => sign.charCodeAt(0)));

// ------------------------------------------------------------------------------------------------------------- lists

/** `[a, "b", c]` on one line. */
function readRow(reading: Reading, key: string, from: number): readonly YamlJson[] | Unsure {
  const { text, end } = reading;
  reading.at[key] = { line: reading.line, column: from - reading.start + 1, length: 1 };
  const items: YamlJson[] = [];
  let at = skipSpaces(text, from + 1);
  if (at === end - 1 && text.charCodeAt(at) === CLOSING) return items;
  while (at < end) {
    const stop = endOfItem(text, at, end);
    const last = trimmedEnd(text, at, stop);
    const value = last > at ? readScalar(reading, `${key}.${items.length}`, at, last) : undefined;
    if (value === undefined || stop >= end) return undefined;
    items.push(value);
    if (text.charCodeAt(stop) === CLOSING) return stop + 1 === end ? items : undefined;
    at = skipSpaces(text, stop + 1);
  }
  return undefined;
}

/** The comma or bracket behind an item; `end` when anything is there that may be more than an item. */
function endOfItem(text: string, from: number, end: number): number {
  const first = text.charCodeAt(from);
  let at = from;
  if (first === QUOTE || first === APOSTROPHE) {
    const closing = text.indexOf(first === QUOTE ? '"' : "'", from + 1);
    if (closing < 0) return end;
    at = skipSpaces(text, closing + 1);
    return text.charCodeAt(at) === COMMA || text.charCodeAt(at) === CLOSING ? at : end;
  }
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSING) return at;
    if (NOT_IN_ROWS.has(code)) return end;
  }
  return end;
}

const NOT_IN_ROWS = new Set(Array.from("[{}:#\"'", (sign) => sign.charCodeAt(0)));

/** Whether the next line that is not empty is an item: `- `, wherever it begins. */
function listBelow({ text, next }: Reading): boolean {
  let at = next;
  while (text.charCodeAt(at) === 0x0a || text.charCodeAt(at) === CR) at += 1;
  at = skipSpaces(text, at);
  return text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) === SPACE;
}

/** Items one below the other, all as deep as the first. */
function readList(reading: Reading, key: string): readonly YamlJson[] | Unsure {
  const { text } = reading;
  const items: YamlJson[] = [];
  let indent = -1;
  do {
    toNextLine(reading);
    const dash = skipSpaces(text, reading.start);
    if (indent < 0) {
      indent = dash - reading.start;
      reading.at[key] = { line: reading.line, column: indent + 1, length: 1 };
    }
    const from = skipSpaces(text, dash + 1);
    if (dash - reading.start !== indent || from >= reading.end) return undefined;
    const value = readScalar(reading, `${key}.${items.length}`, from, reading.end);
    if (value === undefined) return undefined;
    items.push(value);
  } while (listBelow(reading));
  return items;
}
