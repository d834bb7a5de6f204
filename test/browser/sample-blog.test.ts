/** The sample blog as its readers meet it: in a browser, at the root of a host and in a folder of it. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, type Project } from "../bad-inputs/project.ts";
import { filesIn } from "./in-browser.ts";
import { closeBrowser, sharedBrowser } from "./launch.ts";
import { buildSampleBlog } from "./sample-blog.ts";
import { type Host, serveFolder } from "./serve.ts";
import { walkSite } from "./walk.ts";

afterAll(closeBrowser);

describe.each([
  { where: "at the root of a host", base: "" },
  { where: "in a folder of a host", base: "/blog" },
])("$where", ({ base }) => {
  let project: Project;
  let host: Host;

  beforeAll(async () => {
    project = await buildSampleBlog("--url", `https://blog.example${base}`);
    host = await serveFolder(project.dist, base);
  });
  afterAll(async () => {
    await host?.close();
    if (project !== undefined) discard(project);
  });

  test("every link and every asset leads somewhere", async () => {
    const walk = await walkSite(`${host.origin}${base}/`, "https://blog.example");
    expect(walk.broken).toEqual([]);
    expect(walk.lost).toEqual([]);
    expect(walk.loadedFrom).toEqual([]);
    const pages = filesIn(project.dist, "index.html").map((file) => addressOf(base, file));
    expect(pages.length).toBeGreaterThan(20);
    // Redirects are reached from elsewhere, and so are the pages that only they lead to.
    expect(walk.reached.filter((address) => pages.includes(address)).length).toBeGreaterThan(pages.length / 2);
  });

  test.each([390, 1440])("pages are quiet and fit at %i pixels, light and dark", async (width) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await (await sharedBrowser()).newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const noise = listen(page, host.origin);
      for (const file of kindsOfPages(project)) {
        const answer = await page.goto(host.origin + addressOf(base, file));
        expect(answer?.status(), file).toBe(200);
        expect(await page.evaluate("document.documentElement.scrollWidth"), `${file} at ${width}`).toBeLessThanOrEqual(
          width,
        );
        expect((await picture(page, `${base}-${file}-${width}-${colorScheme}`)).length).toBeGreaterThan(1_000);
      }
      expect(noise).toEqual([]);
      await context.close();
    }
  });

  test("an address that does not exist shows the page for it, with its styles", async () => {
    const context = await (await sharedBrowser()).newContext();
    const page = await context.newPage();
    const answer = await page.goto(`${host.origin}${base}/no/such/page/`);
    expect(answer?.status()).toBe(404);
    expect(await page.locator("h1").count()).toBe(1);
    expect(Number(await page.evaluate("document.styleSheets.length"))).toBeGreaterThan(0);
    await context.close();
  });
});

/** One page of each kind, and one with a name in Chinese. */
function kindsOfPages(project: Project): readonly string[] {
  const files = filesIn(project.dist, ".html");
  const kinds = [
    /^index\.html$/,
    /mesoscon-2014\/index\.html$/,
    /^tags\/index\.html$/,
    /^tags\/[^/]+\/index\.html$/,
    /^categories\/index\.html$/,
    /^archive\/index\.html$/,
    /^404\.html$/,
    /\p{Script=Han}.*index\.html$/u,
  ];
  return kinds.map((kind) => {
    const found = files.find((file) => kind.test(file));
    if (found === undefined) throw new Error(`The sample blog has no page like ${kind}.`);
    return found;
  });
}

function addressOf(base: string, file: string): string {
  const pretty = file.replace(/(^|\/)index\.html$/, "$1");
  return `${base}/${pretty.split("/").map(encodeURIComponent).join("/")}`;
}

/** Everything a page says or asks for that a reader would not want. */
function listen(page: Page, origin: string): readonly string[] {
  const noise: string[] = [];
  page.on("console", (message) => noise.push(`${message.type()}: ${message.text()} (${message.location().url})`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => noise.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) noise.push(`away: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) noise.push(`${response.status()}: ${response.url()}`);
  });
  return noise;
}

/** Kept where `INKSTONE_SCREENSHOTS` names a folder. */
async function picture(page: Page, name: string): Promise<Buffer> {
  const folder = process.env.INKSTONE_SCREENSHOTS;
  if (folder === undefined) return page.screenshot();
  mkdirSync(folder, { recursive: true });
  return page.screenshot({ path: path.join(folder, `${name.replaceAll("/", "_")}.png`), fullPage: true });
}
