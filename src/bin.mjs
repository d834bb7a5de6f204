#!/usr/bin/env node
/** What `inkstone` starts: makes sure the program is compiled from the sources as they are, then hands over. */
import module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import v8 from "node:v8";
import { compiled, home } from "./compile.mjs";

// A pipe that is closed early (`| head -1`) ends the talking, not the work.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}
// Until a command listens itself, there is nothing to tidy up.
for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(code);
  });
}
module.enableCompileCache?.();
// A build is over in a second or two: code optimized as early as V8 does by itself costs more than it saves before the end
// (a fifth of the time of a thousand posts on Node 20, nothing at ten thousand). V8 11, in Node 20, knows the first name only.
v8.setFlagsFromString(
  process.versions.v8.startsWith("11.") ? "--interrupt-budget=1000000" : "--invocation-count-for-turbofan=20000",
);

const folder = await compiled().catch((error) => {
  process.stderr.write(`The sources of Inkstone do not compile: ${error.message}\n`);
  process.exit(1);
});
const { main } = await import(pathToFileURL(path.join(folder, "cli.js")).href);
process.exitCode = await main({ home, words: process.argv.slice(2) });
