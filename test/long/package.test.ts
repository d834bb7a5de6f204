/** The packed package in an empty folder: nothing of this repository is needed but what it depends on. */
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";

const run = promisify(execFile);
const home = path.join(import.meta.dirname, "../..");
const { PATH = "", HOME = "" } = process.env;
const env = { PATH, HOME };

test("packed, installed, begun, built, checked, and called from a program", async () => {
  const root = folder({ "package.json": '{"private":true,"type":"module"}\n' });
  await run("npm", ["run", "package", "--", "--pack-destination", root], { cwd: home, env });
  const [packed = ""] = fs.readdirSync(root).filter((name) => name.endsWith(".tgz"));
  const installed = path.join(root, "node_modules/inkstone");
  fs.mkdirSync(installed, { recursive: true });
  await run("tar", ["xzf", path.join(root, packed), "-C", installed, "--strip-components=1"]);
  lendDependencies(path.join(root, "node_modules"));

  const inkstone = (words: readonly string[], cwd: string) =>
    run(process.execPath, [path.join(installed, "src/bin.cjs"), ...words], { cwd, env });
  await inkstone(["init", "blog"], root);
  const blog = path.join(root, "blog");
  fs.appendFileSync(path.join(blog, "site.yml"), "url: https://example.com\n");
  await inkstone(["build", "--strict"], blog);
  expect((await inkstone(["check"], blog)).stdout).toContain("all is well");
  expect(fs.existsSync(path.join(blog, "dist/feed.xml"))).toBe(true);

  // A template of the site's own takes the place of ours by name.
  fs.mkdirSync(path.join(blog, "templates"));
  fs.writeFileSync(path.join(blog, "templates/404.njk"), "<!doctype html><title>Lost</title>");
  await inkstone(["build"], blog);
  expect(fs.readFileSync(path.join(blog, "dist/404.html"), "utf8")).toContain("Lost");

  const program = `
    import { build, type BuildResult, type Problem } from "inkstone";
    const result: BuildResult = await build("blog", { out: "out" });
    const problems: readonly Problem[] = result.problems;
    console.log(JSON.stringify([result.published, problems.length, result.written.includes("index.html")]));
  `;
  fs.writeFileSync(path.join(root, "program.ts"), program);
  fs.writeFileSync(
    path.join(root, "program.mjs"),
    program.replace(/, type \w+/g, "").replace(/: (?:BuildResult|readonly Problem\[\])/g, ""),
  );
  const { stdout } = await run(process.execPath, ["program.mjs"], { cwd: root, env });
  expect(stdout).toBe("[true,0,true]\n");
  const types = ["--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "program.ts"];
  const compiler = path.join(home, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, ...types, "--types", "node"], { cwd: root, env });
});

/** As an installation would bring them, without asking a registry. */
function lendDependencies(modules: string): void {
  const known = fs.readdirSync(path.join(home, "node_modules")).filter((name) => !name.startsWith("."));
  for (const name of known) {
    if (name !== "inkstone") fs.symlinkSync(path.join(home, "node_modules", name), path.join(modules, name));
  }
}
