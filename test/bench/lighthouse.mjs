/**
 * What Lighthouse thinks of the sample blog: the median of five runs of its mobile preset, on home and the sample post.
 *
 *     npm install --prefix /tmp/lighthouse lighthouse@12.2.3
 *     node test/bench/lighthouse.mjs /tmp/lighthouse
 *
 * The last column is how fast Lighthouse finds this machine while it looks: it slows the page down fourfold whatever the
 * machine, so that a busy one (below 1000) is told of delays that no telephone has.
 *
 * Version 12.2.3 is the last that runs on Node 20. It is not among the packages of this repository: it brings 140.
 */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { chromiumPath } from "./browser.mjs";

const home = path.join(import.meta.dirname, "../..");
const lighthouse = path.join(process.argv[2] ?? "", "node_modules/lighthouse/cli/index.js");
const runs = Number(process.argv[3] ?? 5);
const kinds = ["performance", "accessibility", "best-practices", "seo"];
const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".jpg": "image/jpeg",
  ".png": "image/png",
};

if (!existsSync(lighthouse))
  throw new Error("Say where Lighthouse is installed; the first lines of this file say how.");
const dist = mkdtempSync(path.join(tmpdir(), "inkstone-lighthouse-"));
const server = createServer(answer);
try {
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const site = `http://127.0.0.1:${server.address().port}`;
  const build = [path.join(home, "src/bin.cjs"), "build", home, "-q", "--url", site, "--out", dist];
  execFileSync(process.execPath, build);
  console.log(["page", ...kinds, "LCP ms", "CLS", "TBT ms", "benchmark"].join(" | "));
  for (const address of ["/", "/mesos/mesoscon-2014/"]) {
    const reports = [];
    for (let run = 0; run < runs; run += 1) reports.push(await look(site + address));
    const middle = (of) => reports.map(of).sort((a, b) => a - b)[Math.floor(runs / 2)];
    const scores = kinds.map((kind) => Math.round(100 * middle(({ categories }) => categories[kind].score)));
    const figures = ["largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time"].map((audit) =>
      middle(({ audits }) => audits[audit].numericValue),
    );
    const [lcp, cls, tbt] = figures;
    console.log(
      [
        address,
        ...scores,
        Math.round(lcp),
        cls.toFixed(3),
        Math.round(tbt),
        middle(({ environment }) => environment.benchmarkIndex),
      ].join(" | "),
    );
    tellFaults(reports[0]);
  }
} finally {
  server.close();
  rmSync(dist, { recursive: true, force: true });
}

/** A static host: folders by their index.html, text compressed, fingerprinted files kept for ever. */
function answer(request, response) {
  const { pathname } = new URL(request.url, "http://host");
  const wanted = path.join(dist, decodeURIComponent(pathname));
  const file = existsSync(wanted) && statSync(wanted).isDirectory() ? path.join(wanted, "index.html") : wanted;
  if (!file.startsWith(dist) || !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  const type = types[path.extname(file)] ?? "application/octet-stream";
  const bytes = readFileSync(file);
  const isText = /text|xml/.test(type);
  response.writeHead(200, {
    "content-type": type,
    "cache-control": /\.[0-9a-f]{8}\./.test(file) ? "public, max-age=31536000, immutable" : "max-age=600",
    ...(isText ? { "content-encoding": "gzip" } : {}),
  });
  response.end(isText ? gzipSync(bytes) : bytes);
}

async function look(address) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      lighthouse,
      address,
      "--quiet",
      "--output=json",
      "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
      `--only-categories=${kinds.join(",")}`,
    ],
    { maxBuffer: 2 ** 28, env: { ...process.env, CHROME_PATH: chromiumPath() } },
  );
  return JSON.parse(stdout);
}

/** What is not whole, in its own words. */
function tellFaults({ categories, audits }) {
  for (const kind of kinds.slice(1))
    for (const { id, weight } of categories[kind].auditRefs) {
      const { score, title } = audits[id];
      if (weight > 0 && score !== null && score < 1) console.log(`  ${kind}: ${title}`);
    }
}
