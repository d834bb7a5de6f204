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
  return chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--headless=shell", "--disable-gpu"],
  });
}

export function chromiumPath() {
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined) throw new Error("No Chromium here; name one in INKSTONE_CHROMIUM.");
  return found;
}
