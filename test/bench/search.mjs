/**
 * What search costs: `node test/bench/search.mjs [folder of posts] [how many]`. Without a folder, the sample blog's posts.
 * Prints CPU time of what search adds to a build beside that of reading the posts, the size of the index as written and
 * as it travels, and what a query fetches. Where `PAGEFIND` names a Pagefind, the same for it over the same pages.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
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
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const home = path.join(import.meta.dirname, "../..");
const [folder = path.join(home, "posts"), most = "1000"] = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 5);
const work = mkdtempSync(path.join(tmpdir(), "inkstone-search-"));

try {
  const posts = copyPosts();
  console.log(`${posts} posts of ${folder}`);
  inkstone();
  sizes("index", path.join(work, "dist/search"), /^\d+\.txt$/);
  await queries();
  await times();
  if (process.env.PAGEFIND !== undefined) pagefind(process.env.PAGEFIND);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function copyPosts() {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => /\.(?:md|markdown)$/.test(name))
    .sort()
    .slice(0, Number(most));
  for (const [at, name] of files.entries()) {
    const target = path.join(work, "posts", String(at), path.basename(name));
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(path.join(folder, name), target);
  }
  writeFileSync(path.join(work, "site.yml"), "title: bench\nlanguage: zh-CN\npermalink: /:year/:month/:slug/\n");
  return files.length;
}

function inkstone() {
  const run = spawnSync(process.execPath, [path.join(home, "src/bin.cjs"), "build", work, "--keep-going", "-q"]);
  if (run.status === null || run.status > 1)
    throw new Error(`${run.stdout}${run.stderr}${run.signal ?? ""}${run.error ?? ""}`);
}

function filesIn(place, names) {
  return readdirSync(place, { recursive: true })
    .filter((name) => names.test(name) && statSync(path.join(place, name)).isFile())
    .map((name) => readFileSync(path.join(place, name)));
}

function sizes(what, place, names) {
  const files = filesIn(place, names);
  const travelling = files.map((bytes) => gzipSync(bytes).length);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  console.log(
    `${what}: ${files.length} files, ${kB(sum(files.map((bytes) => bytes.length)))} written, ` +
      `${kB(sum(travelling))} gzip, largest ${kB(Math.max(...travelling))}`,
  );
}

/** What is fetched of the index for the most frequent words of the titles. */
async function queries() {
  const { gramsOf, shardOf, fold } = await import(pathToFileURL(path.join(home, "assets/js/search.js")).href);
  const dist = path.join(work, "dist/search");
  const page = readFileSync(path.join(dist, "index.html"), "utf8");
  const shards = Number(/data-shards="(\d+)"/.exec(page)?.[1]);
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const titles = [...page.matchAll(/data-entry.*?<a [^>]*>(.*?)<\/a>/g)].map(([, title]) => title).join("\n");
  const words = new Set(
    [...segmenter.segment(titles)].map(({ segment }) => fold(segment)).filter((word) => word.length > 1),
  );
  const costs = [...words].slice(0, 200).map((word) => {
    const files = new Set(gramsOf(word).map(({ text }) => shardOf(text, shards)));
    return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(dist, `${file}.txt`))).length, 0);
  });
  costs.sort((a, b) => a - b);
  const at = (share) => kB(costs[Math.floor((costs.length - 1) * share)] ?? 0);
  console.log(
    `a query of one word fetches ${at(0.5)} (median), ${at(0.9)} (nine of ten), ${at(1)} at most; page ${kB(gzipSync(page).length)}`,
  );
}

/** In this process, warm: shares of CPU time matter, not seconds. */
async function times() {
  const entry = path.join(work, "parts.mjs");
  await build({
    stdin: {
      contents: ["post/markdown", "post/search-text", "post/front-matter", "site/search/write-shards"]
        .map((name) => `export * from "./src/${name}.ts";`)
        .join("\n"),
      resolveDir: home,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: entry,
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    logLevel: "error",
  });
  const { renderMarkdown, searchText, writeShards } = await import(pathToFileURL(entry).href);
  const rules = {
    language: "zh-CN",
    siteLanguage: "zh-CN",
    html: "allow",
    breaks: false,
    headingIds: "github",
    softBreakMixed: "auto",
    ruby: false,
    indent: false,
    highlight: false,
    math: false,
  };
  const sources = filesIn(path.join(work, "posts"), /\.(?:md|markdown)$/).map((bytes) =>
    bytes.toString("utf8").replace(/^---\r?\n[\s\S]*?\n---\r?\n/, ""),
  );
  const best = { markdown: Infinity, text: Infinity, index: Infinity };
  for (let round = 0; round < rounds; round += 1) {
    let bodies = [];
    let texts = [];
    const cost = (name, run) => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      best[name] = Math.min(best[name], (user + system) / 1000);
    };
    cost("markdown", () => {
      bodies = sources.map(
        (text, at) => renderMarkdown({ path: `${at}.md`, text }, { text, firstLine: 1 }, rules).html,
      );
    });
    cost("text", () => {
      texts = bodies.map((html) => searchText([], html));
    });
    const units = texts.reduce((sum, text) => sum + text.length, 0);
    cost("index", () => writeShards(texts, 2 ** Math.max(0, Math.round(Math.log2(units / 32_768)))));
  }
  const share = (part) => `${((100 * part) / best.markdown).toFixed(1)} %`;
  console.log(
    `CPU: Markdown ${ms(best.markdown)}, text of posts ${ms(best.text)} (${share(best.text)}), ` +
      `index ${ms(best.index)} (${share(best.index)})`,
  );
}

function pagefind(program) {
  // The shell knows what its children took of the processor.
  const run = spawnSync(
    "sh",
    [
      "-c",
      '"$@" && times',
      "sh",
      program,
      "--site",
      path.join(work, "dist"),
      // The posts alone, by their address, and of them what the index has.
      "--glob",
      "[0-9]*/**/*.html",
      "--root-selector",
      "article",
    ],
    { encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}${run.error ?? ""}`);
  const spent = [...(run.stdout.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  const seconds = spent.reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
  console.log(`Pagefind: CPU ${ms(seconds * 1000)}`);
  const place = path.join(work, "dist/pagefind");
  sizes("Pagefind, index", place, /\.pf_(?:index|meta)$/);
  sizes("Pagefind, texts", place, /\.pf_fragment$/);
  sizes("Pagefind, script", place, /^pagefind(?:-worker)?\.js$|\.pagefind$/);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function ms(milliseconds) {
  return `${Math.round(milliseconds).toLocaleString("en")} ms`;
}
