import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";

const home = path.join(import.meta.dirname, "../..");

/** A copy of the package as a clone has it, with the packages of this one. */
function clone(): string {
  const copy = folder({ node_modules: { link: path.join(home, "node_modules") } });
  for (const name of ["src", "package.json", "package-lock.json"]) {
    fs.cpSync(path.join(home, name), path.join(copy, name), { recursive: true });
  }
  return copy;
}

function help(copy: string, environment: Readonly<Record<string, string>> = {}): string {
  const bin = path.join(copy, "src/bin.mjs");
  const { stdout, stderr } = spawnSync(process.execPath, [bin, "--help"], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  return stdout + stderr;
}

const compiles = (copy: string) => fs.readdirSync(path.join(copy, ".compiled"));

test("a changed source is a changed program, at the next start", () => {
  const copy = clone();
  const table = path.join(copy, "src/commands/table.ts");
  const text = fs.readFileSync(table, "utf8");
  const { mtime } = fs.statSync(table);
  expect(help(copy)).toContain("Begin a post");
  fs.writeFileSync(table, text.replace("Begin a post", "Start a post"));
  fs.utimesSync(table, mtime, mtime);
  expect(help(copy)).toContain("Start a post");
  expect(compiles(copy)).toHaveLength(2);

  fs.writeFileSync(table, text);
  expect(help(copy)).toContain("Begin a post");
  expect(compiles(copy)).toHaveLength(2);
});

test("sources that do not compile are said in a line", () => {
  const copy = clone();
  fs.writeFileSync(path.join(copy, "src/cli.ts"), "export const main = ;");
  expect(help(copy)).toMatch(/^The sources of Inkstone do not compile: .*src\/cli\.ts:1:20/s);
});

test("a package that cannot be written to is compiled into a folder of the user's own", () => {
  const copy = clone();
  fs.writeFileSync(path.join(copy, ".compiled"), "in the way");
  const elsewhere = folder({});
  expect(help(copy, { TMPDIR: elsewhere })).toContain("Begin a post");
  const [own = ""] = fs.readdirSync(elsewhere).filter((name) => name.startsWith("inkstone-"));
  expect(fs.statSync(path.join(elsewhere, own)).mode & 0o077).toBe(0);
});

test("what is published runs without sources", () => {
  const copy = clone();
  spawnSync(process.execPath, [path.join(copy, "src/compile.mjs")]);
  for (const name of fs.readdirSync(path.join(copy, "src"))) {
    if (!name.endsWith(".mjs")) fs.rmSync(path.join(copy, "src", name), { recursive: true });
  }
  fs.rmSync(path.join(copy, "package-lock.json"));
  expect(help(copy)).toContain("Begin a post");
});
