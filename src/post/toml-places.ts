import type { Position } from "../model.ts";

export type TomlPlaces = {
  readonly values: Readonly<Record<string, Position>>;
  readonly keys: Readonly<Record<string, Position>>;
  /** Dates and times as written: the parser makes 2 March of 30 February. */
  readonly dates: Readonly<Record<string, string>>;
};

const TABLE = /^[ \t]*\[([^[\]]+)\]/;
const PAIR = /^([ \t]*)([A-Za-z0-9_-]+|"[^"]*"|'[^']*')([ \t]*=[ \t]*)(.*)$/;
const DATE = /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?|\d\d:\d\d\S*)(?=[ \t]*(?:#.*)?$)/i;

/** The TOML parser keeps no places, so that of each key is found by its line. */
export function placesInToml(block: string, firstLine: number): TomlPlaces {
  const values: Record<string, Position> = Object.create(null);
  const keys: Record<string, Position> = Object.create(null);
  const dates: Record<string, string> = Object.create(null);
  let table = "";
  for (const [index, text] of block.split(/\r\n|\n|\r/).entries()) {
    const line = index + firstLine;
    const header = TABLE.exec(text)?.[1];
    if (header !== undefined) table = `${header.replace(/["'\s]/g, "")}.`;
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
  }
  return { values, keys, dates };
}
