import type { Position } from "../model.ts";

type Places = {
  readonly values: Readonly<Record<string, Position>>;
  readonly keys: Readonly<Record<string, Position>>;
};

const TABLE = /^[ \t]*\[([^[\]]+)\]/;
const PAIR = /^([ \t]*)([A-Za-z0-9_-]+|"[^"]*"|'[^']*')([ \t]*=[ \t]*)(.*)$/;

/** The TOML parser keeps no places, so that of each key is found by its line. */
export function placesInToml(block: string, firstLine: number): Places {
  const values: Record<string, Position> = Object.create(null);
  const keys: Record<string, Position> = Object.create(null);
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
    values[name] = { line, column, length: Math.max(1, value.trimEnd().length) };
  }
  return { values, keys };
}
