/** What a person sees who writes with the page open beside the editor. */
import { once } from "node:events";
import fs from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { closeBrowser, sharedBrowser } from "../browser/launch.ts";
import { get, post, type Running, run, smallSite } from "./running.ts";

const file = "posts/2014-08-20-mesoscon.md";
const paragraphs = Array.from({ length: 60 }, (_, at) => `第 ${at} 段。`);
const long = (change: (text: string, at: number) => string = (text) => text) =>
  post(
    "MesosCon",
    [...paragraphs.map(change), "<details><summary>更多</summary>藏着的</details>", '<input id="search">'].join("\n\n"),
  );

let running: Running;
let page: Page;

beforeEach(async () => {
  running = await run({ ...smallSite(), [file]: long() });
  page = await (await (await sharedBrowser()).newContext({ viewport: { width: 900, height: 700 } })).newPage();
});
afterEach(async () => {
  await page.context().close();
  await running.stop();
});
afterAll(closeBrowser);

test("an edit shows, and nothing else moves: scroll, focus, a half-typed search, open details, a chosen theme", async () => {
  await visit("/posts/mesoscon/");
  await page.locator("#search").fill("半个词");
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
    document.querySelector("details")?.setAttribute("open", "");
    document.querySelector("article p, main p")?.setAttribute("data-witness", "the same element");
  });
  await page.evaluate(() => scrollTo({ top: 600, behavior: "instant" }));
  const scroll = await scrollAtRest();
  expect(scroll).toBeGreaterThan(300);
  // One that is read at the moment: what is out of sight would be scrolled to.
  const read = await page.evaluate(() => {
    const isMiddle = (each: Element) => each.getBoundingClientRect().top > innerHeight / 2;
    return [...document.querySelectorAll("main p")].find(isMiddle)?.textContent ?? "";
  });
  expect(read).toMatch(/^第 \d+ 段。$/);
  running.put(
    file,
    long((text) => (text === read ? "改过的一段。" : text)),
  );
  await page.getByText("改过的一段。").waitFor();
  expect(await page.getByText(read, { exact: true }).count()).toBe(0);
  expect(await scrollOf()).toBe(scroll);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
  expect(await page.locator("#search").inputValue()).toBe("半个词");
  expect(await page.locator("details").getAttribute("open")).toBe("");
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  expect(await page.locator("[data-witness]").count()).toBe(1);
  expect(await loads()).toBe(1);
});

test("code that a script has put into a box, with a button beside it, is no reason to load the page", async () => {
  const withCode = (code: string, change: (text: string) => string) => `${long(change)}\n\n\`\`\`js\n${code}\n\`\`\`\n`;
  running.put(
    file,
    withCode("let first = 1;", (text) => text),
  );
  await visit("/posts/mesoscon/");
  await page.locator(".prose button").first().waitFor({ state: "attached" });
  const buttons = await page.locator(".prose button").count();
  running.put(
    file,
    withCode("let second = 2;", (text) => (text.startsWith("第 3 段") ? "改过的一段。" : text)),
  );
  await page.getByText("改过的一段。").waitFor({ state: "attached" });
  await expect.poll(() => page.locator(".prose pre").textContent()).toContain("let second = 2;");
  expect(await page.locator(".prose button").count()).toBe(buttons);
  expect(await loads()).toBe(1);
  running.put(file, long());
  await expect.poll(() => page.locator(".prose pre").count()).toBe(0);
  expect(await page.locator(".prose button").count()).toBe(0);
});

