/** A window of a browser onto a built site, and everything in it that its reader would not want. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { sharedBrowser } from "../browser/launch.ts";

export async function withWindow(
  options: BrowserContextOptions,
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await (await sharedBrowser()).newContext(options);
  try {
    await use(context);
  } finally {
    await context.close();
  }
}

/** What a page says in the console, and whom it asks for something: those it asks hear nothing here. */
export async function overhear(
  page: Page,
  origin: string,
): Promise<{ readonly said: string[]; readonly asked: string[] }> {
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(error.message));
  await page.route(
    (url) => url.origin !== origin,
    async (route) => {
      asked.push(route.request().url());
      await route.fulfill({ status: 200, contentType: "text/javascript", body: "" });
    },
  );
  return { said, asked };
}
