/** What a post says, for its excerpt, its count of words and the search. */
import { describe, expect, test } from "vitest";
import { render } from "./show.ts";

describe("prose is the visible text", () => {
  test.each([
    [
      "marks and addresses go",
      "**粗** *斜* `码` [链](a.md) ![图](b.png) https://a.com <b>x</b>",
      "粗 斜 码 链  https://a.com x",
    ],
    ["paragraphs and items are apart", "一\n\n- 二\n- 三\n\n> 四", "一\n\n二\n\n三\n\n四"],
    ["a line that ends between Chinese characters leaves no gap", "中文\n**中**\nx\n中文  \n文", "中文中 x 中文文"],
    ["between Korean ones it leaves one", "한국어로\n쓴 *글*\n이다  \n끝", "한국어로 쓴 글 이다 끝"],
    ["readings above characters are none", "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>の話", "漢字の話"],
    [
      "no headings, code, tables, comments",
      "# 题\n\n一\n\n```\n码\n```\n\n    码\n\n| 表 |\n|-|\n| 表 |\n\n<!-- 注 -->\n",
      "一",
    ],
    ["nor scripts and styles", "<script>\nx\n</script>\n\n<style>y</style>\n\n一", "一"],
    [
      "paragraphs in HTML count",
      "<div><p>一 <b>二</b><br>三 &amp; 四</p>\n<h2>题</h2><pre>码</pre><!-- 注 --></div>",
      "一 二\n\n三 & 四",
    ],
    ["what is in a component counts", ":::note{title=x}\n一\n:::\n\n::figure{src=a.png caption=二}", "一"],
    ["escapes and entities are read", "a \\* b &amp; &lt;c&gt;", "a * b & <c>"],
    ["a figure's caption does not", '![图](a.png "题")', ""],
    ["tasks", "- [x] 做", "做"],
  ])("%s", (_what, text, expected) => expect(render(text).prose).toBe(expected));
});

describe("`<!-- more -->` in any spacing and case", () => {
  test.each(["<!-- more -->", "<!--more-->", "<!--  MORE  -->", "  <!-- More -->  "])("%s", (mark) => {
    for (const html of ["allow", "escape"] as const) {
      const { prose, more } = render(`# 题\n\n一\n\n二\n${mark}\n三\n`, { html });
      expect(prose.slice(0, more ?? 0)).toBe("一\n\n二");
      expect(prose.slice(more ?? 0).trim()).toBe("三");
    }
  });

  test.each([
    ["一 <!--more--> 二", "一"],
    ["<!--more-->\n一", ""],
    ["<div>一<!--more-->二</div>", "一"],
    ["一\n\n<!--more-->\n\n二\n\n<!--more-->\n\n三", "一"],
  ])("%j", (text, before) => {
    const { prose, more } = render(text);
    expect(prose.slice(0, more ?? -1)).toBe(before);
  });

  test.each(["一", "<!-- more text -->\n一", "`<!--more-->`", "```\n<!--more-->\n```"])("%j has none", (text) =>
    expect(render(text).more).toBeNull(),
  );
});

test("the first heading, as text", () => {
  expect(render("文\n\n## **甲** & `乙`\n\n# 丙").firstHeading).toBe("甲 & 乙");
  expect(render("文").firstHeading).toBeNull();
});

test("a heading without words is an anchor, and in no table of contents", () => {
  const { headings, firstHeading, anchors } = render("## {#own}\n\n## ![图](a.png)\n\n##\n\n## 甲");
  expect(headings).toEqual([{ level: 2, id: "甲", text: "甲" }]);
  expect(firstHeading).toBe("甲");
  expect(anchors).toEqual(["own", "section", "section-1", "甲"]);
});

test("every id is an anchor", () => {
  const text = '# 题\n\n<a name="a"></a><p id="b">x</p>\n\n<div id=c></div>\n\nx[^1]\n\n[^1]: y';
  const anchors = ["题", "a", "b", "c", "fnref-posts-x-1", "fn-posts-x-1"];
  expect(render(text).anchors).toEqual(anchors);
});

test("the headings, as a table of contents needs them", () => {
  const headings = [
    { level: 2, id: "甲", text: "甲" },
    { level: 4, id: "b-c", text: "b c" },
  ];
  expect(render("## 甲\n\n#### *b*\tc\n".replace("\t", " ")).headings).toEqual(headings);
});
