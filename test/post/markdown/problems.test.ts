/** What an author is told about the Markdown of a post, and what is not complained about. */
import { describe, expect, test } from "vitest";
import { render } from "./show.ts";

const told = (text: string) =>
  render(text).problems.map(({ code, line, column, length, hint }) => ({
    code,
    at: `${line}:${column}+${length}`,
    hint,
  }));

describe("headings that are none", () => {
  test.each([
    ["＃ 标题", "markdown/full-width-hash", "1:1+4", "write `# 标题`"],
    ["文\n\n＃＃标题", "markdown/full-width-hash", "3:1+4", "write `## 标题`"],
    ["#标题没有空格", "markdown/heading-without-space", "1:1+7", "write `# 标题没有空格`"],
    [
      "文\n\n## {#own}",
      "markdown/heading-without-words",
      "3:4+6",
      'write the words before it, or `<a id="own"></a>` for a place to link to',
    ],
    [
      "> {#own}\n> ---",
      "markdown/heading-without-words",
      "1:3+6",
      'write the words before it, or `<a id="own"></a>` for a place to link to',
    ],
    ["> 文\n> ##Install", "markdown/heading-without-space", "2:3+9", "write `## Install`"],
  ])("%j", (text, code, at, hint) => expect(told(text)).toEqual([{ code, at, hint }]));

  test.each([
    "# 标题\n\n正常 **加粗** 文字，#话题 在句中。",
    "#话题# 今天",
    "#话题 今天",
    "#hashtag",
    "#1",
    "#include <stdio.h>",
    "#!/bin/sh",
    "#这是一句话。",
    "# ",
    "#",
    "####### 七",
    "```\n##x\n＃ y\n```",
    "\\##x",
    "| ##x |\n|-|\n| ＃ y |",
  ])("nothing about %j", (text) => expect(told(text)).toEqual([]));
});

describe("a fence that is never closed", () => {
  test.each([
    ["文\n\n```js\nx\n", "3:1+5", "```"],
    ["```", "1:1+3", "```"],
    ["````\n```\n", "1:1+4", "````"],
    ["~~~\n```\n", "1:1+3", "~~~"],
    ["> ```\n> x\n\n文", "1:3+3", "```"],
    ["- ```\n  x\n\n文", "1:3+3", "```"],
  ])("%j", (text, at, fence) => {
    const [problem] = told(text);
    expect(problem).toMatchObject({ code: "markdown/fence-not-closed", at });
    expect(problem?.hint).toContain(fence);
  });

  test.each([
    "```\nx\n```",
    "```\n```",
    "> ```\n> x\n> ```",
    "- ```\n  x\n  `````  ",
    "    ```\n    x",
    "~~~ a ```\n~~~",
  ])("nothing about %j", (text) => expect(told(text)).toEqual([]));
});

describe("a component that is never closed", () => {
  test.each([
    ["文\n:::note{a=b}\n文", "2:1+12"],
    [":::a\n:::\n\n:::b\nx", "4:1+4"],
    [":::a\n- :::b\n  x\n:::", "2:3+4"],
    [":::a\n```\n:::\n```", "1:1+4"],
  ])("%j", (text, at) => expect(told(text)).toMatchObject([{ code: "component/not-closed", at }]));

  test.each([":::a\n:::", "::::a\n:::b\nx\n::::", "> :::a\n> :::", "`:::a`", "```\n:::a\n```"])(
    "nothing about %j",
    (text) => expect(told(text)).toEqual([]),
  );
});

test("a footnote that nobody refers to is not shown, and told about", () => {
  expect(told("文[^a]\n\n[^a]: 甲\n\n> [^b]: 乙")).toMatchObject([{ code: "markdown/unused-footnote", at: "5:3+4" }]);
});

test("a problem shows the line and the one above it", () => {
  const [problem] = render("文\n##x").problems;
  expect(problem).toMatchObject({ severity: "warning", file: "posts/x.md", frame: { before: "文", text: "##x" } });
});
