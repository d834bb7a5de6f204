import type { Json } from "../model.ts";
import { readCsvRows } from "../shared/csv.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";

/** A table with a heading line → one record for each further line. */
export function parseCsv(source: { readonly path: string; readonly text: string }): Json {
  const [heading, ...rows] = readCsvRows(source);
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
