import type { Token } from "markdown-it";
import { escapeHtml } from "../../shared/html.ts";
import { type ChartData, type ChartFault, readChart } from "../chart-data.ts";
import type { CodeLabel } from "./code-label.ts";
import { type Env, warn } from "./env.ts";
import { placeAt, positionIn } from "./places.ts";

/**
 * A block of numbers as a table with a bar beside each of them: read aloud as a table, looked at as a chart, alike on paper
 * and in a feed. Bars are drawn with attributes, not with styles, so that the strictest policy lets them stand.
 * `null` where the numbers cannot be read; then it is shown as it is written.
 */
export function chart(token: Token, label: CodeLabel, env: Env): string | null {
  const format =
    label.words.includes("yaml") || label.words.includes("yml") ? "yaml" : label.words.includes("csv") ? "csv" : null;
  const data = readChart(token.content, format);
  if ("message" in data) {
    warnOf(data, token, env);
    return null;
  }
  const caption = label.title === null ? "" : `<figcaption>${escapeHtml(label.title)}</figcaption>\n`;
  return `<figure class="chart">\n${caption}<div class="table">\n${table(data)}</div>\n</figure>\n`;
}

function warnOf({ message, line, hint }: ChartFault, token: Token, env: Env): void {
  const lineOfFile = env.firstLine + (token.map?.[0] ?? 0) + line;
  const text = (env.lines[lineOfFile - 1] ?? "").trim();
  const place = placeAt(text, lineOfFile);
  const said = { code: "chart/bad-data", message, hint: hint ?? "it is shown as it is written until then." };
  warn(env, positionIn(env, place, 0, text.length), said);
}

function table({ headings, rows }: ChartData): string {
  const scale = scaleOf(rows.flatMap(({ cells }) => cells.map(({ value }) => value ?? 0)));
  const width = Math.max(headings.length - 1, ...rows.map(({ cells }) => cells.length));
  const head = headings.map((heading) =>
    heading === "" ? "<td></td>" : `<th scope="col">${escapeHtml(heading)}</th>`,
  );
  const body = rows.map(({ label, cells }) => {
    const numbers = Array.from({ length: width }, (_, at) => {
      const cell = cells[at];
      return `<td>${escapeHtml(cell?.text ?? "")}${cell?.value == null ? "" : bar(cell.value, scale)}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(label)}</th>${numbers.join("")}</tr>\n`;
  });
  const heading = head.length === 0 ? "" : `<thead>\n<tr>${head.join("")}</tr>\n</thead>\n`;
  return `<table>\n${heading}<tbody>\n${body.join("")}</tbody>\n</table>\n`;
}

type Scale = { readonly lowest: number; readonly span: number };

/** One for all columns, and always with zero in it: the length of a bar is its number. */
function scaleOf(values: readonly number[]): Scale {
  let [lowest, highest] = [0, 0];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { lowest, span: highest - lowest || 1 };
}

function bar(value: number, { lowest, span }: Scale): string {
  const from = ((Math.min(value, 0) - lowest) / span) * 100;
  const length = (Math.abs(value) / span) * 100;
  const x = from === 0 ? "" : ` x="${short(from)}"`;
  return (
    '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">' +
    `<rect${x} width="${short(length)}" height="1"/></svg>`
  );
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
