/**
 * A Chromium for the tests: the one `INKSTONE_CHROMIUM` names, else the machine's own, else the one that comes
 * through npm (Linux x64 only). Of that one's own arguments only these are safe: `--single-process` ends the browser
 * when a second context is opened.
 */
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const OPTIONS = [
  "--no-sandbox",
  "--disable-gpu",
  "--headless=shell",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched: Promise<Browser> | null = null;

/** One browser for all tests of a file; `closeBrowser` in `afterAll`. */
export function sharedBrowser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

export async function closeBrowser(): Promise<void> {
  const browser = await launched;
  launched = null;
  await browser?.close();
}

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.INKSTONE_CHROMIUM ?? onPath() ?? (await fromNpm()),
    args: OPTIONS,
  });
}

function onPath(): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function fromNpm(): Promise<string> {
  const { default: shipped } = await import("@sparticuz/chromium");
  return shipped.executablePath();
}
