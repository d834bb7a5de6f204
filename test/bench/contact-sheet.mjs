/**
 * Every kind of page on one sheet, for people to look at: `node test/bench/contact-sheet.mjs [folder]`.
 * Builds the sample blog, takes a picture of each page narrow and wide, light and dark, and puts them side by side, as
 * `sheet.png`; and a few of them once more for the README, as `theme.webp` (`.github/theme.webp` here).
 */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch } from "./browser.mjs";

const home = path.join(import.meta.dirname, "../..");
const folder = path.resolve(process.argv[2] ?? path.join(tmpdir(), "inkstone-contact-sheet"));
const site = "https://sheet.example";

const looks = [
  { name: "390-light", width: 390, colorScheme: "light" },
  { name: "390-dark", width: 390, colorScheme: "dark" },
  { name: "768-light", width: 768, colorScheme: "light" },
  { name: "1440-light", width: 1440, colorScheme: "light" },
  { name: "1440-dark", width: 1440, colorScheme: "dark" },
];

const dist = mkdtempSync(path.join(tmpdir(), "inkstone-sheet-"));
try {
  execFileSync(process.execPath, [path.join(home, "src/bin.cjs"), "build", home, "-q", "--url", site, "--out", dist]);
  mkdirSync(folder, { recursive: true });
  const kinds = kindsOfPages(readdirSync(dist, { recursive: true }));
  const browser = await launch();
  for (const look of looks) await takePictures(browser, look, kinds);
  await takePrint(browser, kinds[1]);
  await putTogether(browser, kinds);
  await putForReadme(browser);
  await browser.close();
  console.log(path.join(folder, "sheet.png"));
} finally {
  rmSync(dist, { recursive: true, force: true });
}

/** Every page by hand would tire the eye: one of each kind, and posts of both languages. */
function kindsOfPages(files) {
  const pages = files.filter((file) => file.endsWith("index.html")).sort();
  const wanted = [
    ["home", /^index\.html$/],
    ["post", /mesoscon-2014\/index\.html$/],
    ["post-zh", /中文排版\/index\.html$/],
    ["post-en", /writing\/index\.html$/],
    ["post-parts", /commonmark\/index\.html$/],
    ["page", /^about\/index\.html$/],
    ["links", /^links\/index\.html$/],
    ["tags", /^tags\/index\.html$/],
    ["tag", /^tags\/[^/]+\/index\.html$/],
    ["categories", /^categories\/index\.html$/],
    ["archive", /^archive\/index\.html$/],
    ["featured", /^featured\/index\.html$/],
    ["search", /^search\/index\.html$/],
  ];
  const found = wanted.map(([name, pattern]) => [name, pages.find((file) => pattern.test(file))]);
  return [...found.filter(([, file]) => file !== undefined), ["404", "404.html"]];
}

async function open(browser, look) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.colorScheme,
  });
  await context.route("**/*", (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const file = path.join(dist, decodeURIComponent(pathname));
    const shown = existsSync(file) && statSync(file).isDirectory() ? path.join(file, "index.html") : file;
    return origin === site && existsSync(shown) ? route.fulfill({ path: shown }) : route.abort();
  });
  return context;
}

function addressOf(file) {
  return `${site}/${file.split("/").map(encodeURIComponent).join("/")}`;
}

async function takePictures(browser, look, kinds) {
  const context = await open(browser, look);
  const page = await context.newPage();
  for (const [name, file] of kinds) {
    await page.goto(addressOf(file));
    await page.screenshot({ path: path.join(folder, `${name}-${look.name}.png`), fullPage: true });
  }
  await context.close();
}

async function takePrint(browser, [name, file]) {
  const context = await open(browser, { width: 794, colorScheme: "light" });
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  await page.goto(addressOf(file));
  await page.screenshot({ path: path.join(folder, `${name}-print.png`), fullPage: true });
  await context.close();
}

async function putTogether(browser, kinds) {
  const pictures = looks.flatMap((look) => kinds.map(([name]) => `${name}-${look.name}`));
  const figures = [...pictures, `${kinds[1][0]}-print`].map((name) => {
    const bytes = readFileSync(path.join(folder, `${name}.png`)).toString("base64");
    return `<figure><div><img src="data:image/png;base64,${bytes}"></div><figcaption>${name}</figcaption></figure>`;
  });
  const page = await browser.newPage({ viewport: { width: 2200, height: 1000 } });
  await page.setContent(`<style>body{display:grid;grid-template-columns:repeat(8,1fr);gap:20px;margin:20px;background:#ccc}
    figure{margin:0;font:14px sans-serif}div{height:340px;overflow:hidden;background:#fff}img{width:100%}</style>${figures.join("")}`);
  await page.screenshot({ path: path.join(folder, "sheet.png"), fullPage: true });
  await page.close();
}

/** What somebody sees who wonders whether to try it: home wide, a post light and dark, code and a list on a telephone. */
async function putForReadme(browser) {
  const chosen = [
    ["home-1440-light", 1440, 1000],
    ["post-1440-dark", 1440, 1000],
    ["post-390-light", 390, 1000],
    ["archive-390-dark", 390, 1000],
    ["tags-390-light", 390, 1000],
    ["home-390-dark", 390, 1000],
  ];
  const figures = chosen.map(([name, width, height]) => {
    const bytes = readFileSync(path.join(folder, `${name}.png`)).toString("base64");
    const scale = width > 1000 ? 0.5 : 0.9;
    const size = `width:${width * scale}px;height:${(width > 1000 ? height : 900) * scale}px`;
    return `<div style="${size}"><img src="data:image/png;base64,${bytes}" style="width:${width * scale}px"></div>`;
  });
  const page = await browser.newPage({ viewport: { width: 1482, height: 100 } });
  await page.setContent(`<style>body{display:flex;flex-wrap:wrap;gap:16px 16px;width:1458px;margin:0;padding:12px;background:#8d8983}
    div{overflow:hidden;background:#888}img{display:block}</style>${figures.join("")}`);
  const shot = (await page.screenshot({ fullPage: true })).toString("base64");
  const webp = await page.evaluate(`(async () => {
    const picture = new Image();
    picture.src = "data:image/png;base64,${shot}";
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas.toDataURL("image/webp", 0.8).split(",")[1];
  })()`);
  writeFileSync(path.join(folder, "theme.webp"), Buffer.from(webp, "base64"));
  await page.close();
}
