/** A site that asks for everything the theme offers, in a browser: `test/sites/every-feature`. */
import { cpSync, readFileSync } from "node:fs";
import path from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, emptyProject, type Project } from "../bad-inputs/project.ts";
import { inkstone } from "../bad-inputs/run.ts";
import { closeBrowser } from "../browser/launch.ts";
import { type Host, serveFolder } from "../browser/serve.ts";
import { faultsOf } from "./html-rules.ts";
import { filesOf } from "./sample.ts";
import { overhear, withWindow } from "./window.ts";

const counter = "https://gc.zgo.at/count.js";

let project: Project;
let host: Host;
beforeAll(async () => {
  project = emptyProject();
  cpSync(path.join(import.meta.dirname, "../sites/every-feature"), project.root, { recursive: true });
  const run = await inkstone(project, ["build", "--strict"]);
  expect(run.exit, run.output).toBe(0);
  host = await serveFolder(project.dist);
});
afterAll(async () => {
  await host?.close();
  if (project !== undefined) discard(project);
  await closeBrowser();
});

type Visit = { readonly page: Page; readonly said: string[]; readonly asked: string[] };

async function visit(
  address: string,
  look: (visit: Visit) => Promise<void>,
  options: Parameters<typeof withWindow>[0] = {},
): Promise<void> {
  await withWindow({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options }, async (context) => {
    const page = await context.newPage();
    const heard = await overhear(page, host.origin);
    await page.goto(host.origin + address);
    await look({ page, ...heard });
    expect(heard.said).toEqual([]);
  });
}

/** What a function, written out for the browser, says of the first element of a kind, or of all of them. */
function first(page: Page, selector: string, say: string): Promise<unknown> {
  return page.evaluate(`(${say})(document.querySelector(${JSON.stringify(selector)}))`);
}

function all(page: Page, selector: string, say: string): Promise<unknown> {
  return page.evaluate(`(${say})([...document.querySelectorAll(${JSON.stringify(selector)})])`);
}

const whole = "/posts/whole/";

