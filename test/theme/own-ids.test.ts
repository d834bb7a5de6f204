/** The theme's ids are such that no heading has them: what a link leads to is never two things. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { onSite, post } from "./small-site.ts";

afterAll(closeBrowser);

const headings = [
  "Contents title",
  "Series title",
  "Related title",
  "Comments title",
  "Theme: content",
  "Theme:series",
];
const comments = "comments: {giscus: {repo: ink/stone, repoId: R_1, category: C, categoryId: D_1}}";

test.each([
  ["github", "## Content"],
  ["kramdown", "## Content"],
  ["hexo", "## content"],
  ["github", '<p id="content">Content</p>'],
])("ids as of %s, and %s", (headingIds, content) =>
  onSite(
    {
      "site.yml": `title: 墨\nheadingIds: ${headingIds}\n${comments}\n`,
      "posts/a.md": post(
        [content, ...headings.map((heading) => `## ${heading}`)].join("\n\n"),
        "title: 甲\ndate: 2026-01-01\nseries: 集\ntags: [书]",
      ),
      "posts/b.md": post("乙。", "title: 乙\ndate: 2026-01-02\nseries: 集\ntags: [书]"),
    },
    "/posts/a/#content",
    async (page) => {
      expect(await page.locator(":target").innerText()).toMatch(/^content/i);
      const ids = (await page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")) as readonly string[];
      expect(ids.length).toBeGreaterThan(9);
      expect(ids).toEqual([...new Set(ids)]);
      const names = await page.evaluate(
        `[...document.querySelectorAll("[aria-labelledby]")].map((e) =>
          document.getElementById(e.getAttribute("aria-labelledby")).textContent)`,
      );
      expect(names).toEqual(["目录", "系列 集", "相关文章", "评论"]);
      await page.locator(".skip").focus();
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.querySelector(':target').localName")).toBe("main");
    },
  ),
);