test("what the theme's script does for a page it does for what is new in it, once", async () => {
  const sections = (count: number) =>
    Array.from({ length: count }, (_, at) => `## 节 ${at}\n\n${paragraphs.slice(0, 20).join("\n\n")}`).join("\n\n");
  const code = "\n\n```js\nlet one = 1;\n```";
  running.put("assets/雨.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>');
  running.put(file, post("MesosCon", sections(3) + code));
  await visit("/posts/mesoscon/");
  await page.locator(".copyable button").waitFor({ state: "attached" });
  running.put(file, post("MesosCon", `${sections(5)}${code}\n\n![雨](/雨.svg "雨")\n\n${code.replace("one", "two")}`));
  await page.locator(".zoom img").waitFor({ state: "attached" });
  expect(await page.locator(".prose h2").count()).toBe(5);
  expect(await page.locator(".prose h2 > .anchor").count()).toBe(5);
  expect(await page.locator(".prose h2 > .anchor").evaluateAll((all) => all.map((each) => each.textContent))).toEqual(
    Array(5).fill("#"),
  );
  expect(await page.locator(".copyable > pre").count()).toBe(2);
  expect(await page.locator(".prose button").count()).toBe(2);
  await page.locator(".contents a").nth(4).click();
  await expect.poll(() => page.locator(".contents [aria-current]").allInnerTexts()).toEqual(["节 4"]);
  running.put(file, post("MesosCon", sections(5)));
  await expect.poll(() => page.locator(".prose button").count()).toBe(0);
  expect(await page.locator(".prose h2 > .anchor").count()).toBe(5);
  expect(await loads()).toBe(1);
});

test("the search page finds a post that was written while it was open", async () => {
  await visit("/search/?q=%E6%AD%A3%E6%96%87");
  const found = page.locator(".search-results a");
  await expect.poll(() => found.count()).toBe(2);
  running.put("posts/2014-08-25-new.md", post("新文", "正文，新写的。"));
  await expect.poll(() => found.allInnerTexts()).toContain("新文");
  expect(await found.count()).toBe(3);
  expect(await loads()).toBe(1);
});

test("a paragraph that comes before leaves the reader where he was", async () => {
  await visit("/posts/mesoscon/");
  await page.locator("#search").focus();
  const edited = page.getByText("第 40 段。");
  await edited.scrollIntoViewIfNeeded();
  const top = async () => (await edited.boundingBox())?.y ?? 0;
  const before = await top();
  running.put(
    file,
    long((text, at) => (at === 10 ? `${text}\n\n多出来的一段。\n\n再一段。` : text)),
  );
  await page.getByText("多出来的一段。").waitFor({ state: "attached" });
  expect(Math.abs((await top()) - before)).toBeLessThan(3);
});

test("an edit out of sight comes into view when the reader is not busy", async () => {
  await visit("/posts/mesoscon/");
  running.put(
    file,
    long((text, at) => (at === 55 ? "远处改过的一段。" : text)),
  );
  await expect.poll(() => isInView("远处改过的一段。")).toBe(true);
  await page.getByRole("button", { name: "Stay put" }).click();
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  running.put(
    file,
    long((text, at) => (at === 56 ? "又一段。" : text)),
  );
  await page.getByText("又一段。").waitFor({ state: "attached" });
  await page.waitForTimeout(300);
  expect(await isInView("又一段。")).toBe(false);
});

test("where site.yml says so an edit out of sight stays there, and again not, from one save to the next", async () => {
  const settings = smallSite()["site.yml"];
  await visit("/posts/mesoscon/");
  running.put("site.yml", `${settings}dev: { scrollToEdit: false }\n`);
  await expect.poll(() => running.rebuilt.at(-1)?.changed).toEqual(["site.yml"]);
  running.put(
    file,
    long((text, at) => (at === 55 ? "远处改过的一段。" : text)),
  );
  await page.getByText("远处改过的一段。").waitFor({ state: "attached" });
  await page.waitForTimeout(300);
  expect(await isInView("远处改过的一段。")).toBe(false);
  expect(await page.getByRole("button", { name: "Stay put" }).count()).toBe(0);
  running.put("site.yml", settings ?? "");
  await expect.poll(() => running.rebuilt.length).toBeGreaterThanOrEqual(3);
  running.put(
    file,
    long((text, at) => (at === 56 ? "又一段。" : text)),
  );
  await expect.poll(() => isInView("又一段。")).toBe(true);
});

test("a style sheet changes without loading the page", async () => {
  running.put("templates/parts/own-head.njk", "");
  running.put("assets/css/main.css", "p { color: rgb(1, 2, 3) }\n");
  await visit("/posts/mesoscon/");
  const color = () =>
    page.evaluate(() => getComputedStyle(document.querySelector("article p, main p") as Element).color);
  await expect.poll(color).toBe("rgb(1, 2, 3)");
  const loaded = await loads();
  running.put("assets/css/main.css", "p { color: rgb(4, 5, 6) }\n");
  await expect.poll(color).toBe("rgb(4, 5, 6)");
  expect(await loads()).toBe(loaded);
  expect(await page.locator('link[rel="stylesheet"]').count()).toBe(1);
});

test("broken front matter shows over the last good page, and goes with the mending", async () => {
  await visit("/posts/mesoscon/");
  running.put(file, long().replace("title: MesosCon", "title: [MesosCon"));
  const overlay = page.getByRole("alert");
  await overlay.waitFor();
  await expect.poll(() => overlay.innerText()).toMatch(/front-matter\/|yaml\//);
  expect(await overlay.getByRole("link").getAttribute("href")).toMatch(
    /^editor:\/\/.*2014-08-20-mesoscon\.md:\d+:\d+$/,
  );
  expect(await page.locator("h1").innerText()).toBe("MesosCon");
  fs.utimesSync(running.full(file), new Date(), new Date());
  fs.utimesSync(running.full(file), new Date(), new Date());
  await page.waitForTimeout(300);
  expect(await overlay.count()).toBe(1);
  // Somebody who comes only now sees the same.
  const late = await page.context().newPage();
  await late.goto(`${running.origin}/posts/mesoscon/`);
  await late.getByRole("alert").waitFor();
  expect(await late.locator("h1").innerText()).toBe("MesosCon");
  running.put(file, long().replace("title: MesosCon", "title: MesosCon 2014"));
  await overlay.waitFor({ state: "detached" });
  await late.getByRole("alert").waitFor({ state: "detached" });
  await expect.poll(() => page.locator("h1").innerText()).toBe("MesosCon 2014");
  expect(await loads()).toBe(1);
});

test("a broken template, a broken setting: the same", async () => {
  await visit("/posts/mesoscon/");
  const overlay = page.getByRole("alert");
  running.put("templates/post.njk", "{% extends 'base.njk' %}{% block content %}{{ page.titel }}{% endblock %}");
  await overlay.waitFor();
  expect(await overlay.innerText()).toContain("titel");
  expect(await page.getByText("第 3 段。").count()).toBe(1);
  running.put(
    "templates/post.njk",
    "<!doctype html><html><head></head><body><main><h1>{{ page.title }}</h1>{{ page.post.html }}</main></body></html>",
  );
  await overlay.waitFor({ state: "detached" });
  await expect.poll(() => page.locator("h1").innerText()).toBe("MesosCon");
  running.put("site.yml", "titel: 砚台\n");
  await overlay.waitFor();
  expect(await overlay.innerText()).toContain("config/unknown-key");
  running.put("site.yml", "title: 另一方砚台\n");
  await overlay.waitFor({ state: "detached" });
});

test("a template that fails on a page nobody looks at is found all the same", async () => {
  await visit("/posts/mesoscon/");
  running.put("templates/terms.njk", "{{ page.terms | first | groupby('nothing') | nosuch }}");
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("templates/terms.njk");
});

test("a renamed post takes its reader along; a deleted one shows the nearest", async () => {
  await visit("/posts/mesoscon/");
  fs.renameSync(running.full(file), running.full("posts/2014-08-20-mesoscon-2014.md"));
  await expect.poll(() => page.evaluate("location.pathname")).toBe("/posts/mesoscon-2014/");
  running.put(
    "posts/2014-08-20-mesoscon-2014.md",
    long((text, at) => (at === 0 ? "在新地址改过。" : text)),
  );
  await page.getByText("在新地址改过。").waitFor();
  running.put("posts/2014-08-20-mesoscon-2014.md", long().replace("title:", "permalink: /elsewhere/\ntitle:"));
  await expect.poll(() => page.evaluate("location.pathname")).toBe("/elsewhere/");
  expect(await loads()).toBe(1);
  fs.rmSync(running.full("posts/2014-08-20-mesoscon-2014.md"));
  await page.locator("#inkstone-nearest a").waitFor();
  expect(await page.evaluate("location.pathname")).toBe("/elsewhere/");
});

test("seven tabs at once", async () => {
  const tabs = await Promise.all(
    Array.from({ length: 7 }, async (_, at) => {
      const tab = await page.context().newPage();
      await tab.goto(`${running.origin}${at % 2 === 0 ? "/posts/mesoscon/" : "/"}`);
      return tab;
    }),
  );
  running.put(file, long().replace("title: MesosCon", "title: 七扇窗"));
  await Promise.all(tabs.map((tab) => tab.getByText("七扇窗").first().waitFor({ state: "attached" })));
});

test("a page whose scripts change, or rebuilt what changes, is loaded anew where it was", async () => {
  const script =
    "<p id=\"made\">sent</p><script>document.querySelector('#made').innerHTML = '<b>made</b> <i>here</i>'</script>";
  const template = (extra: string) =>
    `<!doctype html><html><head><title>t</title></head><body><main><div id="block">${extra}${script}</div>{{ page.post.html }}</main></body></html>`;
  running.put("templates/post.njk", template(""));
  await visit("/posts/mesoscon/");
  await page.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
  // Far from what the script made: no load, and what it made stays.
  running.put(
    file,
    long((text, at) => (at === 12 ? "改过的一段。" : text)),
  );
  await page.getByText("改过的一段。").waitFor({ state: "attached" });
  expect(await page.locator("#made b").count()).toBe(1);
  expect(await loads()).toBe(1);
  // The very block that the script rebuilt.
  running.put("templates/post.njk", template("").replace("sent", "sent anew"));
  await expect.poll(loads).toBe(2);
  await expect.poll(scrollOf).toBeGreaterThan(300);
  await expect.poll(() => page.locator("#made b").count()).toBe(1);
});

test("the server comes back after a while, and so does the page", async () => {
  await visit("/posts/mesoscon/");
  const { port } = running.dev;
  await running.dev.close();
  running.put(file, long().replace("title: MesosCon", "title: Wieder da"));
  const { startDev } = await import("../../src/dev/dev.ts");
  const { clientScript, home, now } = await import("./running.ts");
  const on = { rebuilt: () => {}, problems: () => {}, deaf: () => {}, bug: () => {} };
  const again = await startDev({
    root: running.root,
    reading: { home },
    now: () => now,
    client: await clientScript(),
    editor: null,
    on,
    port: { port, otherwise: "give up", host: null },
  });
  try {
    await expect.poll(() => page.locator("h1").innerText(), { timeout: 10_000 }).toBe("Wieder da");
  } finally {
    await again.close();
  }
});

test("where so many pages are open that one more has no socket, it waits for one and is not loaded again and again", async () => {
  const { text } = await get(running, "/posts/docker/");
  const [, path = ""] = /<meta name="inkstone-socket" content="([^"]+)"/.exec(text) ?? [];
  const crowd = Array.from({ length: 600 }, () => {
    return new WebSocket(`ws://localhost:${running.dev.port}${path.replaceAll("&amp;", "&")}`);
  });
  await Promise.all(crowd.map((socket) => once(socket, "open")));
  await visit("/posts/mesoscon/");
  await page.waitForTimeout(1_500);
  expect(await loads()).toBe(1);
  for (const socket of crowd) socket.terminate();
  running.put(
    file,
    long((words, at) => (at === 0 ? "终于轮到了。" : words)),
  );
  await page.getByText("终于轮到了。").waitFor();
  expect(await loads()).toBe(1);
});