describe("a post, without scripts", () => {
  const read = (look: (page: Page) => Promise<void>) =>
    visit(whole, ({ page }) => look(page), { javaScriptEnabled: false });

  test("its head says all of its front matter", () =>
    read(async (page) => {
      expect(await page.locator("article > header").innerText()).toMatch(
        /^长文\s+全\s+一篇里样样都有。\s+2024年3月1日\s+书\s+精选\s+阅读约 1 分钟\s+更新于 2024年5月2日$/,
      );
      expect(await first(page, ".cover img", "e => e.complete && e.naturalWidth > 0")).toBe(true);
      expect(await page.locator(".cover a").getAttribute("href")).toBe("https://li.example/");
      expect(await page.locator("a.featured").getAttribute("href")).toBe("/featured/");
    }));

  test("its first paragraph is larger, with a drop cap, and its letters are those of the settings", () =>
    read(async (page) => {
      const [lead, other] = (await all(
        page,
        ".prose > p",
        "es => es.map((e) => parseFloat(getComputedStyle(e).fontSize))",
      )) as readonly number[];
      expect(lead).toBeGreaterThan(other ?? 0);
      const dropped = await first(page, ".prose > p", "e => getComputedStyle(e, '::first-letter').color");
      expect(dropped).not.toBe(await first(page, ".prose > p", "e => getComputedStyle(e).color"));
      expect(await first(page, ".prose > p", "e => getComputedStyle(e).fontFamily")).toContain("serif");
      expect(await page.locator(".site-title a").getAttribute("data-seal")).toBe("雨");
    }));

  test("contents, notes, figures, tables, formulas, charts and footnotes stand in it", () =>
    read(async (page) => {
      expect(await page.locator(".contents a").allInnerTexts()).toEqual(["第一节", "表", "第二节", "第三节"]);
      expect(await page.locator(".markdown-alert").innerText()).toMatch(/^注意\s+记一笔。$/);
      expect(await page.locator(".note.warning").innerText()).toMatch(/^旁注\s+一段旁注。$/);
      expect(await page.locator(".prose figure:has(img) figcaption").innerText()).toBe("图注");
      const picture = page.locator(".prose figure img");
      for (const name of ["width", "height"]) expect(Number(await picture.getAttribute(name))).toBeGreaterThan(0);
      expect(await picture.getAttribute("loading")).toBe("lazy");
      expect(await picture.getAttribute("decoding")).toBe("async");
      expect(await page.locator("math").count()).toBe(1);
      expect(await page.locator(".chart tbody th").allInnerTexts()).toEqual(["一月", "二月"]);
      const bars = (await all(
        page,
        ".chart .bar > *",
        "es => es.map((e) => e.getBoundingClientRect().width)",
      )) as readonly number[];
      expect((bars[0] ?? 0) / (bars[1] ?? 1)).toBeCloseTo(3 / 5, 2);
      await page.locator(".footnote-ref a").click();
      expect(decodeURIComponent(page.url())).toMatch(/#.*fn/);
      await page.locator(".footnote-backref").click();
      expect(decodeURIComponent(page.url())).toMatch(/#.*fnref/);
    }));

  test("code has a title, numbers, marks, signs and colours; a diagram is its source", () =>
    read(async (page) => {
      expect(await page.locator("figure.code figcaption").innerText()).toBe("茶.js");
      expect(await all(page, ".numbered > .line", "es => es.map((e) => e.dataset.line)")).toEqual(["1", "2"]);
      expect(await page.locator(".line.marked").innerText()).toContain("龙井");
      expect(await page.locator(".line.removed").innerText()).toContain("60");
      expect(await page.locator(".line.added").innerText()).toContain("80");
      const colour = (of: string) => first(page, of, "e => getComputedStyle(e).color");
      expect(await colour(".hljs-comment")).not.toBe(await colour(".line.marked"));
      expect(await first(page, "pre.wrapped", "e => e.scrollWidth <= e.clientWidth")).toBe(true);
      expect(await page.locator(".diagram pre").innerText()).toContain("graph TD; 水-->茶");
    }));

  test("its foot leads on", () =>
    read(async (page) => {
      expect(await page.locator(".tags a").allInnerTexts()).toEqual(["书", "茶", "C++"]);
      expect(await page.locator(".colophon").innerText()).toContain("CC BY 4.0");
      expect(await page.locator(".colophon a").getAttribute("href")).toBe(
        "https://github.com/rain/books/edit/main/posts/2024-03-01-whole.md",
      );
      expect(await page.locator(".share a").allInnerTexts()).toEqual(["微博", "X", "Mastodon", "Telegram", "邮件"]);
      expect(await page.locator(".series li").allInnerTexts()).toEqual(["旧文", "全", "别处的文章"]);
      expect(await page.locator(".series [aria-current]").innerText()).toBe("全");
      expect(await page.locator(".neighbours .older").getAttribute("href")).toBe("/posts/old/");
      expect(await page.locator(".neighbours .newer").getAttribute("href")).toBe("/posts/quote/");
      expect(await page.locator(".related a").count()).toBeGreaterThan(0);
      expect(await page.locator(".comments a").getAttribute("href")).toBe("https://github.com/rain/books/discussions");
      expect(await page.locator("footer.site").innerText()).toContain("京ICP备00000000号");
      expect(await page.locator(".social a").innerText()).toBe("GitHub");
    }));

  test("on paper there is the text, and where its links lead", () =>
    read(async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const part of [".site-navigation", ".share", ".comments", ".contents", "footer.site"])
        expect(await page.locator(part).isVisible(), part).toBe(false);
      expect(await page.locator(".prose > p").first().isVisible()).toBe(true);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    }));
});

