/**
 * What colours cost, block by block: every fenced block of the posts in the folders named (the sample blog's, if none
 * is), highlighted for the first time, then once more with everything loaded, then out of memory. Processor time, since
 * other work on the machine does not count.
 *
 *     node test/bench/code-blocks.mjs [folder…]
 *
 * Figures of 23 November 2026 are in code-blocks.md.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const home = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folders = process.argv.length > 2 ? process.argv.slice(2) : [path.join(home, "posts")];
const { highlight, findLanguage } = await compiled();

const blocks = folders.flatMap(blocksOf);
const bytes = blocks.reduce((sum, { text }) => sum + text.length, 0);
const languages = new Set(blocks.map(({ grammar }) => grammar));
console.log(
  `${blocks.length} blocks of ${languages.size} languages, ${Math.round(bytes / (blocks.length || 1))} characters each`,
);

console.log(`first, grammars loaded on the way: ${perBlock("")}`);
console.log(`then, other texts of the same kind: ${perBlock(" ")}`);
console.log(`the same texts again:               ${perBlock(" ")}`);

/** `ending` makes texts that are not remembered. */
function perBlock(ending) {
  const begun = process.cpuUsage();
  for (const { text, grammar } of blocks) highlight(text + ending, grammar);
  const { user, system } = process.cpuUsage(begun);
  return `${((user + system) / (blocks.length || 1)).toFixed(0)} µs a block`;
}

function blocksOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => /\.(?:md|markdown)$/.test(file))
    .sort()
    .flatMap((file) => [
      ...fs.readFileSync(path.join(folder, file), "utf8").matchAll(/^```([^\s`{]+)[^\n]*\n(.*?)^```$/gms),
    ])
    .flatMap(([, name, text]) => {
      const grammar = findLanguage(name)?.grammar;
      return grammar === undefined || grammar === "plaintext" ? [] : [{ text, grammar }];
    });
}

async function compiled() {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "code-blocks-")), "code.mjs");
  const stdin = {
    contents: 'export * from "./highlight.ts"; export * from "./languages.ts";',
    resolveDir: path.join(home, "src/shared/code"),
    loader: "ts",
  };
  // Packages are found from the place of this file, as they are from the real one.
  const define = { "import.meta.url": JSON.stringify(pathToFileURL(path.join(home, "src/x.js")).href) };
  await build({ stdin, bundle: true, platform: "node", format: "esm", outfile: file, define, logLevel: "warning" });
  const module = await import(pathToFileURL(file).href);
  fs.rmSync(path.dirname(file), { recursive: true });
  return module;
}
