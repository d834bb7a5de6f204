/**
 * What the rules for Chinese, Japanese and Korean cost: `node test/bench/cjk.mjs [folder of CJK posts] [folder of English ones]`.
 * Without folders, the sample blog's posts of either kind. Prints medians of CPU time, and of the ratios of neighbouring
 * rounds, one with the rules and one without, so that a busy machine slows both. Each parser has a process of its own: in
 * one, the engine would compile them for each other. And since it compiles a little otherwise in every process, several
 * pairs of them are measured, and how far they are apart is printed: what is less than that is not known.
 * `RULES=each` measures each rule alone, too.
 *
 * On a machine that has other things to do, that is not little. So a sampling profiler says besides what share of the time
 * is spent in the files of the rules: a busy machine slows these and the others alike.
 */
import { fork } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const home = path.join(import.meta.dirname, "../..");
const rounds = Number(process.env.ROUNDS ?? 15);
const pairs = Number(process.env.PAIRS ?? 7);
const leastCharacters = 200_000;
const ruleNames = ["emphasis", "lines", "ruby", "addresses", "passages", "slips", "runaways"];

if (process.send !== undefined) await measure(...process.argv.slice(2));
else await compareAll(...process.argv.slice(2));

// ------------------------------------------------------------------------------------------------------- the one who asks

