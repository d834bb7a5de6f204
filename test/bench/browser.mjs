/** The browser of the tools here: the machine's own Chromium. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [
  process.env.INKSTONE_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

export async function launch() {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) throw new Error("No Chromium here; name one in INKSTONE_CHROMIUM.");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--headless=shell", "--disable-gpu"] });
}
