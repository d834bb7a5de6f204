/** What of a post can be found: what a reader sees of it. */
import { describe, expect, test } from "vitest";
import type { Html, LateNode } from "../../src/model.ts";
import { searchText } from "../../src/post/search-text.ts";
import { post } from "../post/posts.ts";

const position = { line: 1, column: 1, length: 1 };
const address: LateNode = { late: "address", reference: 0 };

describe("of html", () => {
  test.each<readonly [what: string, html: Html, text: string]>([
    ["text without its tags", ["<p>集<b>群</b></p>\n<p>管理</p>"], "集群管理"],
    ["attributes are not text", ['<a title="a > b" href="', address, '" class=x>集</a>'], "集"],
    ["a tag that never ends", ["集<a title='"], "集"],
    ["a sign that begins no tag", ["1 < 2 &lt; 3"], "1<2<3"],
    ["entities", ["&lt;b&gt; &amp;amp; &quot;&#38598;&#x7fa4;&quot; A&B &nope; &"], '<b>&amp;"集群"a&b&nope;&'],
    ["comments", ["集<!-- 不 > 见 -->群"], "集群"],
    ["scripts and styles", ["集<script>let a = '<b>不见'</script><style>p{}</style>群"], "集群"],
    ["a script that never ends", ["集<script>不见"], "集"],
    [
      "readings are beside the text",
      ["<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>(</rp><rt>じ</rt></ruby>だ"],
      "漢字だ",
    ],
    ["numbers of notes", ['缓冲<sup class="footnote-ref"><a href="#fn-x-1" id="fnref-x-1">1</a></sup>区'], "缓冲区"],
    ["other raised signs are text", ["x<sup>2</sup>"], "x2"],
    ["pictures", ["集", { late: "image", reference: 0, attributes: { alt: "图" } }, "群"], "集群"],
    [
      "words given to a component, and what it holds",
      [
        {
          late: "component",
          name: "figure",
          args: { src: "a.png", caption: "图一 <1>" },
          references: { src: 0 },
          body: ["<p>说明</p>"],
          position,
        },
      ],
      "图一<1>\u001f说明",
    ],
  ])("%s", (_, html, text) => {
    expect(searchText([], html)).toBe(text);
  });

  test("what stands around the text is part of it, and each part by itself", () => {
    expect(searchText(["标题", null, "", "说明"], ["正文"])).toBe("标题\u001f\u001f说明\u001f正文");
  });
});

test("of a post: title, description, text, code, notes, tags", () => {
  const { searchText: text } = post(
    "title: Ｔ题\ndate: 2014-08-24\ndescription: 说明\ntags: [Docker]\ncategories: [集群]",
    {
      body: "## 小标题\n\n正文[^1]里的 `code`。\n\n```js\nlet x = '<b>';\n```\n\n| 甲 | 乙 |\n|-|-|\n| 丙 | 丁 |\n\n[^1]: 注脚。\n",
    },
  );
  for (const words of ["t题", "说明", "docker", "集群", "小标题", "正文里的code", "letx='<b>';", "甲乙丙丁", "注脚"]) {
    expect(text).toContain(words);
  }
});

test.each([
  "<",
  "<a ",
  "&",
  "&amp",
  "<rt>",
  '<a href="#fn-',
  "<script>",
  "<!--",
  "\u0301",
  '<sup class="footnote-ref"',
])("64 KB of %j are read", (pattern) => {
  expect(searchText([], [pattern.repeat(65_536 / pattern.length)]).length).toBeLessThanOrEqual(140_000);
});