describe("a post, with scripts", () => {
  test("code and the address are copied", () =>
    visit(
      whole,
      async ({ page }) => {
        const button = page.locator("figure.code .copyable button");
        await button.click();
        expect(await page.evaluate("navigator.clipboard.readText()")).toBe('// 烧水\nconst tea = "龙井";\n');
        expect(await button.innerText()).toBe("已复制");
        await page.locator("[data-address]").click();
        expect(await page.evaluate("navigator.clipboard.readText()")).toBe("https://rain.example/posts/whole/");
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  test("and without https, where browsers have no clipboard to write to", () =>
    visit(
      whole,
      async ({ page }) => {
        await page.evaluate(`window.real = navigator.clipboard; window.errors = [];
          addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
          Object.defineProperty(navigator, "clipboard", { value: undefined });`);
        const button = page.locator("[data-address]");
        await button.scrollIntoViewIfNeeded();
        const top = await page.evaluate("scrollY");
        await button.click();
        expect(await page.evaluate("real.readText()")).toBe("https://rain.example/posts/whole/");
        expect(await button.innerText()).toBe("已复制");
        expect(await page.evaluate("document.activeElement.dataset.address")).toBe("https://rain.example/posts/whole/");
        expect(await page.evaluate("[scrollY, errors, document.querySelectorAll('textarea').length]")).toEqual([
          top,
          [],
          0,
        ]);
      },
      { permissions: ["clipboard-read", "clipboard-write"] },
    ));

  test("a heading has a link to itself, seen once it is pointed at", () =>
    visit(whole, async ({ page }) => {
      const anchor = page.locator("#第二节 .anchor");
      const seen = () => first(page, "#第二节 .anchor", "e => getComputedStyle(e).opacity");
      expect(await seen()).toBe("0");
      expect(await anchor.getAttribute("aria-label")).toContain("第二节");
      await page.locator("#第二节").hover();
      expect(await seen()).toBe("1");
      await anchor.click();
      expect(decodeURIComponent(page.url())).toMatch(/#第二节$/);
    }));

  test("what is too wide scrolls in itself, and the keyboard gets there", () =>
    visit(
      whole,
      async ({ page }) => {
        const scrolls = "e => e.scrollWidth > e.clientWidth && e.tabIndex === 0";
        expect(await first(page, ".prose > .table", scrolls)).toBe(true);
        expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      },
      { viewport: { width: 390, height: 800 } },
    ));

  test("a script of the site draws the diagram, and is on no page without one", () =>
    visit(whole, async ({ page }) => {
      expect(await first(page, "pre.mermaid", "e => getComputedStyle(e).borderTopStyle")).toBe("dashed");
      expect(await first(page, "pre.mermaid", "e => getComputedStyle(e).borderTopColor")).toBe("rgb(1, 2, 3)");
      await page.goto(`${host.origin}/posts/old/`);
      expect(await page.locator('script[src="/js/draw.js"]').count()).toBe(0);
    }));

  test("comments are asked for when the reader does, and not before", () =>
    visit(whole, async ({ page, asked }) => {
      expect(asked).toEqual([counter]);
      await page.locator(".comments button").click();
      await expect.poll(() => asked).toContain("https://giscus.app/client.js");
      const script = page.locator('script[src^="https://giscus.app"]');
      expect(await script.getAttribute("data-repo")).toBe("rain/books");
      expect(await script.getAttribute("data-lang")).toBe("zh-CN");
    }));

  test("a film is asked for when the reader does, and not before", () =>
    visit("/posts/video/", async ({ page, asked }) => {
      expect(asked).toEqual([counter]);
      const link = page.locator("a.film");
      expect(await link.getAttribute("href")).toBe("https://www.youtube.com/watch?v=abcdefghijk");
      await link.click();
      await expect.poll(() => asked.at(-1)).toBe("https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1");
      expect(await page.locator("iframe").getAttribute("title")).toMatch(/\S/);
    }));
});

test("what a post may not have it has not", async () => {
  await visit("/posts/quote/", async ({ page }) => {
    for (const part of [".comments", ".share", ".outdated", ".contents", ".series"])
      expect(await page.locator(part).count(), part).toBe(0);
  });
  await visit("/posts/old/", async ({ page }) => {
    expect(await page.locator(".outdated").innerText()).toContain("2020年1月5日");
  });
});

test("home: each type of post in a card of its own kind", () =>
  visit("/", async ({ page }) => {
    expect(await first(page, "ol.posts", "e => getComputedStyle(e).display")).toBe("grid");
    const card = (kind: string) => page.locator(`.card-${kind}`);
    expect(await card("link").locator("h2 a").getAttribute("href")).toBe("https://elsewhere.example/a");
    expect(await card("link").locator(".more a").getAttribute("href")).toBe("/posts/link/");
    expect(await card("quote").locator("blockquote").innerText()).toBe("开卷有益。");
    expect(await card("photo").locator("img").getAttribute("src")).toMatch(/rain/);
    expect(await card("status").locator(".excerpt").innerText()).toBe("今天又下雨了。");
    const sign = "e => getComputedStyle(e, '::before').clipPath";
    expect(await first(page, ".card-video h2 a", sign)).toContain("polygon");
    expect(await first(page, ".card-article h2 a", sign)).toBe("none");
  }));

describe("languages", () => {
  test.each([
    ["/en/posts/whole/", "en", "1 min read", "none", "italic"],
    ["/ja/posts/whole/", "ja", "読了時間 約1分", "sesame", "normal"],
  ])("%s", (address, lang, minutes, marks, style) =>
    visit(address, async ({ page }) => {
      expect(await page.locator("html").getAttribute("lang")).toBe(lang);
      expect(await page.locator(".minutes").innerText()).toBe(minutes);
      expect(await first(page, ".prose em", "e => getComputedStyle(e).textEmphasisStyle")).toContain(marks);
      expect(await first(page, ".prose em", "e => getComputedStyle(e).fontStyle")).toBe(style);
      const other = page.locator(".languages a").first();
      await other.click();
      expect(await page.locator("html").getAttribute("lang")).not.toBe(lang);
    }),
  );
});

test("the mark of a site, and the picture of a page that has none, are there", () =>
  visit("/about/", async ({ page }) => {
    for (const [element, attribute] of [
      ['link[rel="icon"]', "href"],
      ['link[rel="apple-touch-icon"]', "href"],
      ['meta[property="og:image"]', "content"],
    ] as const) {
      const address = new URL((await page.locator(element).getAttribute(attribute)) ?? "", host.origin);
      expect((await fetch(host.origin + address.pathname)).status, element).toBe(200);
    }
  }));

test.each(["light", "dark"] as const)(
  "%s: no fault for those who use a screen reader",
  { timeout: 300_000 },
  async (colorScheme) => {
    const faults: string[] = [];
    await withWindow({ colorScheme, bypassCSP: true }, async (context) => {
      const page = await context.newPage();
      await overhear(page, host.origin);
      for (const address of [
        "/",
        "/page/2/",
        whole,
        "/posts/old/",
        "/posts/video/",
        "/posts/link/",
        "/en/",
        "/ja/posts/whole/",
      ]) {
        await page.goto(host.origin + address);
        await page.evaluate(axe.source);
        const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as axe.AxeResults;
        for (const { id, nodes } of found.violations)
          faults.push(`${address}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
      }
    });
    expect(faults).toEqual([]);
  },
);

test("every page is valid, and the feed says which posts are featured", async () => {
  const faults: string[] = [];
  for (const file of filesOf(project.dist, ".html"))
    faults.push(...(await faultsOf(readFileSync(path.join(project.dist, file), "utf8"), file)));
  expect(faults).toEqual([]);
  const { items } = JSON.parse(readFileSync(path.join(project.dist, "feed.json"), "utf8"));
  const featured = items.filter((item: { _inkstone?: { featured: boolean } }) => item._inkstone?.featured);
  expect(featured.map(({ title }: { title: string }) => title)).toEqual(["全"]);
});
