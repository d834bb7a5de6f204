import type { Json, Problem } from "../model.ts";
import { counted } from "../shared/count.ts";
import { type CsvRow, readCsvRows } from "../shared/csv.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";

type Source = { readonly path: string; readonly text: string };

/** A table with a heading line → one record for each further line. */
export function parseCsv(source: Source): { readonly data: Json; readonly problems: readonly Problem[] } {
  const [heading, ...rows] = readCsvRows(source);
  if (heading === undefined) return { data: [], problems: [] };
  const names = heading.cells;
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice !== undefined) throw new ProblemError(problemAt(source, lineOf(heading), twoColumns(twice)));
  const tooLong = rows.find(({ cells }) => cells.length > names.length);
  if (tooLong !== undefined)
    throw new ProblemError(problemAt(source, lineOf(tooLong), tooMany(tooLong.cells.length, names.length)));
  const [tooShort] = rows.filter(({ cells }) => cells.length < names.length);
  return {
    data: rows.map(({ cells }) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]))),
    problems:
      tooShort === undefined ? [] : [problemAt(source, lineOf(tooShort), tooFew(tooShort.cells.length, names.length))],
  };
}

const lineOf = ({ line }: CsvRow) => ({ line, column: 1, length: 1 });

const twoColumns = (name: string) => ({
  severity: "error" as const,
  code: "data/bad-csv",
  message: `The heading names \`${name.slice(0, 60)}\` twice; only one of the columns could be read.`,
  hint: "give one of them another name.",
});

const tooMany = (count: number, wanted: number) => ({
  severity: "error" as const,
  code: "data/bad-csv",
  message: `This line has ${counted(count, "value")}, but the heading names ${wanted}.`,
  hint: "put a value that contains a comma in double quotes.",
});

/** The first such line is enough: whoever mends it sees the others. */
const tooFew = (count: number, wanted: number) => ({
  severity: "warning" as const,
  code: "data/short-row",
  message: `This line has ${counted(count, "value")}, but the heading names ${wanted}; the others are taken for empty.`,
  hint: "write a comma for every value that is empty.",
});
