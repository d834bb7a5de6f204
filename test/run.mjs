/**
 * `npm test`: format and lint, types, then every test; `npm run test:long`: the long ones. Ends with one plain line,
 * `N passed, N failed`, in which the two checks count as one each, and with an exit code that says the same.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { compiled, home } from "../src/compile.cjs";

const long = process.argv[2] === "long";
const tally = { passed: 0, failed: 0, skipped: 0 };

if (!long) {
  check("format and lint", ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"]);
  check("types", ["typescript/bin/tsc", "--noEmit"]);
}
await compiled();
tests();

const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);

function check(name, [program, ...rest]) {
  const { status } = run(program, rest);
  console.log(status === 0 ? `${name}: ok` : `${name}: failed`);
  tally[status === 0 ? "passed" : "failed"] += 1;
}

function tests() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-test-"));
  const report = path.join(folder, "report.json");
  const { status } = run(
    "vitest/vitest.mjs",
    [
      "run",
      "--config",
      "test/vitest.config.ts",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    long ? { INKSTONE_LONG: "1" } : {},
  );
  const counted = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, "utf8")) : null;
  fs.rmSync(folder, { recursive: true, force: true });
  tally.passed += counted?.numPassedTests ?? 0;
  tally.skipped += counted?.numPendingTests ?? 0;
  // A file that could not even be loaded has no tests to count.
  tally.failed += Math.max(counted?.numFailedTests ?? 0, status === 0 ? 0 : 1);
}

function run(program, rest, environment = {}) {
  const [, scope, name] = /^(@[^/]+\/)?([^/]+)/.exec(program) ?? [];
  const entry = path.join(home, "node_modules", program);
  if (!fs.existsSync(entry)) throw new Error(`${scope ?? ""}${name} is not installed: run npm ci.`);
  return spawnSync(process.execPath, [entry, ...rest], {
    cwd: home,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
}
