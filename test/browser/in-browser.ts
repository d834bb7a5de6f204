/** What a real browser makes of a built site. */
import { readdirSync } from "node:fs";
import { sharedBrowser } from "./launch.ts";
import { serveFolder } from "./serve.ts";

/** Every file of a folder that ends so, with `/`, sorted. */
export function filesIn(folder: string, ending: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(ending))
    .sort();
}

/** Opens every page and says what ran that should not have: dialogs, and scripts that set `window.X`. */
export async function openEveryPage(folder: string): Promise<readonly string[]> {
  const host = await serveFolder(folder);
  const context = await (await sharedBrowser()).newContext();
  const ran: string[] = [];
  try {
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      ran.push(`dialog "${dialog.message()}" on ${page.url()}`);
      void dialog.dismiss();
    });
    for (const name of filesIn(folder, ".html")) {
      await page.goto(`${host.origin}/${name.split("/").map(encodeURIComponent).join("/")}`);
      if (await page.evaluate("'X' in window")) ran.push(`window.X on ${name}`);
    }
  } finally {
    await context.close();
    await host.close();
  }
  return ran;
}

export type ParsedXml = { readonly error: string | null; readonly root: string; readonly text: string };

/** As the browser's XML parser reads it. */
export async function parseXml(xml: string): Promise<ParsedXml> {
  const context = await (await sharedBrowser()).newContext();
  try {
    const page = await context.newPage();
    return await page.evaluate((source) => {
      // This function runs in the page, and the parser is the page's.
      const { DOMParser: Parser } = globalThis as unknown as { readonly DOMParser: new () => Parser };
      const parsed = new Parser().parseFromString(source, "application/xml");
      return {
        error: parsed.querySelector("parsererror")?.textContent ?? null,
        root: parsed.documentElement.nodeName,
        text: parsed.documentElement.textContent ?? "",
      };
    }, xml);
  } finally {
    await context.close();
  }
}

type Parser = { parseFromString(text: string, type: string): XmlDocument };
type XmlNode = { readonly nodeName: string; readonly textContent: string | null };
type XmlDocument = { querySelector(selector: string): XmlNode | null; readonly documentElement: XmlNode };
