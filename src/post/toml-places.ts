import type { Position } from "../model.ts";

export type TomlPlaces = {
  readonly values: Readonly<Record<string, Position>>;
  readonly keys: Readonly<Record<string, Position>>;
  /** Dates and times as written: the parser makes 2 March of 30 February. */
  readonly dates: Readonly<Record<string, string>>;
};

const TABLE = /^[ \t]*\[(\[?)([^[\]]+)\]/;
const PAIR = /^([ \t]*)([A-Za-z0-9_-]+|"[^"]*"|'[^']*')([ \t]*=[ \t]*)(.*)$/;
const DATE = /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?|\d\d:\d\d\S*)(?=[ \t]*(?:#.*)?$)/i;

/** The TOML parser keeps no places, so that of each key is found by its line. */
export function placesInToml(block: string, firstLine: number): TomlPlaces {
  const values: Record<string, Position> = Object.create(null);
  const keys: Record<string, Position> = Object.create(null);
  const dates: Record<string, string> = Object.create(null);
  const lines = block.split(/\r\n|\n|\r/);
  const tables = new Map<string, number>();
  let table = "";
  for (let index = 0; index < lines.length; index++) {
    const text = lines[index] ?? "";
    const line = index + firstLine;
    const [start = "", twice, header] = TABLE.exec(text) ?? [];
    if (header !== undefined) {
      const name = header.replace(/["'\s]/g, "");
      const count = tables.get(name) ?? 0;
      tables.set(name, count + 1);
      table = twice === "" ? `${name}.` : `${name}.${count}.`;
      keys[name] ??= { line, column: start.indexOf(header) + 1, length: header.length };
      continue;
    }
    const pair = PAIR.exec(text);
    if (!pair) continue;
    const [, indent = "", key = "", equals = "", value = ""] = pair;
    const name = table + key.replace(/^["']|["']$/g, "");
    if (name in keys) continue;
    keys[name] = { line, column: indent.length + 1, length: key.length };
    const column = indent.length + key.length + equals.length + 1;
    const date = DATE.exec(value)?.[0];
    if (date !== undefined) dates[name] = date;
    values[name] = { line, column, length: Math.max(1, (date ?? value.trimEnd()).length) };
    if (!value.startsWith("[")) continue;
    const { items, last } = itemsOf(lines, { index, column });
    for (const [at, place] of items.entries()) values[`${name}.${at}`] = { ...place, line: place.line + firstLine };
    index = last;
  }
  return { values, keys, dates };
}

/** A text, a bracket, a comma, a comment, or a run of anything else. */
const WORD = /"(?:[^"\\]|\\.)*"|'[^']*'|[[\]{},]|#.*|[^\s"'[\]{},#]+|\S/g;

/** The items of a list that may go on over lines, and the line on which it ends; lines count from 0 here. */
function itemsOf(lines: readonly string[], from: { readonly index: number; readonly column: number }) {
  const items: Position[] = [];
  let depth = 0;
  let isNew = false;
  for (let index = from.index; index < lines.length; index++) {
    const start = index === from.index ? from.column - 1 : 0;
    for (const { 0: word, index: at } of (lines[index] ?? "").slice(start).matchAll(WORD)) {
      if (word.startsWith("#")) break;
      const closes = word === "]" || word === "}";
      if (depth === 1 && isNew && word !== "," && !closes)
        items.push({ line: index, column: start + at + 1, length: word.length });
      isNew = depth === 1 ? word === "," : depth === 0;
      if (word === "[" || word === "{") depth += 1;
      if (closes) depth -= 1;
      if (depth === 0) return { items, last: index };
    }
  }
  return { items, last: from.index };
}
