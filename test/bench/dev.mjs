/**
 * How long after a save the new text is there, in the answer to a request and in a browser.
 *
 *     node test/bench/dev.mjs [--sizes 1000,10000] [--edits 15] [--pattern rename|write] [--no-browser]
 *
 * The clock starts with the `rename()` (or with the end of the write) of the newest post. `page` ends when a request
 * that was sent at once is answered with the new text; `dom` when a browser that has the page open shows it; `home` when
 * the first page of the blog has the new title. The time that dev waits for quiet on purpose is in all of them, and is
 * named at the end. Medians and the worst; for ratios run it on the same machine before and after a change.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000" },
    edits: { type: "string", default: "15" },
    pattern: { type: "string", default: "rename" },
    "no-browser": { type: "boolean", default: false },
  },
});
const bin = path.join(import.meta.dirname, "../../src/bin.cjs");
const quiet = { rename: 3, write: 10 }[values.pattern];

for (const size of values.sizes.split(",").map(Number)) await measure(size);
process.exit(0);

async function measure(size) {
  const root = makeBlog(size);
  const begun = performance.now();
  const child = spawn(process.execPath, [bin, "dev", root, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await portOf(child);
  const ready = performance.now() - begun;
  const browser = values["no-browser"] ? null : await openBrowser(`http://localhost:${port}/posts/newest/`);
  const times = { page: [], dom: [], home: [] };
  await pause(2_000);
  for (let at = 0; at < Number(values.edits); at++) {
    const token = `edit-${at}-${process.pid}`;
    const seen = browser?.see(token);
    const saved = save(root, token);
    await until(async () => (await get(port, "/posts/newest/")).includes(token));
    times.page.push(clock() - saved);
    if (seen !== undefined) times.dom.push((await seen) - saved);
    await until(async () => (await get(port, "/")).includes(token));
    times.home.push(clock() - saved);
    await pause(1_500);
  }
  console.log(`${size.toLocaleString("en-US")} posts: ready after ${Math.round(ready)} ms, by ${values.pattern}`);
  for (const [name, all] of Object.entries(times))
    if (all.length > 0) console.log(`  ${name.padEnd(5)} ${figures(all)}`);
  console.log(
    `  of which ${quiet} ms are waited for quiet · memory ${memoryOf(child.pid)} · load ${os.loadavg()[0].toFixed(1)}`,
  );
  await browser?.close();
  child.kill();
  fs.rmSync(root, { recursive: true, force: true });
}

/** Posts of some 4 KB in two languages, with terms and links between them, dated a few hours apart. */
function makeBlog(size) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-dev-bench-"));
  fs.mkdirSync(path.join(root, "posts"));
  fs.writeFileSync(path.join(root, "site.yml"), "title: 砚台\nurl: https://example.com\ntimezone: Asia/Shanghai\n");
  for (let at = 1; at < size; at++) fs.writeFileSync(path.join(root, `posts/post-${at}.md`), postText(at, ""));
  fs.writeFileSync(path.join(root, "posts/newest.md"), postText(size, ""));
  return root;
}

function postText(at, token) {
  const date = new Date(Date.UTC(2010, 0, 1) + at * 4 * 3_600_000).toISOString();
  const paragraph = (number) =>
    `第 ${number} 段：调度器把 offer 依次交给每个 framework，见 [上一篇](/posts/post-${Math.max(1, at - number)}/)。The agents report \`cpus\` and **mem** once a second.`;
  const body = Array.from({ length: 18 }, (_, number) => paragraph(number + 1)).join("\n\n");
  const code = "```js\nconst offers = new Map();\nfor (const [id, offer] of offers) console.log(id, offer);\n```";
  const tags = `tags: [mesos, tag-${at % 200}, tag-${(at * 7) % 200}]\ncategories: [c${at % 12}]`;
  return `---\ntitle: Post ${at} ${token}\ndate: ${date}\n${tags}\n---\n\n${body}\n\n${code}\n\n${token}\n`;
}

/** @returns the moment from which the new text stands on the disk */
function save(root, token) {
  const file = path.join(root, "posts/newest.md");
  const text = postText(0, token)
    .replace(/^date: .*$/m, "date: 2026-01-01")
    .replace("Post 0", "Newest");
  if (values.pattern === "write") {
    fs.writeFileSync(file, text);
    return clock();
  }
  fs.writeFileSync(`${path.dirname(file)}/.newest.md.tmp`, text);
  const begun = clock();
  fs.renameSync(`${path.dirname(file)}/.newest.md.tmp`, file);
  return begun;
}

async function openBrowser(url) {
  const { chromium } = await import("playwright-core");
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const own = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = process.env.INKSTONE_CHROMIUM ?? own.find((file) => fs.existsSync(file));
  const executablePath = found ?? (await (await import("@sparticuz/chromium")).default.executablePath());
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--headless=shell", "--disable-gpu"],
  });
  const page = await browser.newPage();
  await page.goto(url);
  return {
    /** Resolves with the moment at which the page says so. */
    see: (token) =>
      page.evaluate(
        (wanted) =>
          new Promise((resolve) => {
            const look = () => {
              if (!document.body.textContent.includes(wanted)) return;
              observer.disconnect();
              resolve(performance.timeOrigin + performance.now());
            };
            const observer = new MutationObserver(look);
            observer.observe(document, { subtree: true, childList: true, characterData: true });
          }),
        token,
      ),
    close: () => browser.close(),
  };
}

function portOf(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
      const [, port] = /localhost:(\d+)/.exec(said) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.on("exit", (code, signal) => reject(new Error(`dev ended with ${code ?? signal}`)));
  });
}

function get(port, url) {
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port, path: url, headers: { host: "localhost" } }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece) => {
          text += piece;
        });
        response.on("end", () => resolve(text));
      })
      .on("error", reject);
  });
}

async function until(isSo) {
  while (!(await isSo())) await pause(1);
}

function clock() {
  return performance.timeOrigin + performance.now();
}

function figures(all) {
  const sorted = all.toSorted((a, b) => a - b);
  const show = (ms) => `${ms.toFixed(1)} ms`;
  return `median ${show(sorted[Math.floor((sorted.length - 1) / 2)])} · best ${show(sorted[0])} · worst ${show(sorted.at(-1))}`;
}

function memoryOf(pid) {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return `${Math.round(Number(kilobytes) / 1024)} MiB`;
  } catch {
    return "unknown";
  }
}

function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
