/** Types of the public face, for those who call Inkstone from TypeScript. Made before packing, by `npm run package`. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { home } from "./compile.cjs";

const target = path.join(home, ".compiled", "types");
const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

fs.rmSync(target, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [
    compiler,
    ...["--ignoreConfig", "--declaration", "--emitDeclarationOnly", "--allowImportingTsExtensions"],
    ...[
      "--target",
      "es2023",
      "--lib",
      "es2023,es2024.string",
      "--module",
      "nodenext",
      "--strict",
      "--types",
      "node",
      "--skipLibCheck",
    ],
    ...["--rootDir", "src", "--outDir", target, "src/index.ts"],
  ],
  { cwd: home, stdio: "inherit" },
);

// Only what the public face speaks of is shipped, and by names that every compiler finds.
const needed = new Set();
keep("index.d.ts");
for (const file of fs.readdirSync(target, { recursive: true })) {
  const full = path.join(target, file);
  if (fs.statSync(full).isFile() && !needed.has(full)) fs.rmSync(full);
}

function keep(file) {
  const full = path.join(target, file);
  if (needed.has(full)) return;
  needed.add(full);
  const text = fs.readFileSync(full, "utf8");
  fs.writeFileSync(full, text.replace(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
  for (const [, inner] of text.matchAll(/from "(\.[^"]*)\.ts"/g))
    keep(path.relative(target, path.join(path.dirname(full), `${inner}.d.ts`)));
}
