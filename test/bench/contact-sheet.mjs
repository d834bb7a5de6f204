/**
 * Every kind of page on one sheet, for people to look at: `node test/bench/contact-sheet.mjs [folder]`.
 * Builds the sample blog, takes a picture of each page narrow and wide, light and dark, and puts them side by side.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
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
  execFileSync(process.execPath, [path.join(home, "src/bin.mjs"), "build", home, "-q", "--url", site, "--out", dist]);
  mkdirSync(folder, { recursive: true });
  const kinds = kindsOfPages(readdirSync(dist, { recursive: true }));
  const browser = await launch();
  for (const look of looks) await takePictures(browser, look, kinds);
  await takePrint(browser, kinds[1]);
  await putTogether(browser, kinds);
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
