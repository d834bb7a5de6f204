/** The sample blog in a real browser, every kind of page: for those who see, hear, type or switch scripts off. */
import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, type Project } from "../bad-inputs/project.ts";
import { closeBrowser } from "../browser/launch.ts";
import { buildSampleBlog } from "../browser/sample-blog.ts";
import { type Host, serveFolder } from "../browser/serve.ts";
import { addressOf, kindsOfPages } from "./sample.ts";
import { withWindow } from "./window.ts";

let project: Project;
let host: Host;
beforeAll(async () => {
  project = await buildSampleBlog("--url", "https://blog.example");
  host = await serveFolder(project.dist);
});
afterAll(async () => {
  await host?.close();
  if (project !== undefined) discard(project);
  await closeBrowser();
});

/** A guard against hanging: every kind of page on a machine that does other things, too. */
const patience = { timeout: 300_000 };

/** Opens a page of each kind in a fresh window. */
async function onEveryKind(
  options: BrowserContextOptions,
  visit: (page: Page, kind: string) => Promise<void>,
): Promise<void> {
  await withWindow(options, async (context) => {
    const page = await context.newPage();
    for (const [kind, file] of kindsOfPages(project.dist)) {
      await page.goto(host.origin + addressOf(file));
      await visit(page, kind);
    }
  });
}

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test("no fault for those who use a screen reader", patience, async () => {
    const faults: string[] = [];
    // The page's own policy lets nothing be added, the checker included.
    await onEveryKind({ colorScheme, bypassCSP: true }, async (page, kind) => {
      await page.evaluate(axe.source);
      const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as axe.AxeResults;
      for (const { id, nodes } of found.violations)
        faults.push(`${kind}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
    });
    expect(faults).toEqual([]);
  });
});

test(
  "nothing is said in the console, nothing asked of others, and nothing moves while a page comes",
  patience,
  async () => {
    const noise: string[] = [];
    await withWindow({ viewport: { width: 1440, height: 900 } }, async (context) => {
      const page = await context.newPage();
      page.on("console", (message) => noise.push(`${page.url()} ${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => noise.push(`${page.url()} ${error.message}`));
      page.on("request", (request) => {
        if (!request.url().startsWith(host.origin)) noise.push(`${page.url()} asks ${request.url()}`);
      });
      await page.addInitScript(`window.moved = 0; new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.moved += entry.value; }).observe({ type: "layout-shift", buffered: true })`);
      for (const [kind, file] of kindsOfPages(project.dist)) {
        await page.goto(host.origin + addressOf(file));
        await page.evaluate("new Promise((shown) => requestAnimationFrame(() => setTimeout(shown, 50)))");
        const moved = Number(await page.evaluate("window.moved"));
        if (moved > 0.02) noise.push(`${kind} moved by ${moved}`);
      }
    });
    expect(noise).toEqual([]);
  },
);

test.each([
  ["at 320 pixels", { viewport: { width: 320, height: 640 } }],
  ["at 200 %", { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
] as const)("nothing is cut off %s", patience, async (_, options) => {
  const wide: string[] = [];
  await onEveryKind(options, async (page, kind) => {
    const [needed, given] = (await page.evaluate(
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    )) as [number, number];
    if (needed > given) wide.push(`${kind}: ${needed} > ${given}`);
  });
  expect(wide).toEqual([]);
});

test("the keyboard reaches every link and button, and shows where it is", patience, async () => {
  const lost: string[] = [];
  await onEveryKind({}, async (page, kind) => {
    const reachable = Number(
      await page.evaluate(
        `[...document.querySelectorAll("a[href], button, video[controls], summary, input:enabled, [tabindex='0']")].filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })).length`,
      ),
    );
    const seen = new Set<string>();
    for (let presses = 0; presses < reachable + 20; presses += 1) {
      await page.keyboard.press("Tab");
      const at = (await page.evaluate(`(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        e.dataset.order ??= String(document.querySelectorAll("[data-order]").length);
        // A film's controls are the browser's own.
        return [e.dataset.order, e.tagName === "VIDEO" ? "its own" : getComputedStyle(e).outlineStyle];
      })()`)) as [string, string] | null;
      if (at === null) continue;
      if (at[1] === "none") lost.push(`${kind}: focus is not seen at ${at[0]}`);
      seen.add(at[0]);
    }
    if (seen.size < reachable) lost.push(`${kind}: ${seen.size} of ${reachable} reached`);
  });
  expect(lost).toEqual([]);
});

test("without scripts everything can be read, and nothing is offered that needs one", patience, async () => {
  const faults: string[] = [];
  await onEveryKind({ javaScriptEnabled: false }, async (page, kind) => {
    const main = page.locator("main");
    if (!(await main.isVisible()) || !(await main.innerText()).trim()) faults.push(`${kind}: nothing to read`);
    const buttons = await page.locator("button:visible").count();
    if (buttons > 0) faults.push(`${kind}: ${buttons} buttons`);
  });
  expect(faults).toEqual([]);
});

test("light and dark: switched, remembered, and there before the page is painted", async () => {
  await withWindow({ colorScheme: "light" }, async (context) => {
    const page = await context.newPage();
    await page.goto(`${host.origin}/`);
    const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await paper();
    const button = page.locator("button.scheme");
    await button.click();
    await button.click();
    expect(await button.getAttribute("aria-label")).toBe("配色：深色");
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.goto(`${host.origin}/archive/`);
    expect(await paper()).toBe(dark);
    await button.click();
    expect(await paper()).toBe(light);
  });
});

test("the contents show which section is read, and a picture opens large", async () => {
  await withWindow({ viewport: { width: 1440, height: 800 }, reducedMotion: "reduce" }, async (context) => {
    const page = await context.newPage();
    const [, file] = kindsOfPages(project.dist).find(([kind]) => kind === "post with everything") ?? ["", ""];
    await page.goto(host.origin + addressOf(file));
    const link = page.locator(".contents a").nth(4);
    await link.click();
    await expect.poll(() => link.getAttribute("aria-current")).toBe("true");
    expect(await page.locator(".contents [aria-current]").count()).toBe(1);

    const picture = page.locator(".zoom").first();
    await picture.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("dialog[open] img").count()).toBe(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
  });
});
