import type { Token } from "markdown-it";
import type { Position } from "../../model.ts";
import type { Env, Place, Row } from "./env.ts";

/**
 * From a block's text back to the file.
 *
 * A block's lines are the file's lines without what stands before them (quote marks, list indentation) and without white
 * space at the end. So each line of the text is the tail of a line of the file, and columns are counted from the end.
 * Two kinds of block are different: `# headings` may lose marks at the end, and are found from the start; table cells
 * lose the backslash of `\|`, and are found one after the other along their row.
 *
 * Places are asked for in the order of the text, so that a place only moves forward and all of it stays linear.
 *
 * @param line line of the file on which `content` starts
 */
export function placeAt(content: string, line: number, align: "end" | "start" = "end"): Place {
  return { content, align, row: null, line, start: 0, end: -1, shift: null };
}

export function rowAt(line: number): Row {
  return { line, cells: [], found: 0, column: 0 };
}

/** The next cell of a row. */
export function cellOf(row: Row, content: string): Place {
  row.cells.push(content);
  return { content, align: "cell", row, line: row.line, start: 0, end: content.length, shift: null };
}

/** The place of a block that knows its lines. */
export function placeOfToken(env: Env, token: Token): Place {
  return placeAt(token.content, env.firstLine + (token.map?.[0] ?? 0));
}

/** Where a piece of a block stands in the file; what goes on in the next line is underlined to the end of its first. */
export function positionIn(env: Env, place: Place, offset: number, length: number): Position {
  if (place.align === "cell") moveInCell(env, place, offset);
  else moveTo(place, offset);
  place.shift ??= shiftOf(env, place);
  return {
    line: place.line,
    column: Math.max(1, offset - (place.align === "cell" ? 0 : place.start) + place.shift + 1),
    length: Math.max(1, Math.min(length, place.end - offset)),
  };
}

function moveTo(place: Place, offset: number): void {
  if (place.end < 0) place.end = endOfLine(place.content, 0);
  while (offset > place.end) {
    place.start = place.end + 1;
    place.end = endOfLine(place.content, place.start);
    place.line += 1;
    place.shift = null;
  }
}

/** Each `|` in a cell's text was `\|` in the file. */
function moveInCell(env: Env, place: Place, offset: number): void {
  place.shift ??= shiftOf(env, place);
  for (; place.start < offset; place.start += 1) if (place.content.charCodeAt(place.start) === 0x7c) place.shift += 1;
}

function shiftOf(env: Env, place: Place): number {
  const line = env.lines[place.line - 1] ?? "";
  if (place.row !== null) return columnOfLastCell(place.row, line);
  if (place.align === "start") return Math.max(0, line.indexOf(place.content));
  return endOfText(line, 0, line.length) - (endOfText(place.content, place.start, place.end) - place.start);
}

function columnOfLastCell(row: Row, line: string): number {
  for (; row.found < row.cells.length - 1; row.found += 1) {
    const cell = inFile(row.cells[row.found]);
    row.column = Math.max(row.column, line.indexOf(cell, row.column)) + cell.length;
  }
  return Math.max(row.column, line.indexOf(inFile(row.cells[row.found]), row.column));
}

function inFile(cell: string | undefined): string {
  return (cell ?? "").replaceAll("|", "\\|");
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function endOfText(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && text.charCodeAt(at - 1) <= 0x20) at -= 1;
  return at;
}
