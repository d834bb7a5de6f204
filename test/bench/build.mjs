/**
 * What a build costs: `npm run bench -- [--sizes 100,1000,10000] [--runs 5] [--plot file.svg]`.
 *
 * A blog of so many posts is built from nothing, again after nothing has changed, and after one post was edited; in turn
 * with whatever else is installed, so that a machine that others use slows all of them alike. Two sites: `equal` makes
 * what the others make (`test/bench/site/`: lists, terms, a feed, no search), with and without coloured code;
 * `default` is our theme as it comes, with everything it has. Floors: reading the posts and writing the same files, and
 * markdown-it alone over the same texts, in one thread. Medians of wall time, CPU and the largest memory; ratios are of
 * medians.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { makePost } from "./corpus.mjs";
import { peers } from "./peers.mjs";
import { plot } from "./plot.mjs";

// Where this names a list of certificates, Node reads all of it at each start, which takes as long as a small build does
// and has nothing to do with anybody's blog.
delete process.env.NODE_EXTRA_CA_CERTS;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "100,1000,10000" },
    runs: { type: "string", default: "5" },
    plot: { type: "string" },
  },
});
const home = path.join(import.meta.dirname, "../..");
const work = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-bench-"));
const runs = Number(values.runs);
const sizes = values.sizes.split(",").map(Number);
const bin = path.join(home, "src/bin.cjs");
const rows = [];

try {
  console.log(
    `Node ${process.version}, ${os.availableParallelism()} cores, ${peers.map(({ name, version }) => `${name} ${version()}`).join(", ") || "no other generator installed"}, ${runs} runs`,
  );
  for (const size of sizes) measure(size);
  print();
  if (values.plot !== undefined) fs.writeFileSync(values.plot, plot(rows.filter(({ what }) => what === "cold")));
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}

function measure(size) {
  const posts = Array.from({ length: size }, (_, number) => makePost(number));
  const contestants = [
    ...[false, true].map((highlight) =>
      ours(`Inkstone, equal site${highlight ? ", colours" : ""}`, posts, { highlight, site: "equal" }),
    ),
    ours("Inkstone, default site", posts, { highlight: true, site: "default" }),
    ...peers.flatMap((peer) => [false, true].map((highlight) => theirs(peer, posts, highlight))),
    ...floors(posts),
  ];
  for (let run = 0; run <= runs; run++) {
    for (const { name, cold, again } of contestants) {
      // The first round warms the disk's cache and is not counted.
      const note = (what, figures) => run > 0 && rows.push({ name, size, what, ...figures });
      note("cold", cold());
      if (again === undefined) continue;
      note(
        "nothing changed",
        again(() => {}),
      );
      note(
        "one post edited",
        again((edit) => edit(run)),
      );
    }
  }
}

function ours(name, posts, { highlight, site }) {
  const folder = path.join(work, `${posts.length} ${name}`);
  fs.mkdirSync(path.join(folder, "posts"), { recursive: true });
  for (const { slug, text } of posts) fs.writeFileSync(path.join(folder, "posts", `${slug}.md`), text);
  if (site === "equal") {
    fs.cpSync(path.join(import.meta.dirname, "site"), folder, { recursive: true });
    const settings = path.join(folder, "site.yml");
    fs.writeFileSync(settings, fs.readFileSync(settings, "utf8").replaceAll("HIGHLIGHT", String(highlight)));
  } else fs.writeFileSync(path.join(folder, "site.yml"), "title: Bench\nurl: https://example.com\n");
  const build = () => timed(process.execPath, [bin, "build", folder, "-q"]);
  const edit = (run) => {
    const { slug, text } = posts[Math.floor(posts.length / 2)];
    fs.writeFileSync(path.join(folder, "posts", `${slug}.md`), `${text}\n又加了一句，第 ${run} 次。\n`);
  };
  return {
    name,
    cold() {
      for (const made of ["dist", ".inkstone"]) fs.rmSync(path.join(folder, made), { recursive: true, force: true });
      return build();
    },
    again(change) {
      change(edit);
      return build();
    },
  };
}

function theirs(peer, posts, highlight) {
  const name = `${peer.name}${highlight ? ", colours" : ""}`;
  const folder = path.join(work, `${posts.length} ${name}`);
  peer.lay(folder, posts);
  peer.set(folder, highlight);
  const out = path.join(folder, "out");
  return {
    name,
    cold() {
      for (const made of [out, ...peer.leftovers.map((file) => path.join(folder, file))])
        fs.rmSync(made, { recursive: true, force: true });
      return timed(...peer.command(folder, out));
    },
  };
}

/** What no build of these posts in one thread can be faster than, one program each. */
function floors(posts) {
  const from = path.join(work, `${posts.length} Inkstone, equal site`);
  const to = path.join(work, `${posts.length} floor`);
  const program = (text) => () => timed(process.execPath, ["--input-type=module", "-e", text], { cwd: home });
  return [
    {
      name: "floor: read the posts, write the same files",
      cold: () => {
        fs.rmSync(to, { recursive: true, force: true });
        return program(`
          import fs from "node:fs"; import path from "node:path";
          for (const file of fs.readdirSync(${JSON.stringify(`${from}/posts`)})) fs.readFileSync(path.join(${JSON.stringify(`${from}/posts`)}, file), "utf8");
          const copy = (a, b) => { fs.mkdirSync(b); for (const e of fs.readdirSync(a, { withFileTypes: true })) e.isDirectory() ? copy(path.join(a, e.name), path.join(b, e.name)) : fs.writeFileSync(path.join(b, e.name), fs.readFileSync(path.join(a, e.name))); };
          copy(${JSON.stringify(`${from}/dist`)}, ${JSON.stringify(to)});`)();
      },
    },
    {
      name: "floor: markdown-it alone",
      cold: program(`
        import fs from "node:fs"; import path from "node:path"; import MarkdownIt from "markdown-it";
        const md = new MarkdownIt({ html: true, linkify: true });
        for (const file of fs.readdirSync(${JSON.stringify(`${from}/posts`)})) md.render(fs.readFileSync(path.join(${JSON.stringify(`${from}/posts`)}, file), "utf8").split("---\\n\\n")[1] ?? "");`),
    },
  ];
}

