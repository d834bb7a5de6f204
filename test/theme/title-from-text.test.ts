/** A post whose title is the heading it begins with: shown once, and links to it go on leading there. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser } from "../browser/launch.ts";
import { onSite } from "./small-site.ts";

afterAll(closeBrowser);

test.each([
  ["a post", "posts/2026-01-01-a.md", "/posts/a/"],
  ["a page", "pages/a.md", "/a/"],
])("%s", (_, file, address) =>
  onSite(
    {
      "site.yml": "title: 墨\nurl: https://rain.example\nchecks: {front-matter/no-title: off}\n",
      [file]: "# 从标题来\n\n一段话，[回到标题](#从标题来)。\n\n## 一\n\n## 二\n\n## 三\n",
      "posts/2026-01-02-b.md": `---\ntitle: 乙\n---\n\n[甲](../${file}#从标题来)\n`,
    },
    address,
    async (page, origin) => {
      expect(await page.locator("h1").allInnerTexts()).toEqual(["从标题来"]);
      await page.locator(".prose p a").click();
      expect(await page.locator(":target").innerText()).toBe("从标题来");
      await page.goto(`${origin}/posts/b/`);
      await page.locator(".prose p a").click();
      expect(await page.locator(":target").innerText()).toBe("从标题来");
      const feed = await (await fetch(`${origin}/feed.xml`)).text();
      expect(feed).toContain("<title>乙</title>");
      expect(feed).not.toContain("h1");
    },
  ),
);
