/**
 * The compiled program, without being parsed and compiled by V8 anew at each start: what it has made of it is kept
 * beside the program. (Node 20 has no such cache, and that of newer ones knows less of what runs late.) Like bin.cjs
 * this file runs as it is written.
 */
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const vm = require("node:vm");

/**
 * Answers what `program.ts` exports; whether V8 had it already; and `keep`, to be called when much of the program has
 * run, since only what has run is kept: what a first, small or failed build has run is little, so that after one which
 * took several times as long it is kept anew. Neither fails for the cache: without one the program starts later.
 *
 * @param folder a compile
 */
function load(folder) {
  const file = path.join(folder, "program.cjs");
  if (process.argv.includes("--debug")) return loadPlainly(file);
  const sample = new vm.Script("0").createCachedData();
  const place = `${file}.${process.versions.v8}-${process.arch}.cache`;
  const { cachedData, worth: before } = kept(place);
  const script = new vm.Script(`(function (module, require, __filename) {${fs.readFileSync(file, "utf8")}\n})`, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const made = { exports: {} };
  script.runInThisContext()(made, createRequire(file), file);
  const isKept = cachedData !== undefined && script.cachedDataRejected === false;
  const keepUnlessKept = (worth = milliseconds()) => {
    if (isKept && worth < muchMore * before) return;
    made.exports.setAsAtStart();
    if (fits(sample)) keep(place, script.createCachedData(), worth);
  };
  return { program: made.exports, isKept, keep: keepUnlessKept };
}

/** So many times the work of the run whose code is kept: then it is kept anew, which takes a fiftieth of a second. */
const muchMore = 3;

/** Whether V8 is set as it was when it made this. Of a later V8 it may not be known how to set it back. */
function fits(sample) {
  // Of a script of the same name V8 would know itself.
  return new vm.Script("0", { filename: "fits", cachedData: sample }).cachedDataRejected === false;
}

/** What this process has cost until now, all of its threads. */
function milliseconds() {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}

/** As Node does it by itself: then stack traces lead to the sources. */
function loadPlainly(file) {
  process.setSourceMapsEnabled(true);
  return { program: createRequire(file)(file), isKept: false, keep: () => {} };
}

/**
 * A sum, what the run is worth (its milliseconds), the code. V8 believes what it is given, so that a torn or foreign file
 * is found out here.
 */
function kept(place) {
  try {
    const bytes = fs.readFileSync(place);
    const rest = bytes.subarray(sumLength);
    if (!bytes.subarray(0, sumLength).equals(sumOf(rest))) return {};
    return { worth: rest.readUInt32LE(0), cachedData: rest.subarray(worthLength) };
  } catch {
    return {};
  }
}

/** A package that cannot be written to does without. */
function keep(place, data, worth) {
  const aside = `${place}.${process.pid}`;
  const head = Buffer.alloc(worthLength);
  head.writeUInt32LE(worth);
  const rest = Buffer.concat([head, data]);
  try {
    fs.writeFileSync(aside, Buffer.concat([sumOf(rest), rest]), { flag: "wx" });
    fs.renameSync(aside, place);
  } catch {
    fs.rmSync(aside, { force: true });
  }
}

const sumLength = 32;
/** V8 makes a copy of code that does not begin at a multiple of eight. */
const worthLength = 8;

function sumOf(data) {
  return createHash("sha256").update(data).digest();
}

module.exports = { load };
