import type { Json } from "../model.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";

type Row = { readonly line: number; readonly cells: readonly string[] };

/** A table with a heading line → one record for each further line. Quotes, commas and line breaks as spreadsheets write them. */
export function parseCsv(source: { readonly path: string; readonly text: string }): Json {
  const [heading, ...rows] = readRows(source);
  if (heading === undefined) return [];
  return rows.map((row) => {
    if (row.cells.length <= heading.cells.length) {
      return Object.fromEntries(heading.cells.map((name, at) => [name, row.cells[at] ?? ""]));
    }
    throw new ProblemError(
      problemAt(
        source,
        { line: row.line, column: 1, length: 1 },
        {
          severity: "error",
          code: "data/bad-csv",
          message: `This line has ${row.cells.length} values, but the heading names ${heading.cells.length}.`,
          hint: "put a value that contains a comma in double quotes.",
        },
      ),
    );
  });
}

function readRows(source: { readonly path: string; readonly text: string }): readonly Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  // A cell in quotes, or one without; then what ends it.
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n][^,\r\n]*|))(,|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < source.text.length || cells.length > 0) {
    const start = cell.lastIndex;
    const match = cell.exec(source.text);
    if (match === null) throw new ProblemError(strayQuote(source, line, source.text.slice(0, start)));
    const [whole, quoted, plain = "", end = ""] = match;
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ",") continue;
    if (cells.some((value) => value !== "")) rows.push({ line: begun, cells });
    cells = [];
    begun = line;
    if (end === "") break;
  }
  return rows;
}

function strayQuote(source: { readonly path: string; readonly text: string }, line: number, before: string) {
  const column = before.length - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
  return problemAt(
    source,
    { line, column, length: 1 },
    {
      severity: "error",
      code: "data/bad-csv",
      message: "This value has a quote that is not closed, or something after the closing one.",
      hint: 'write a quote inside a value as "".',
    },
  );
}
