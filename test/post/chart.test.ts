/** Charts: numbers as a table, a bar beside each of them. */
import { describe, expect, test } from "vitest";
import { readChart } from "../../src/post/chart-data.ts";
import { render, show } from "./markdown/show.ts";

const block = (text: string, label = "chart") => `\`\`\`${label}\n${text}\n\`\`\``;
const told = (text: string) =>
  render(text).problems.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);

/** Each row as `label: 12=12 …`, after the headings. */
function read(text: string): readonly string[] {
  const data = readChart(text, null);
  if ("message" in data) return [`${data.line}: ${data.message}`];
  const rows = data.rows.map(
    ({ label, cells }) => `${label}: ${cells.map((cell) => `${cell.text}=${cell.value}`).join(" ")}`,
  );
  return [data.headings.join("|"), ...rows];
}

describe("what its numbers are", () => {
  test.each([
    ["a table with a heading", "城市,人数\n北京,12\n上海,3.5", ["城市|人数", "北京: 12=12", "上海: 3.5=3.5"]],
    ["without one", "北京,12\n上海,3", ["", "北京: 12=12", "上海: 3=3"]],
    ["several columns, headed by years", "城市,2024,2025\n北京,12,15", ["城市|2024|2025", "北京: 12=12 15=15"]],
    [
      "numbers as people write them",
      '甲,"1,200"\n乙,40%\n丙,３万\n丁,¥30\n戊,-5',
      ["", "甲: 1,200=1200", "乙: 40%=40", "丙: ３万=30000", "丁: ¥30=30", "戊: -5=-5"],
    ],
    ["a gap", "名,一,二\n甲,1,\n乙,,2", ["名|一|二", "甲: 1=1 =null", "乙: =null 2=2"]],
    ["YAML", "北京: 12\n上海: 3.50", ["", "北京: 12=12", "上海: 3.5=3.5"]],
    ["YAML with columns", "北京: { 甲: 1, 乙: 2 }\n上海: { 乙: 3 }", ["|甲|乙", "北京: 1=1 2=2", "上海: =null 3=3"]],
    ["YAML as records", "- 城市: 北京\n  人数: 12\n- 城市: 上海\n  人数: 3", ["城市|人数", "北京: 12=12", "上海: 3=3"]],
  ])("%s", (_name, text, rows) => expect(read(text)).toEqual(rows));
});

test("it is a table with bars, which need no style", () => {
  expect(show(render(block("城市,<人数>\n北京,8\n上海,-2", 'chart title="两地 & 人数"')))).toBe(
    '<figure class="chart">\n<figcaption>两地 &amp; 人数</figcaption>\n<div class="table">\n<table>\n<thead>\n' +
      '<tr><th scope="col">城市</th><th scope="col">&lt;人数&gt;</th></tr>\n</thead>\n<tbody>\n' +
      `<tr><th scope="row">北京</th><td>8${bar('x="20" width="80"')}</td></tr>\n` +
      `<tr><th scope="row">上海</th><td>-2${bar('width="20"')}</td></tr>\n` +
      "</tbody>\n</table>\n</div>\n</figure>\n",
  );
});

test.each([
  ["no number", "文\n\n```chart\n北京,12\n上海,很多\n```", "chart/bad-data 5:1 There is no number beside `上海`."],
  ["a comma of full width", "```chart\n北京，12\n```", "chart/bad-data 2:1 There is no number beside `北京，12`."],
  [
    "more values than headings",
    "```chart\na,b\n甲,1,2\n```",
    "chart/bad-data 3:1 This line has 3 values, but the heading names 2.",
  ],
  ["nothing at all", "```chart\n```", "chart/bad-data 2:1 This chart has no numbers."],
  ["an open quote", '```chart\n甲,1\n"乙,2\n```', "chart/bad-data 3:1 "],
  ["broken YAML", "```chart yaml\n甲: [1\n```", "chart/bad-data 2:"],
  ["a list without names", "```chart\n- 1\n- 2\n```", "chart/bad-data 2:1 This is not a record"],
])("%s: it is shown as it is written, and told about", (_name, text, problem) => {
  const [first, ...others] = told(text);
  expect(first).toContain(problem);
  expect(others).toEqual([]);
  expect(show(render(text))).toContain('<pre><code class="language-chart">');
});

test.each(["a,1\n", "a: 1\n", '"', ",", "- a: 1\n", "a,", "{", "[", "a: {b: 1}\n"])("64 KB of %j", (unit) => {
  expect(show(render(block(unit.repeat(65_536 / unit.length))))).toMatch(/<(?:figure|pre)/);
});

function bar(attributes: string): string {
  return (
    '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">' +
    `<rect ${attributes} height="1"/></svg>`
  );
}
