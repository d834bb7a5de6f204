/** The search page in a real browser: found by keyboard, marked, under a base path, and of use without any script. */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, emptyProject, type Project, put } from "../bad-inputs/project.ts";
import { build, inkstone } from "../bad-inputs/run.ts";
import { closeBrowser, sharedBrowser } from "../browser/launch.ts";
import { type Host, serveFolder } from "../browser/serve.ts";

const base = "/博客";
const files: Readonly<Record<string, string>> = {
  "site.yml": `title: 墨\nurl: https://example.com${base}\nlanguage: zh-CN\n`,
  "posts/2012-01-01-old.md": "---\ntitle: 缓冲区\ntags: [安全]\n---\n\n缓冲区溢<b>出</b>，又是 MySQL。\n",
  "posts/2013-01-01-far.md": "---\ntitle: 别处\n---\n\n缓冲；冲区；区溢；溢出：没有一处是整个词。\n",
  "posts/2014-08-24-mesos.md": "---\ntitle: MesosCon 2014\n---\n\n集群的调度与 Ｄｏｃｋｅｒ 的隔离。\n",
  "posts/2014-09-01-styled.md": `---\ntitle: 样式\n---\n\n<style>.红 { color: red }</style>\n\n<p style="color: red" onclick="void 0">带样式的<b title='a > b' STYLE=color:blue>文字</b>。</p>\n\n\`<p style="color: red">\` 是代码。\n`,
  "posts/about.md": "---\ntitle: 关于\nlayout: page\n---\n\n这里写集群。\n",
  ...Object.fromEntries(
    Array.from({ length: 14 }, (_, at) => [
      `posts/2015-01-${10 + at}-many.md`,
      `---\ntitle: 第 ${at} 篇\npermalink: /many/${at}/\n---\n\n许多文章之一。\n`,
    ]),
  ),
};

let project: Project;
let host: Host;

beforeAll(async () => {
  project = emptyProject();
  put(project, files);
  const run = await build(project, "--strict");
  if (run.exit !== 0) throw new Error(run.output);
  host = await serveFolder(project.dist, encodeURI(base));
});
afterAll(async () => {
  await closeBrowser();
  await host?.close();
  if (project !== undefined) discard(project);
});

/** Opens the search page; what it complains of makes the test fail. */
async function withPage(
  ask: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
  query = "",
): Promise<void> {
  const context = await (await sharedBrowser()).newContext(options);
  const noise: string[] = [];
  try {
    const page = await context.newPage();
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(error.message));
    await page.goto(`${host.origin}${encodeURI(base)}/search/${query}`);
    await ask(page);
  } finally {
    await context.close();
  }
  expect(noise).toEqual([]);
}

const titles = (page: Page) => page.locator(".search-results a").allTextContents();
const said = (page: Page) => page.locator(".search-status").textContent();
const settled = (page: Page) => page.locator(".search-status", { hasText: /./ }).waitFor();
/** What the browser marks, without elements. */
const marked = (page: Page) =>
  page.evaluate<string[]>("[...CSS.highlights.get('search')].map((range) => range.toString())");

async function type(page: Page, words: string): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.insertText(words);
  await settled(page);
}

describe("by keyboard alone", () => {
  test("a Chinese word is typed, found, marked and opened", async () => {
    await withPage(async (page) => {
      await type(page, "调度");
      expect(await titles(page)).toEqual(["MesosCon 2014"]);
      expect(await said(page)).toBe("找到 1 篇");
      expect(await marked(page)).toEqual(["调度"]);
      expect(await page.locator(".search-results p").textContent()).toContain("集群的调度与");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/posts\/mesos\/#/);
      await page.goBack();
      await settled(page);
      expect(await titles(page)).toEqual(["MesosCon 2014"]);
    });
  });

  test("arrows go through what was found and back, Esc returns and clears", async () => {
    await withPage(async (page) => {
      const active = () => page.evaluate<string>("document.activeElement.textContent || document.activeElement.name");
      await type(page, "集群");
      expect(await titles(page)).toEqual(["MesosCon 2014", "关于"]);
      const path: string[] = [];
      for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "Escape"]) {
        await page.keyboard.press(key);
        path.push(await active());
      }
      expect(path).toEqual(["MesosCon 2014", "关于", "关于", "MesosCon 2014", "q", "MesosCon 2014", "q"]);
      await page.keyboard.press("Escape");
      await page.locator(".search-status", { hasText: /^$/ }).waitFor({ state: "attached" });
      expect(await page.locator("input").inputValue()).toBe("");
      expect(await page.locator(".search-index").isVisible()).toBe(true);
    });
  });

  test("Enter in the field opens the best one, even before it is shown", async () => {
    await withPage(async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.insertText("ｍｙｓｑｌ");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/posts\/old\/#/);
    });
  });

  test("more than ten are shown on request", async () => {
    await withPage(async (page) => {
      await type(page, "许多文章");
      expect((await titles(page)).length).toBe(10);
      for (let step = 0; step < 11; step += 1) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.locator(".search-results li").nth(13).waitFor();
      expect(await said(page)).toBe("找到 14 篇");
      expect((await titles(page)).slice(0, 2)).toEqual(["第 13 篇", "第 12 篇"]);
    });
  });
});

