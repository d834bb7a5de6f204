/** Draws `assets/icons/` anew from `assets/favicon.svg`: `node test/bench/draw-icons.mjs`. By hand, when the drawing changes. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { launch } from "./browser.mjs";

const assets = path.join(import.meta.dirname, "../../assets");
const drawing = readFileSync(path.join(assets, "favicon.svg"), "utf8");
const square = drawing.replace(' rx="6"', "");

const browser = await launch();
const page = await browser.newPage();
await draw("touch.png", { width: 180, height: 180, body: square.replace("<svg", '<svg width="180"') });
await draw("share.png", {
  width: 1200,
  height: 630,
  body: `<div>${drawing.replace("<svg", '<svg width="220"')}</div>`,
});
await browser.close();

async function draw(name, { width, height, body }) {
  await page.setViewportSize({ width, height });
  await page.setContent(
    `<style>*{margin:0}svg{display:block}div{display:grid;place-items:center;height:100vh;background:#faf8f3}</style>${body}`,
  );
  await page.screenshot({ path: path.join(assets, "icons", name) });
}
