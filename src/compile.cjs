/**
 * TypeScript becomes JavaScript here, by content: the folder a compile lives in is named after the hash of every file
 * that went into it, so a stale one is never looked at. The files are read only when they look otherwise than last time.
 * This file, bin.cjs and load.cjs run as they are written.
 */
const { createHash, randomBytes } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** The folder of the package: our own templates and assets are in it. */
const home = path.dirname(__dirname);

const source = path.join(home, "src");
/** What runs is one file for Node's `require`, the public face one for `import`. */
const entries = { program: "program.ts", index: "index.ts" };
/** How many older compiles stay: a process started before an edit still loads its lazy parts from one of them. */
const kept = 5;

/** Answers the folder with `program.cjs`, compiling first if no compile of exactly these sources exists. */
async function compiled() {
  if (!fs.existsSync(path.join(source, entries.program))) return shipped();
  const files = sources();
  const look = lookAt(files);
  let name;
  for (const place of places()) {
    const known = lastSeen(place, look);
    if (known !== null) return known;
    name ??= hashOf(files);
    const folder = path.join(place, name);
    if (!fs.existsSync(path.join(folder, "program.cjs"))) continue;
    if (look.hasRested) note(place, { look, name });
    return folder;
  }
  return compile(name);
}

/** A published package carries one compile and no TypeScript. */
function shipped() {
  const folder = path.join(home, ".compiled", "shipped");
  if (!fs.existsSync(folder))
    throw new Error(`The package in ${home} is not whole: it has no src/program.ts and no .compiled/shipped.`);
  return folder;
}

function sources() {
  const files = filesIn("src").filter((file) => /\.(ts|mjs|cjs)$/.test(file));
  const lock = "package-lock.json";
  return fs.existsSync(path.join(home, lock)) ? [...files.sort(), lock] : files.sort();
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    const bytes = fs.readFileSync(path.join(home, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex").slice(0, 24);
}

/** Milliseconds after which a file has rested: more than the coarsest clock of a disk (FAT: two seconds). */
const rest = 2_100;

/** What files look like from without. One that changed a moment ago may change once more, and look the same. */
function lookAt(files) {
  const stats = files.map((file) => fs.statSync(path.join(home, file)));
  const seen = stats.map(({ size, mtimeMs, ctimeMs, ino }, at) => [files[at], size, mtimeMs, ctimeMs, ino].join(" "));
  return { seen: seen.join("\n"), hasRested: stats.every(({ ctimeMs }) => Date.now() - ctimeMs > rest) };
}

/** The compile of the sources when they looked like this. To read all of them takes several times as long. */
function lastSeen(place, { seen }) {
  try {
    const [name, ...then] = fs.readFileSync(path.join(place, "seen"), "utf8").split("\n");
    const folder = path.join(place, name);
    const isKnown = then.join("\n") === seen && /^[0-9a-f]{24}$/.test(name);
    return isKnown && fs.existsSync(path.join(folder, "program.cjs")) ? folder : null;
  } catch {
    return null;
  }
}

/** Where it cannot be kept, the sources are read the next time, too. */
function note(place, { look: { seen }, name }) {
  const file = path.join(place, "seen");
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    fs.writeFileSync(aside, `${name}\n${seen}`, { flag: "wx" });
    fs.renameSync(aside, file);
  } catch {
    fs.rmSync(aside, { force: true });
  }
}

/** Node's own way down into folders takes three times as long. */
function filesIn(folder) {
  return fs
    .readdirSync(path.join(home, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : `${folder}/${entry.name}`));
}

async function compile(name) {
  const esbuild = require("esbuild");
  const shared = {
    absWorkingDir: home,
    bundle: true,
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    external: ["esbuild", "fsevents"],
    outdir: "/",
    write: false,
    logLevel: "silent",
  };
  const program = esbuild.build({
    ...shared,
    entryPoints: { program: path.join(source, entries.program) },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    banner: { js: 'const __url = require("node:url").pathToFileURL(__filename).href;' },
    define: { "import.meta.url": "__url", COMPILE: JSON.stringify(name) },
  });
  const face = esbuild.build({
    ...shared,
    entryPoints: { index: path.join(source, entries.index) },
    splitting: true,
    format: "esm",
    // What was written for CommonJS still asks for `require`.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    define: { COMPILE: JSON.stringify(name) },
  });
  const bundles = await Promise.all([program, face, compileClient(esbuild)]);
  const files = bundles.flatMap(({ outputFiles }) => outputFiles);
  const errors = [];
  for (const place of places()) {
    try {
      return await keep(place, name, files);
    } catch (error) {
      errors.push(error);
    }
  }
  throw new AggregateError(
    errors,
    `No folder takes the compiled program: ${errors.map((error) => error.message).join("; ")}`,
  );
}

/** What the dev server adds to pages runs in browsers, so it is a file of its own. */
async function compileClient(esbuild) {
  return await esbuild.build({
    absWorkingDir: home,
    entryPoints: { client: path.join(source, "dev/client/main.ts") },
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    outdir: "/",
    write: false,
    logLevel: "silent",
  });
}

/** Beside the sources, or where the package cannot be written to, in a folder that only this user can write to. */
function* places() {
  yield path.join(home, ".compiled");
  const user = typeof process.getuid === "function" ? process.getuid() : os.userInfo().username;
  const own = path.join(os.tmpdir(), `inkstone-${user}`);
  try {
    fs.mkdirSync(own, { mode: 0o700 });
  } catch (error) {
    if (error.code !== "EEXIST") return;
  }
  const found = fs.lstatSync(own);
  const ours = typeof process.getuid !== "function" || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
  if (found.isDirectory() && ours) yield own;
}

/** Written aside and renamed into place, so that two first runs at once do not see each other's half. */
async function keep(place, name, files) {
  const folder = path.join(place, name);
  const aside = `${folder}.${randomBytes(6).toString("hex")}`;
  fs.mkdirSync(aside, { recursive: true });
  try {
    for (const file of files) {
      const target = path.join(aside, path.relative(path.parse(file.path).root, file.path));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, file.contents);
    }
    fs.writeFileSync(path.join(aside, "thread.cjs"), threadIn(place));
    lendPackages(place);
    await keepOwnTrees(aside);
    fs.renameSync(aside, folder);
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true });
    if (!fs.existsSync(path.join(folder, "program.cjs"))) throw error;
  }
  forgetOld(place, name);
  return folder;
}

