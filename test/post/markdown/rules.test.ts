/** What a site or the language of a post decides. */
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../src/post/markdown.ts";
import { chinese, render, show } from "./show.ts";

describe("`html: escape` shows HTML instead of passing it", () => {
  test.each([
    ["文 <b>粗</b>", "<p>文 &lt;b&gt;粗&lt;/b&gt;</p>"],
    [
      '<div onclick="x">\n**粗**\n</div>',
      "<p>&lt;div onclick=&quot;x&quot;&gt;\n<strong>粗</strong>\n&lt;/div&gt;</p>",
    ],
    ["<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"],
    ["<!-- 注 -->", "<p>&lt;!-- 注 --&gt;</p>"],
    ["<https://a.com>", '<p><a href="https://a.com">https://a.com</a></p>'],
  ])("%s", (text, html) => expect(show(render(text, { html: "escape" })).trim()).toBe(html));
});

test("`breaks` makes a line of each line", () => {
  expect(show(render("一\n二", { breaks: true }))).toBe("<p>一<br>\n二</p>\n");
  expect(show(render("一\n二", { breaks: false }))).toBe("<p>一二</p>\n");
});

test.each([
  ["en", "Note"],
  ["zh-TW", "注意"],
  ["ja", "メモ"],
  ["ko-KR", "참고"],
])("in %s a note is called %s", (language, title) => {
  expect(show(render("> [!note]\n> x", { language }))).toContain(`<p class="markdown-alert-title">${title}</p>`);
});

test.each([
  ["zh", true],
  ["ja-JP", true],
  ["en", false],
  ["ko", false],
])("in %s, quotation marks shared with Latin count as CJK: %s", (language, bold) => {
  expect(show(render("a**“b”**c", { language })).includes("<strong>")).toBe(bold);
});

test("footnotes of several posts on one page keep apart", () => {
  const text = "a[^1] b[^1] c[^2]\n\n[^1]: x\n[^2]: y";
  const ids = ["posts/x.md", "posts/x-1.md", "posts/1/x.md", "posts/第一天.md"].flatMap(
    (path) => renderMarkdown({ path, text }, { text, firstLine: 1 }, chinese).anchors,
  );
  expect(new Set(ids).size).toBe(ids.length);
});