describe("what is found", () => {
  test("a phrase only where its characters stand side by side, across elements", async () => {
    await withPage(async (page) => {
      await type(page, "缓冲区溢出");
      expect(await titles(page)).toEqual(["缓冲区"]);
      expect(await said(page)).toBe("找到 1 篇");
      expect(await marked(page)).toEqual(["缓冲区溢出"]);
    });
  });

  test("a page with styles of its own is read without a word of complaint", async () => {
    await withPage(async (page) => {
      await type(page, "带样式的文字");
      expect(await titles(page)).toEqual(["样式"]);
      expect(await said(page)).toBe("找到 1 篇");
      await page.locator("input").fill('style="color:');
      await page.locator(".search-results p", { hasText: "是代码" }).waitFor();
      expect(await titles(page)).toEqual(["样式"]);
    });
  });

  test("a tag finds its post, and nothing is said to be nothing", async () => {
    await withPage(async (page) => {
      await type(page, "安全");
      expect(await titles(page)).toEqual(["缓冲区"]);
      await page.locator("input").fill("没有这个词 <b>");
      await page.locator(".search-status", { hasText: "没有文章提到" }).waitFor();
      expect(await said(page)).toBe("没有文章提到“没有这个词 <b>”。");
      expect(await titles(page)).toEqual([]);
    });
  });

  test("what is too short to be looked for in texts is not said to be in none", async () => {
    await withPage(async (page) => {
      await type(page, "q");
      expect(await titles(page)).toEqual([]);
      expect(await said(page)).toBe("“q”太短，没法在正文里找，只找了标题。");
      await page.locator("input").fill("m");
      await page.locator(".search-status", { hasText: "“m”" }).waitFor();
      expect(await titles(page)).toEqual(["MesosCon 2014"]);
      expect(await said(page)).toBe("找到 1 篇 · “m”太短，没法在正文里找，只找了标题。");
      await page.locator("input").fill("又 m");
      await page.locator(".search-results a", { hasText: "缓冲区" }).waitFor();
      expect(await said(page)).toBe("找到 1 篇");
    });
  });

  test("an address with a query shows its answer", async () => {
    await withPage(
      async (page) => {
        await settled(page);
        expect(await titles(page)).toEqual(["MesosCon 2014"]);
        expect(await page.locator("input").inputValue()).toBe("docker");
      },
      {},
      "?q=docker",
    );
  });

  test("browsers without highlights get elements", async () => {
    const context = await (await sharedBrowser()).newContext();
    const page = await context.newPage();
    await page.addInitScript("delete globalThis.Highlight");
    await page.goto(`${host.origin}${encodeURI(base)}/search/?q=${encodeURIComponent("隔离")}`);
    await settled(page);
    expect(await page.locator(".search-results mark").allTextContents()).toEqual(["隔离"]);
    await context.close();
  });
});

test("without a script it is a list of everything, by year, with its tags", async () => {
  await withPage(
    async (page) => {
      expect(await page.locator("input").isVisible()).toBe(false);
      expect(await page.locator(".search-index li[data-entry]").count()).toBe(19);
      expect(
        await page.locator(".search-years a").evaluateAll((links) => links.map((link) => link.textContent)),
      ).toEqual(["2015", "2014", "2013", "2012"]);
      await page.locator(".search-years a", { hasText: "2012" }).click();
      expect(page.url()).toMatch(/#year-2012$/);
      expect(await page.locator(":target").textContent()).toContain("2012");
      await page.locator(".search-tags a").click();
      expect(decodeURI(page.url())).toMatch(/\/博客\/tags\/安全\/$/);
    },
    { javaScriptEnabled: false },
  );
});

test("a page of yesterday does not take today's index for its own", async () => {
  const context = await (await sharedBrowser()).newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${host.origin}${encodeURI(base)}/search/`);
    writeFileSync(path.join(project.root, "posts/2016-01-01-new.md"), "---\ntitle: 新\n---\n\n集群。\n");
    expect((await inkstone(project, ["build"])).exit).toBe(0);
    await page.keyboard.press("/");
    await page.keyboard.insertText("集群");
    await settled(page);
    expect(await said(page)).toBe("网站已经更新，请刷新本页再搜索。");
    await page.reload();
    await settled(page);
    expect(await titles(page)).toEqual(["新", "MesosCon 2014", "关于"]);
  } finally {
    await context.close();
    rmSync(path.join(project.root, "posts/2016-01-01-new.md"));
    await inkstone(project, ["build"]);
  }
});

test("an index that cannot be fetched is said to be so", async () => {
  const context = await (await sharedBrowser()).newContext();
  const page = await context.newPage();
  await page.route("**/search/*.txt*", (route) => route.abort());
  await page.goto(`${host.origin}${encodeURI(base)}/search/?q=x${encodeURIComponent("集群")}`);
  await settled(page);
  expect(await said(page)).toBe("搜索索引没有取到，请检查网络后再试。");
  await context.close();
});
