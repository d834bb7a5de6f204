/**
 * The numbers of a ```chart block: CSV with a heading line, or YAML (`北京: 12`, `北京: { 2024: 12, 2025: 15 }`, or a list
 * of records). What is written is what is shown; beside it stands the number it means, which decides the bar.
 */
import { readCsvRows } from "../shared/csv.ts";
import { ProblemError } from "../shared/problem.ts";
import { parseYaml } from "../shared/yaml.ts";

export type ChartCell = { readonly text: string; readonly value: number | null };
export type ChartRow = { readonly label: string; readonly cells: readonly ChartCell[]; readonly line: number };
export type ChartData = {
  /** Heading of the labels, then of each column of numbers; empty where nothing was said. */
  readonly headings: readonly string[];
  readonly rows: readonly ChartRow[];
};

/** `line` counts from 1 within the block. */
export type ChartFault = { readonly message: string; readonly line: number; readonly hint?: string };

export function readChart(text: string, format: "csv" | "yaml" | null): ChartData | ChartFault {
  try {
    const data = (format ?? formatOf(text)) === "yaml" ? fromYaml(text) : fromCsv(text);
    return "message" in data ? data : (firstFault(data) ?? data);
  } catch (error) {
    const problem = error instanceof ProblemError ? error.problems[0] : undefined;
    if (problem === undefined) throw error;
    return {
      message: problem.message,
      line: problem.line ?? 1,
      ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    };
  }
}

/** `a: b` and `- a` begin YAML; a comma before the colon says that it is a table. */
function formatOf(text: string): "csv" | "yaml" {
  const first = text.split("\n").find((line) => line.trim() !== "" && !line.trimStart().startsWith("#")) ?? "";
  return /^\s*-\s/.test(first) || /^[^,"]+:(?:\s|$)/.test(first) ? "yaml" : "csv";
}

function firstFault({ rows, headings }: ChartData): ChartFault | null {
  const wide = headings.length === 0 ? (rows[0]?.cells.length ?? 0) + 1 : headings.length;
  for (const { cells, line, label } of rows) {
    if (cells.length + 1 > wide)
      return {
        message: `This line has ${cells.length + 1} values, but the ${headings.length === 0 ? "first line has" : "heading names"} ${wide}.`,
        line,
        hint: "put a value that contains a comma in double quotes.",
      };
    if (cells.every(({ value }) => value === null))
      return { message: `There is no number beside \`${label.slice(0, 40)}\`.`, line, hint: hintFor(label) };
  }
  return rows.length > 0
    ? null
    : { message: "This chart has no numbers.", line: 1, hint: "write `name, 12` on each line." };
}

function hintFor(label: string): string {
  return label.includes("，")
    ? "write a comma of half width: `,`."
    : "write a plain number, such as 12, 3.5, 1,200 in double quotes, 40% or 3万.";
}

// ------------------------------------------------------------------------------------------------------------- CSV

function fromCsv(text: string): ChartData {
  const rows = readCsvRows({ path: "", text });
  const [first] = rows;
  // Of one column of numbers it can be seen whether the first line is one of them; several would have no names without it.
  const hasHeading =
    first !== undefined && rows.length > 1 && (first.cells.length > 2 || numberIn(first.cells[1] ?? "") === null);
  return {
    headings: hasHeading ? first.cells : [],
    rows: rows
      .slice(hasHeading ? 1 : 0)
      .map(({ line, cells: [label = "", ...cells] }) => ({ label, line, cells: cells.map(cellOf) })),
  };
}

// ------------------------------------------------------------------------------------------------------------ YAML

function fromYaml(text: string): ChartData | ChartFault {
  const { data, at } = parseYaml(text, { path: "", firstLine: 1, whole: text });
  const lineOf = (key: string) => at[key]?.line ?? 1;
  if (Array.isArray(data)) return fromRecords(data, lineOf);
  if (!isMap(data))
    return { message: "This chart has no names beside its numbers.", line: 1, hint: "write `name: 12` on each line." };
  const entries = Object.entries(data);
  const columns = columnsOf(entries.flatMap(([, value]) => (isMap(value) ? [value] : [])));
  return {
    headings: columns.length === 0 ? [] : ["", ...columns],
    rows: entries.map(([label, value]) => ({
      label,
      line: lineOf(label),
      cells: isMap(value) ? columns.map((name) => cellOf(value[name])) : [cellOf(value)],
    })),
  };
}

/** The first thing that each record says is its name. */
function fromRecords(list: readonly unknown[], lineOf: (key: string) => number): ChartData | ChartFault {
  const wrong = list.findIndex((item) => !isMap(item));
  if (wrong >= 0)
    return {
      message: "This is not a record with a name and numbers.",
      line: lineOf(String(wrong)),
      hint: "write `- { name: 甲, count: 12 }`.",
    };
  const records = list.filter(isMap);
  const headings = columnsOf(records);
  const [name = "", ...columns] = headings;
  return {
    headings,
    rows: records.map((record, index) => ({
      label: textOf(record[name]),
      line: lineOf(String(index)),
      cells: columns.map((column) => cellOf(record[column])),
    })),
  };
}

function columnsOf(records: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

// --------------------------------------------------------------------------------------------------------- numbers

function cellOf(written: unknown): ChartCell {
  const text = textOf(written).trim();
  return { text, value: numberIn(text) };
}

/** `12`, `-3.5`, `1,200`, `40%`, `¥30`, `３万`. */
function numberIn(text: string): number | null {
  const match = /^[¥$€£]?([-+−]?)(\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?:e([-+]?\d{1,2}))?\s*([%万萬亿億]?)$/i.exec(
    text.normalize("NFKC").replace(/^[-−](?=[¥$€£])/, ""),
  );
  if (match === null) return null;
  const [, sign, digits = "", exponent = "0", unit = ""] = match;
  const value = Number(digits.replaceAll(",", "")) * 10 ** Number(exponent) * (units[unit] ?? 1);
  if (!Number.isFinite(value)) return null;
  return sign === "-" || sign === "−" || /^[-−][¥$€£]/.test(text.normalize("NFKC")) ? -value : value;
}

const units: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };
