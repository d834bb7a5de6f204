#!/usr/bin/env node
/** What `inkstone` starts: makes sure the program is compiled from the sources as they are, then hands over. */
const { enableCompileCache } = require("node:module");
const { compiled, home } = require("./compile.cjs");
const { load } = require("./load.cjs");

// A pipe that is closed early (`| head -1`) ends the talking, not the work; nor does a full disk below a log.
let unsaid = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", ({ code, message }) => {
    if (code === "EPIPE" || unsaid) return;
    unsaid = true;
    process.stderr.write(`Not everything could be said: ${message}\n`);
  });
}
// Node ends with 0 when nothing is left to wait for, also where `main` has not answered.
let isDone = false;
process.once("exit", (code) => {
  if (unsaid) process.exitCode ||= 1;
  if (isDone || code !== 0) return;
  process.stderr.write("This is a bug in Inkstone: it waits for something that will never be. Please report it.\n");
  process.exitCode = 1;
});
// Until a command listens itself, there is nothing to tidy up.
for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(code);
  });
}
enableCompileCache?.();

async function main() {
  const folder = await compiled().catch((error) => {
    process.stderr.write(`The sources of Inkstone do not compile: ${error.message}\n`);
    process.exit(1);
  });
  const { program, keep } = load(folder);
  const words = process.argv.slice(2);
  process.exitCode = await program.main({ home, words });
  isDone = true;
  if (words[0] === "build") keep();
  // Much that a build needs has not run in it: the next build keeps its own.
  if (words[0] === "dev") keep(1);
}

void main();
