/**
 * Single values of front matter, asked for by what they mean: text as the author wrote it, booleans that are really
 * booleans. What is wrong is noted with its place, and reading goes on, so that one run tells everything.
 */
import type { Json, Position, Problem } from "../model.ts";
import { problemAt } from "../shared/problem.ts";
import type { FrontMatter } from "./front-matter.ts";
import { foldKey, type Meaning, meaningOf, spellingsOf } from "./keys.ts";

export type Desk = {
  readonly source: { readonly path: string; readonly text: string };
  readonly front: FrontMatter;
  /** The written keys of each meaning, ours first: `Tags` counts as `tags`. */
  readonly written: ReadonlyMap<Meaning, readonly string[]>;
  readonly problems: Problem[];
};

export type Fault = Pick<Problem, "code" | "message"> & { readonly hint?: string };

export function openDesk(source: Desk["source"], front: FrontMatter): Desk {
  const written = new Map<Meaning, string[]>();
  for (const key of Object.keys(front.fields)) {
    const meaning = meaningOf(key);
    if (meaning === null) continue;
    const keys = written.get(meaning);
    if (!keys) written.set(meaning, [key]);
    else keys.push(key);
  }
  const desk: Desk = { source, front, written, problems: [...front.problems] };
  for (const [meaning, keys] of written) {
    if (keys.length === 1) continue;
    const counting = inOrder(keys, meaning);
    written.set(meaning, counting);
    for (const key of keys.filter((each) => !counting.includes(each))) warnPassedOver(desk, key);
  }
  return desk;
}

function warnPassedOver(desk: Desk, key: string): void {
  const at = { [key]: desk.front.keys[key] ?? placeOf(desk, key) };
  const message = `\`${key}\` is the key \`${foldKey(key)}\` in other letters, which is here, too; only that counts.`;
  const words = { code: "front-matter/two-spellings", message, hint: "keep one of the two" };
  warn({ ...desk, front: { ...desk.front, at } }, key, words);
}

/** By our order of spellings; of one spelling the exact one first, and those in other letters not at all. */
function inOrder(keys: readonly string[], meaning: Meaning): string[] {
  return spellingsOf[meaning].flatMap((spelling) => {
    const same = keys.filter((key) => foldKey(key) === spelling);
    return same.find((key) => key === spelling) ?? same.slice(0, 1);
  });
}

// ------------------------------------------------------------------------------------------------ what is there

/** The written keys of a meaning that are not empty, ours first. An empty value is an absent one, everywhere. */
export function presentKeys(desk: Desk, meaning: Meaning): readonly string[] {
  const keys = desk.written.get(meaning);
  return keys === undefined ? NONE : keys.filter((key) => !isEmpty(desk, key));
}

const NONE: readonly string[] = [];

export function isEmpty(desk: Desk, key: string): boolean {
  return isEmptyValue(desk, key, valueAt(desk.front.fields, key));
}

function isEmptyValue({ front }: Desk, key: string, value: Json): boolean {
  if (value === null) return !front.scalars[key]?.startsWith("&");
  if (typeof value === "string") return value.trim() === "";
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** The value behind a dotted key that the front matter's places know. */
function valueAt(fields: FrontMatter["fields"], key: string): Json {
  if (Object.hasOwn(fields, key)) return fields[key] ?? null;
  let value: Json = fields;
  for (const part of key.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = Array.isArray(value) ? (value[Number(part)] ?? null) : own(value as Readonly<Record<string, Json>>, part);
  }
  return value;
}

const own = (map: Readonly<Record<string, Json>>, key: string): Json =>
  Object.hasOwn(map, key) ? (map[key] ?? null) : null;

// ------------------------------------------------------------------------------------------------------- reading them

/** A line of text as written: `2014`, `1.10`, `no` are text where text is wanted. */
export function readText(desk: Desk, meaning: Meaning): string | null {
  const [key] = presentKeys(desk, meaning);
  return key === undefined ? null : textAt(desk, key);
}

export function textAt(desk: Desk, key: string): string | null {
  return textOf(desk, key, valueAt(desk.front.fields, key));
}

function textOf(desk: Desk, key: string, value: Json): string | null {
  if (typeof value === "object" && value !== null) {
    const is = Array.isArray(value) ? "a list" : "a map";
    const message = `\`${key}\` must be text (a string), but it is ${is}.`;
    fault(desk, key, { code: "front-matter/wrong-type", message, hint: `write it as ${key}: "…"` });
    return null;
  }
  if (isEmptyValue(desk, key, value)) return null;
  return oneLine(desk.front.scalars[key] ?? String(value));
}

/** Form C, without blanks around it and line ends within. An ideographic space within a title stays. */
export function oneLine(text: string): string {
  const composed = text.normalize("NFC");
  return trimBlanks(UNEVEN.test(composed) ? composed.replace(/[\t\n\r\f\v ]+/g, " ") : composed);
}

const UNEVEN = /[\t\n\r\f\v]| {2}/;

/** Blanks of every width; other characters that `trim` would take are the author's. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.has(text.charAt(start))) start += 1;
  while (end > start && BLANKS.has(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const BLANKS = new Set([" ", "\u3000", "\u00a0", "\ufeff"]);

const TRUE = new Set(["true", "yes", "on"]);
const FALSE = new Set(["false", "no", "off"]);

/** `true`, `false`, and the words that YAML 1.1 took for them. */
export function readFlag(desk: Desk, meaning: Meaning): boolean | null {
  const [key] = presentKeys(desk, meaning);
  if (key === undefined) return null;
  const value = valueAt(desk.front.fields, key);
  if (typeof value === "boolean") return value;
  const word = String(typeof value === "object" ? "" : value)
    .trim()
    .toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  const message = `\`${key}\` must be true or false.`;
  fault(desk, key, { code: "front-matter/bad-boolean", message, hint: `write ${key}: true or ${key}: false` });
  return null;
}

/** The key `published` where a day stands behind it, as some write it. */
export function publishedOn(desk: Desk): string | undefined {
  const [key] = presentKeys(desk, "published");
  const value = key === undefined ? null : valueAt(desk.front.fields, key);
  return typeof value === "string" && /^\s*\d{4}[-/.年]/.test(value) ? key : undefined;
}

/** Text items of a list, however deeply nested, each with its dotted key; one value that is no list is one item. */
export function itemsAt(desk: Desk, key: string): readonly { readonly key: string; readonly text: string | null }[] {
  const items: { readonly key: string; readonly text: string | null }[] = [];
  addItems(items, desk, key, valueAt(desk.front.fields, key));
  return items;
}

function addItems(items: { key: string; text: string | null }[], desk: Desk, key: string, value: Json): void {
  if (!Array.isArray(value)) items.push({ key, text: textOf(desk, key, value) });
  else for (const [index, item] of value.entries()) addItems(items, desk, `${key}.${index}`, item);
}

export function rawValue(desk: Desk, key: string): Json {
  return valueAt(desk.front.fields, key);
}

// ------------------------------------------------------------------------------------------------- saying what is wrong

export function placeOf({ front }: Desk, key: string): Position {
  return front.at[key] ?? front.keys[key] ?? front.at[key.split(".")[0] ?? key] ?? { line: 1, column: 1, length: 1 };
}

export function fault(desk: Desk, key: string, words: Fault): void {
  desk.problems.push(problemAt(desk.source, placeOf(desk, key), { severity: "error", ...words }));
}

export function warn(desk: Desk, key: string, words: Fault): void {
  desk.problems.push(problemAt(desk.source, placeOf(desk, key), { severity: "warning", ...words }));
}