/** Wall seconds by our clock; CPU and memory by `time`, where the machine has it. */
function timed(program, args, options = {}) {
  const time = "/usr/bin/time";
  const [command, words] = fs.existsSync(time) ? [time, ["-f", "%U %S %M", program, ...args]] : [program, args];
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, words, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  const wall = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}:\n${stderr}`);
  const [user, system, memory] = /([\d.]+) ([\d.]+) (\d+)\s*$/.exec(stderr)?.slice(1).map(Number) ?? [];
  return { wall, cpu: user === undefined ? null : user + system, mib: memory === undefined ? null : memory / 1024 };
}

function print() {
  const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
  const of = (key) => rows.filter((row) => `${row.size} ${row.what} ${row.name}` === key);
  const keys = [...new Set(rows.map(({ size, what, name }) => `${size} ${what} ${name}`))];
  const first = peers[0]?.name;
  const figure = (value, digits) => (value === undefined || Number.isNaN(value) ? "" : value.toFixed(digits));
  console.log(
    `\n| posts | build | | wall s (fastest–slowest) | CPU s | MiB | wall ÷ ${first ?? "–"} |\n|--:|---|---|--:|--:|--:|--:|`,
  );
  for (const key of keys) {
    const [{ size, what, name }] = of(key);
    const walls = of(key).map(({ wall }) => wall);
    const peer = of(`${size} cold ${first}${name.endsWith("colours") || name.includes("default") ? ", colours" : ""}`);
    const ratio = peer.length === 0 ? Number.NaN : median(walls) / median(peer.map(({ wall }) => wall));
    const spread = `${figure(median(walls), 2)} (${figure(Math.min(...walls), 2)}–${figure(Math.max(...walls), 2)})`;
    const cpu = median(of(key).map(({ cpu: each }) => each ?? Number.NaN));
    const mib = median(of(key).map(({ mib: each }) => each ?? Number.NaN));
    console.log(
      `| ${size.toLocaleString("en-US")} | ${name} | ${what} | ${spread} | ${figure(cpu, 2)} | ${figure(mib, 0)} | ${figure(ratio, 2)} |`,
    );
  }
}
