/** A site of a few files, built and served: for what only shows on a page made for it. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { discard, emptyProject, put } from "../bad-inputs/project.ts";
import { inkstone } from "../bad-inputs/run.ts";
import { serveFolder } from "../browser/serve.ts";
import { overhear, withWindow } from "./window.ts";

/** Opens one page of it; what it complains of makes the test fail. */
export async function onSite(
  files: Readonly<Record<string, string>>,
  address: string,
  look: (page: Page, origin: string) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const project = emptyProject();
  try {
    put(project, { "site.yml": "title: 墨\nlanguage: zh-CN\n", ...files });
    const run = await inkstone(project, ["build", "--strict"]);
    expect(run.exit, run.output).toBe(0);
    const host = await serveFolder(project.dist);
    try {
      await withWindow({ reducedMotion: "reduce", ...options }, async (context) => {
        const page = await context.newPage();
        const { said } = await overhear(page, host.origin);
        await page.goto(host.origin + address);
        await look(page, host.origin);
        expect(said).toEqual([]);
      });
    } finally {
      await host.close();
    }
  } finally {
    discard(project);
  }
}

export function post(text: string, front = "title: 甲\ndate: 2026-01-01"): string {
  return `---\n${front}\n---\n\n${text}\n`;
}