/**
 * Our templates as the program parses them; one that is changed afterwards is parsed when it is needed. What is wrong with
 * the program itself is told when it runs.
 */
async function keepOwnTrees(folder) {
  try {
    const { treesOf } = require(path.join(folder, "program.cjs"));
    const templates = filesIn("templates").filter((file) => file.endsWith(".njk"));
    const trees = await treesOf(templates.map((file) => fs.readFileSync(path.join(home, file), "utf8")));
    fs.writeFileSync(path.join(folder, "templates.json"), JSON.stringify(trees));
  } catch {
    fs.rmSync(path.join(folder, "templates.json"), { force: true });
  }
}

/** What a thread begins with. It finds load.cjs also where the package has been moved, but for a compile outside of it. */
function threadIn(place) {
  const loader = isInside(place) ? "../../src/load.cjs" : path.join(source, "load.cjs");
  return `const { load } = require(${JSON.stringify(loader)});\nload(__dirname).program.startThread();\n`;
}

function isInside(place) {
  return place.startsWith(home + path.sep);
}

/** A compile outside the package still finds the packages that are not bundled. */
function lendPackages(place) {
  if (isInside(place)) return;
  const found = require.resolve("esbuild/package.json");
  const link = path.join(place, "node_modules");
  fs.rmSync(link, { force: true });
  fs.symlinkSync(path.dirname(path.dirname(found)), link, "junction");
}

function forgetOld(place, name) {
  const others = fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{24}/.test(entry.name) && entry.name !== name)
    .map((entry) => ({ folder: path.join(place, entry.name), age: fs.statSync(path.join(place, entry.name)).mtimeMs }))
    .sort((a, b) => b.age - a.age);
  for (const { folder } of others.slice(kept)) fs.rmSync(folder, { recursive: true, force: true });
}

module.exports = { compiled, home };

// `node src/compile.cjs` before packing: what is published is what is here.
if (require.main === module) {
  const ship = path.join(home, ".compiled", "shipped");
  fs.rmSync(ship, { recursive: true, force: true });
  void compiled().then(async (folder) => {
    // What V8 has made of it here is of no use elsewhere.
    fs.cpSync(folder, ship, { recursive: true, filter: (file) => !file.endsWith(".cache") });
    await keepOwnTrees(ship);
  });
}