test("nothing that is written becomes a script", async () => {
  await page.goto(`${running.origin}/%3Cscript%3Ewindow.X=1%3C/script%3E`);
  expect(await page.evaluate("'X' in window")).toBe(false);
  await visit("/posts/mesoscon/");
  running.put(file, '---\ntitle: "</script><script>window.X=1</script>\n---\n\n</script><script>window.X=1</script>\n');
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("</script>");
  expect(await page.evaluate("'X' in window")).toBe(false);
});

async function visit(url: string): Promise<void> {
  await page.addInitScript(() => sessionStorage.setItem("loads", String(Number(sessionStorage.getItem("loads")) + 1)));
  await page.goto(running.origin + url);
  await page.waitForFunction(
    "performance.getEntriesByName(document.scripts[document.scripts.length - 1]?.src) !== null",
  );
  await page.waitForTimeout(100);
}

function loads(): Promise<number> {
  return page.evaluate(() => Number(sessionStorage.getItem("loads")));
}

/** The browser itself moves the page by some pixels where something above has just opened. */
async function scrollAtRest(): Promise<number> {
  return await page.evaluate(async () => {
    let last = Number.NaN;
    for (let still = 0; still < 10; still = scrollY === last ? still + 1 : 0) {
      last = scrollY;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return Math.round(last);
  });
}

function scrollOf(): Promise<number> {
  return page.evaluate(() => Math.round(scrollY));
}

async function isInView(text: string): Promise<boolean> {
  const box = await page.getByText(text).boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= 700;
}
