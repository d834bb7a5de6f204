/** `{% block scheme %}` emptied, for a site that wants no inline script: everything else goes on working. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { onSite, post } from "./small-site.ts";

afterAll(closeBrowser);

const files = {
  "templates/base.njk": '{% extends "theme/base.njk" %}\n{% block scheme %}\n{% endblock %}\n',
  "site.yml":
    "title: 墨\nlanguage: zh-CN\ncomments: {giscus: {repo: ink/stone, repoId: R_1, category: C, categoryId: D_1}}\n",
  "posts/a.md": post("缓冲区。\n\n```js\nlet a = 1;\n```"),
};

test("code is copied, comments are shown, and colours chosen", () =>
  onSite(
    files,
    "/posts/a/",
    async (page, origin) => {
      await page.locator(".copyable").hover();
      await page.locator(".copyable button").click();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe("let a = 1;\n");
      expect(await page.locator(".comments button").isVisible()).toBe(true);
      for (const scheme of ["light", "dark"]) {
        await page.locator(".scheme").click();
        expect(await page.locator("html").getAttribute("data-scheme")).toBe(scheme);
      }
      await page.goto(`${origin}/archive/`);
      expect(await page.locator("html").getAttribute("data-scheme")).toBe("dark");
      expect(await page.locator("script:not([src]):not([type])").count()).toBe(0);
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("the search is there, and finds", () =>
  onSite(files, "/search/", async (page) => {
    await page.locator("input[type=search]").fill("缓冲区");
    await page.locator(".search-results a", { hasText: "甲" }).waitFor();
  }));
