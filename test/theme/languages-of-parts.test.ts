/** A post in another language than its site's: each word says which language it is in, for voices and for fonts. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { onSite, post } from "./small-site.ts";

afterAll(closeBrowser);

const front = (title: string, day: number, more = "") =>
  `title: ${title}\ndate: 2026-01-0${day}\nseries: S\ntags: [t]\n${more}`;
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>';
const files = {
  "site.yml":
    "title: 墨\nlanguage: zh-CN\ncomments: {giscus: {repo: i/s, repoId: R_1, category: C, categoryId: D_1}}\n",
  "assets/images/a.svg": svg,
  "posts/a.md": post("Older words.", front("Older words", 1, "lang: en")),
  "posts/b.md": post(
    '## One\n\n## Two\n\n## Three\n\n:::note\nWords.\n:::\n\n```js\nx\n```\n\n![Rain](/images/a.svg "Rain")\n\n::video{src="https://youtu.be/abcdefghijk"}',
    front(
      "Words",
      2,
      "lang: en\nlink: https://example.com/\nimagefeature: a.svg\nimagecredit: Li\nauthor: Li\nvideo: https://example.com/film",
    ),
  ),
  "posts/c.md": post("新的。", front("新文", 3)),
  "posts/d.md": post("Latest words.", front("Latest words", 4, "lang: en")),
};

/** Words and the language they say they are in. */
const spoken = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = [];
  while (walker.nextNode()) said.push([walker.currentNode.nodeValue.trim(), walker.currentNode.parentElement]);
  for (const element of document.body.querySelectorAll("[aria-label]")) said.push([element.ariaLabel, element]);
  return said.filter(([text, { localName }]) => /\\p{L}{2}/u.test(text) && !/^(script|pre|noscript)$/.test(localName))
    .map(([text, element]) => [text, element.closest("[lang]").lang]);
})()`;
type Spoken = readonly (readonly [text: string, lang: string])[];

test("a post in English on a site in Chinese", () =>
  onSite(files, "/posts/b/", async (page) => {
    await page.locator(".copyable button").waitFor({ state: "attached" });
    const said = (await page.evaluate(spoken)) as Spoken;
    for (const word of ["跳到正文", "目录", "注意", "复制", "去看原文", "看视频", "相关文章", "上一篇", "评论"])
      expect(said.map(([text]) => text)).toContain(word);
    const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
    expect(said.filter(([text, lang]) => isChinese(text) && lang !== "zh-CN")).toEqual([]);
    const titles = said.filter(([text]) => /words$/i.test(text));
    expect(titles.length).toBeGreaterThan(5);
    expect(titles.filter(([, lang]) => lang !== "en")).toEqual([]);
  }));

test("and one in Chinese beside it", () =>
  onSite(files, "/posts/c/", async (page) => {
    const said = (await page.evaluate(spoken)) as Spoken;
    const titles = said.filter(([text]) => /words$/i.test(text));
    expect(titles.length).toBeGreaterThan(5);
    expect(titles.filter(([, lang]) => lang !== "en")).toEqual([]);
    expect(said.filter(([text, lang]) => /\p{Script=Han}/u.test(text) && lang !== "zh-CN")).toEqual([]);
  }));