async function compareAll(cjkFolder = path.join(home, "posts"), englishFolder = path.join(home, "posts")) {
  const folder = mkdtempSync(path.join(tmpdir(), "cjk-cost-"));
  try {
    for (const [name, posts] of [
      ["cjk", cjkFolder],
      ["english", englishFolder],
    ]) {
      console.log(`${name}, ${pairs} pairs, ${rounds} rounds of ${leastCharacters / 1000} thousand characters each`);
      const alone = process.env.RULES === "each" ? ruleNames.map((rule) => [rule]) : [];
      for (const names of [ruleNames, ...alone, []]) {
        if (names.length > 1) await printShares({ folder, name, posts, names });
        const found = [];
        for (let pair = 0; pair < pairs; pair += 1) found.push(await compare({ folder, name, posts, names }));
        const ratios = found.map(({ ratio }) => ratio).sort((a, b) => a - b);
        const [without, withRules] = ["without", "withRules"].map((side) => median(found.map((one) => one[side])));
        const title = names.length > 1 ? "all" : (names[0] ?? "none (noise)");
        console.log(
          `  ${title.padEnd(12)} ${without.toFixed(1)} → ${withRules.toFixed(1)} ms   × ${median(ratios).toFixed(3)} (${ratios[0].toFixed(3)}–${ratios.at(-1).toFixed(3)})`,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare({ folder, name, posts, names }) {
  const plain = start([await compile(folder, []), name, posts]);
  const ours = start([await compile(folder, names), name, posts]);
  const times = { plain: [], ours: [] };
  for (let round = -5; round < rounds; round += 1) {
    const pair = round % 2 === 0 ? [plain, ours] : [ours, plain];
    const took = new Map();
    for (const each of pair) took.set(each, await each.round());
    if (round < 0) continue;
    times.plain.push(took.get(plain));
    times.ours.push(took.get(ours));
  }
  plain.stop();
  ours.stop();
  const ratio = median(times.ours.map((time, round) => time / times.plain[round]));
  return { without: median(times.plain), withRules: median(times.ours), ratio };
}

async function printShares({ folder, name, posts, names }) {
  const ours = start([await compile(folder, names), name, posts]);
  const shares = await ours.ask("shares");
  ours.stop();
  const all = shares.reduce((sum, [, share]) => sum + share, 0);
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  console.log(
    `  of the time  ${percent(all)}: ${shares.map(([file, share]) => `${file} ${percent(share)}`).join(", ")}`,
  );
}

function start(args) {
  // With threads of its own the engine would compile and collect at the cost of whoever is measured just then.
  const child = fork(import.meta.filename, args, { execArgv: ["--single-threaded"] });
  let answer = () => {};
  child.on("message", (time) => answer(time));
  child.on("exit", (code, signal) => {
    if (code !== 0) throw new Error(`a measuring process ended with ${code ?? signal}`);
  });
  const ask = (what) =>
    new Promise((resolve) => {
      answer = resolve;
      child.send(what);
    });
  return {
    ask,
    round: () => ask("round"),
    stop: () => child.disconnect(),
  };
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** `src/post/markdown.ts` with some of the rules. Bare addresses are links in any case, and looked for in the same way. */
async function compile(folder, names) {
  const outfile = path.join(folder, `${names.join("-") || "none"}.mjs`);
  const contents = `
    import { emphasisBesideCjk } from "./cjk/emphasis.ts";
    import { foreignPassages } from "./cjk/foreign-passages.ts";
    import { linksEndAtCjk } from "./cjk/link-end.ts";
    import { ruby } from "./cjk/ruby.ts";
    import { runawayLinks } from "./cjk/runaway-links.ts";
    import { typingSlips } from "./cjk/slips.ts";
    import { joinLines } from "./cjk/soft-breaks.ts";
    const rules = {
      emphasis: (md, language) => emphasisBesideCjk(md, language),
      lines: (md, language) => joinLines(md, { language, mixed: "auto" }),
      ruby: (md) => ruby(md),
      addresses: (md) => linksEndAtCjk(md),
      passages: (md, language) => foreignPassages(md, { language, site: "zh-CN" }),
      slips: (md) => typingSlips(md),
      runaways: (md) => runawayLinks(md),
    };
    export function chineseJapaneseKorean(md, { language }) {
      md.set({ linkify: true });
      md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
      md.core.ruler.disable("linkify");
      for (const name of ${JSON.stringify(names)}) rules[name](md, language);
    }`;
  const someRules = {
    name: "some rules",
    setup(bundle) {
      bundle.onLoad({ filter: /rules[/\\]cjk\.ts$/ }, () => ({ contents, loader: "js" }));
    },
  };
  await build({
    entryPoints: [path.join(home, "src/post/markdown.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    plugins: [someRules],
    logLevel: "error",
  });
  return outfile;
}

// ------------------------------------------------------------------------------------------------ the one who is measured

async function measure(file, name, folder) {
  const { renderMarkdown } = await import(pathToFileURL(file).href);
  const language = name === "cjk" ? "zh-CN" : "en";
  const rules = {
    language,
    siteLanguage: "zh-CN",
    html: "allow",
    breaks: false,
    softBreakMixed: "auto",
    ruby: true,
    indent: false,
    headingIds: "github",
    highlight: false,
    math: false,
  };
  const posts = repeated(postsBelow(folder).filter((text) => isCjk(text) === (name === "cjk")));
  const renderAll = () => {
    for (const text of posts) renderMarkdown({ path: "posts/x.md", text }, { text, firstLine: 1 }, rules);
  };
  process.on("message", async (what) =>
    process.send(what === "shares" ? await sharesOf(renderAll, file) : timeOf(renderAll)),
  );
}

/** How much of the time is spent in each file of the rules; what they call of the engine counts as theirs. */
async function sharesOf(run, bundle) {
  const session = new Session();
  session.connect();
  for (let round = 0; round < 10; round += 1) run();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 300 });
  await session.post("Profiler.start");
  for (let round = 0; round < 30; round += 1) run();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();

  let file = "";
  const fileOfLine = readFileSync(bundle, "utf8")
    .split("\n")
    .map((line) => {
      file = /^\/\/ (?:\.\.\/)*(\S+\.m?[jt]s)$/.exec(line)?.[1] ?? file;
      return file;
    });
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const spent = new Map();
  let all = 0;
  for (const [at, sample] of profile.samples.entries()) {
    let id = sample;
    while (id !== undefined && !nodes.get(id).callFrame.url.endsWith(path.basename(bundle))) id = parents.get(id);
    if (id === undefined) continue;
    const where = fileOfLine[nodes.get(id).callFrame.lineNumber] ?? "";
    all += profile.timeDeltas[at];
    if (/rules\/cjk|character-class|shared\/languages/.test(where))
      spent.set(where, (spent.get(where) ?? 0) + profile.timeDeltas[at]);
  }
  return [...spent].sort((a, b) => b[1] - a[1]).map(([where, time]) => [path.basename(where, ".ts"), time / all]);
}

function timeOf(run) {
  const before = process.cpuUsage();
  run();
  return process.cpuUsage(before).user / 1000;
}

function repeated(posts) {
  const size = posts.reduce((sum, text) => sum + text.length, 0);
  if (size === 0) throw new Error("There are no such posts.");
  return Array.from({ length: Math.ceil(leastCharacters / size) }, () => posts).flat();
}

function postsBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((file) => /\.(?:md|markdown)$/.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), "utf8").replace(/^---\n[\s\S]*?\n---\n/, ""));
}

function isCjk(text) {
  return (text.match(/[\u3041-\u9fff\uac00-\ud7a3]/g) ?? []).length > text.length / 20;
}
