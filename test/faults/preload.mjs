/**
 * Breaks the file system of a program on purpose, at one exact call:
 *
 *     INKSTONE_FAULT=kill:rename:7 node --import ./test/faults/preload.mjs program.mjs
 *
 * `INKSTONE_FAULT` is `<what>:<operation>:<N>`: at the Nth call of that operation, `kill` ends the process as `kill -9`
 * does, and an error code (`ENOSPC`, `EACCES`, `EIO`, `EMFILE`, `EROFS`, `EXDEV`) makes the call fail with it. With a `+` after
 * the number every later call fails, too, as on a disk that stays full. What breaks a write does so after the first
 * half of its bytes.
 *
 *     operation   open (for writing)  write  copy  mkdir  rename  unlink  rmdir  link  chmod, or "any" of them
 *
 * `INKSTONE_FAULT_UNDER=<folder>` counts only calls that name a path below it. `INKSTONE_FAULT_LOG=<file>` notes
 * each counted call there, and a line `fault` when it strikes. Each thread counts for itself. A program may change
 * these words while it runs: then counting begins anew.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve, sep } from "node:path";

const WORDS = {
  ENOSPC: [-28, "no space left on device"],
  EACCES: [-13, "permission denied"],
  EIO: [-5, "i/o error"],
  EMFILE: [-24, "too many open files"],
  EROFS: [-30, "read-only file system"],
  EXDEV: [-18, "cross-device link not permitted"],
};

const OPERATIONS = {
  rename: ["rename"],
  unlink: ["unlink"],
  rmdir: ["rmdir"],
  mkdir: ["mkdir"],
  link: ["link", "symlink"],
  chmod: ["chmod"],
  copy: ["copyFile", "cp"],
  write: ["writeFile", "appendFile", "write", "writev"],
};

/** These strike in the midst of a write; the others before its first byte. */
const TEARS = new Set(["kill", "ENOSPC", "EIO"]);

const real = { ...fs };
const paths = new Map();
let fault = { words: "", what: "", operation: "", at: 0, stays: false, count: 0 };
/** Above zero inside a call that was counted already, and inside our own. */
let depth = 0;

for (const [name, functions] of Object.entries(OPERATIONS)) {
  for (const each of functions) {
    wrapSync(name, `${each}Sync`);
    wrapCallback(name, each);
    if (fs.promises[each] !== undefined) wrapPromise(name, each);
  }
}
wrapOpen();
syncBuiltinESMExports();

function wrapSync(name, key) {
  const original = real[key];
  fs[key] = (...args) => {
    if (isDue(name, args)) breakNow(name, args);
    return within(() => original.apply(fs, args));
  };
}

/** `writeFileSync` is made of `openSync` and `writeSync`: one call, counted once. */
function within(call) {
  depth += 1;
  try {
    return call();
  } finally {
    depth -= 1;
  }
}

function wrapCallback(name, key) {
  const original = real[key];
  fs[key] = (...args) => {
    const done = args.at(-1);
    if (typeof done !== "function" || !isDue(name, args)) return original.apply(fs, args);
    try {
      breakNow(name, args);
    } catch (error) {
      setImmediate(done, error);
    }
  };
}

function wrapPromise(name, key) {
  const original = fs.promises[key];
  fs.promises[key] = async (...args) => {
    if (isDue(name, args)) breakNow(name, args);
    return original.apply(fs.promises, args);
  };
}

/** Remembers which file a descriptor writes to. Opening for reading is not counted. */
function wrapOpen() {
  fs.openSync = (path, flags, mode) => {
    const writes = typeof flags === "string" ? /[wa+]/.test(flags) : ((flags ?? 0) & 3) !== 0;
    if (writes && isDue("open", [path])) breakNow("open", [path]);
    const descriptor = real.openSync(path, flags, mode);
    paths.set(descriptor, String(path));
    return descriptor;
  };
  fs.open = (path, flags, ...rest) => {
    const done = rest.at(-1);
    const writes = typeof flags === "string" && /[wa+]/.test(flags);
    try {
      if (writes && isDue("open", [path])) breakNow("open", [path]);
    } catch (error) {
      setImmediate(done, error);
      return;
    }
    real.open(path, flags, ...rest.slice(0, -1), (error, descriptor) => {
      if (!error) paths.set(descriptor, String(path));
      done(error, descriptor);
    });
  };
}

function isDue(name, args) {
  if (depth > 0) return false;
  const { INKSTONE_FAULT: words = "", INKSTONE_FAULT_UNDER: under } = process.env;
  if (fault.words !== `${words} ${under}`) fault = readFault(words, under);
  if (fault.what === "" || (fault.operation !== "any" && fault.operation !== name)) return false;
  const named = args.slice(0, 2).map(pathOf);
  if (under !== undefined && !named.some((path) => path !== null && isBelow(path, under))) return false;
  fault.count += 1;
  note(`${fault.count} ${name} ${named.filter((path) => path !== null).join(" ")}`);
  return fault.stays ? fault.count >= fault.at : fault.count === fault.at;
}

function readFault(words, under) {
  const [what = "", operation = "", number = ""] = words.split(":");
  const at = Number.parseInt(number, 10);
  return { words: `${words} ${under}`, what, operation, at, stays: number.endsWith("+"), count: 0 };
}

function breakNow(name, args) {
  const { what } = fault;
  if (TEARS.has(what)) within(() => tear(name, args));
  note("fault");
  if (what === "kill") {
    process.kill(process.pid, "SIGKILL");
    // The signal needs a moment to arrive; nothing may happen in it.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }
  const [errno, words] = WORDS[what] ?? [-1, "unknown"];
  throw Object.assign(new Error(`${what}: ${words}, ${name} '${pathOf(args[0]) ?? ""}'`), {
    errno,
    code: what,
    syscall: name,
    path: pathOf(args[0]) ?? undefined,
  });
}

function tear(name, [target, data, options]) {
  if (name === "copy" && typeof data === "string") real.writeFileSync(data, "");
  if (name !== "write") return;
  if (typeof data !== "string" && !ArrayBuffer.isView(data)) return;
  const bytes =
    typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const half = bytes.subarray(0, bytes.length >> 1);
  if (typeof target === "number") real.writeSync(target, half);
  else if (!real.existsSync(target) || options?.flag !== "wx") real.writeFileSync(target, half, options);
}

function pathOf(value) {
  if (typeof value === "string") return value;
  if (value instanceof URL) return value.pathname;
  return typeof value === "number" ? (paths.get(value) ?? null) : null;
}

function isBelow(path, folder) {
  const top = resolve(folder);
  return resolve(path).startsWith(top.endsWith(sep) ? top : top + sep);
}

function note(line) {
  const log = process.env.INKSTONE_FAULT_LOG;
  if (log !== undefined) within(() => real.writeFileSync(log, `${line}\n`, { flag: "a" }));
}
