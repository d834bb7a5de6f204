import { type Problem, ProblemError, problemAt } from "./problem.ts";

export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** The rows of a table. Quotes, commas and line breaks as spreadsheets write them; empty lines are none. */
export function readCsvRows(source: { readonly path: string; readonly text: string }): readonly CsvRow[] {
  const rows: CsvRow[] = [];
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

function strayQuote(source: { readonly path: string; readonly text: string }, line: number, before: string): Problem {
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
