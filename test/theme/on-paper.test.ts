/** What a printer gets: ink on white, and everything of it. */
import { afterAll, describe, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { onSite, post } from "./small-site.ts";

afterAll(closeBrowser);

const long = "0123456789".repeat(20);
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const table = (count: number, cell: (at: number) => string) => {
  const columns = Array.from({ length: count }, (_, at) => at);
  return [
    row(columns.map((at) => `很长很长很长的表头 ${at}`)),
    row(columns.map(() => "-")),
    row(columns.map(cell)),
  ].join("\n");
};
const code = `\`\`\`js\n// 注\nconst text = "${long}";\n\`\`\``;
const text = [
  code,
  code.replace("js\n", 'js title="a.js" linenos {2}\n'),
  table(5, (at) => (at === 1 ? `https://example.com/${long}` : "configuration")),
  table(16, (at) => `第 ${at} 格`),
  "| 名 | 说明 |\n|---|---|\n| configuration | 一段话，它说得很长，比一行长得多，于是总要折到下一行去，再折到下一行去，又折到下一行去。 |",
  ":::note\n旁注。\n:::",
].join("\n\n");

/** As wide as A4 is between its margins. */
const paper = { viewport: { width: 718, height: 1000 } };

test("a code line, a table and what is in its cells end before the paper does", () =>
  onSite(
    { "posts/a.md": post(text) },
    "/posts/a/",
    async (page) => {
      await page.emulateMedia({ media: "print" });
      const cut = await page.evaluate(`[...document.querySelectorAll("article *")].filter((e) => {
        const { right } = e.getBoundingClientRect();
        return right > innerWidth || (e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX !== "visible");
      }).map((e) => e.outerHTML.slice(0, 80))`);
      expect(cut).toEqual([]);
      const lines = await page.evaluate(`(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelectorAll("table")[2].querySelector("td"));
        return range.getClientRects().length;
      })()`);
      expect(lines, "an ordinary word is not broken").toBe(1);
    },
    paper,
  ));

test("a picture that opens large has no address behind it", () =>
  onSite(
    {
      "assets/rain.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
      "posts/a.md": post('![雨](/rain.svg "雨天")'),
    },
    "/posts/a/",
    async (page) => {
      await page.emulateMedia({ media: "print" });
      expect(await page.evaluate("getComputedStyle(document.querySelector('.zoom'), '::after').content")).toBe("none");
    },
    paper,
  ));

describe.each([
  ["chosen by the reader", "title: 墨\n", true],
  ["set for the site", "title: 墨\ntheme: {scheme: dark}\n", false],
] as const)("dark, %s, is for screens", (_, site, isChosen) => {
  test("ink is dark, and so is what it is printed on light", () =>
    onSite(
      { "site.yml": site, "posts/a.md": post(text) },
      "/posts/a/",
      async (page) => {
        if (isChosen) for (const _ of ["light", "dark"]) await page.locator(".scheme").click();
        expect(await page.locator("html").getAttribute("data-scheme")).toBe("dark");
        await page.emulateMedia({ media: "print" });
        const light = (selector: string, property: string) =>
          page.evaluate(`(() => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property};
            canvas.fillRect(0, 0, 1, 1);
            const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
            return (red + green + blue) / 3;
          })()`);
        for (const ground of ["body", "pre", ".note"])
          expect(await light(ground, "backgroundColor"), ground).toBeGreaterThan(200);
        for (const ink of ["article", "pre", ".hljs-comment", ".hljs-string", ".meta"])
          expect(await light(ink, "color"), ink).toBeLessThan(130);
      },
      { ...paper, colorScheme: "dark" },
    ));
});
