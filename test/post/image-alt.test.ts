/** Images that say nothing to those who do not see them. */
import { expect, test } from "vitest";
import { render } from "./markdown/show.ts";

const told = (text: string) => render(text).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

test.each([
  ["文 ![](a.png)", "image/no-alt 1:3"],
  ["![ ](https://a.com/x.png)", "image/no-alt 1:1"],
  ["文\n\n<p>\n<img src=a.png></p>", "image/no-alt 4:1"],
  ["::figure{src=a.png}", "image/no-alt 1:1"],
])("%j", (text, problem) => expect(told(text)).toEqual([problem]));

test.each([
  "![山](a.png)",
  '![](a.png "远山")',
  '<img src="a.png" alt="">',
  "::figure{src=a.png caption=山}",
  "::figure{src=a.png alt=山}",
  "`![](a.png)`",
])("nothing about %j", (text) => expect(told(text)).toEqual([]));

test("a line of a thousand of them is told about a few times, not a thousand", () => {
  expect(told("![](a.png) ".repeat(1000))).toHaveLength(5);
  expect(told("![](a.png)\n".repeat(30))).toHaveLength(30);
});
