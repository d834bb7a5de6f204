/** Where a site may be deployed to, and where it would do harm. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { needs } from "../needs.ts";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";

const now = ["--now", "2020-01-01"];
const site = (deploy = "") =>
  folder({
    "site.yml": `title: 砚台\n${deploy}`,
    "posts/石.md": "---\ntitle: 石\ndate: 2014-08-24\n---\n\n正文。\n",
  });
const git = (cwd: string, ...words: readonly string[]) => execFileSync("git", words, { cwd, encoding: "utf8" }).trim();

test.each([
  [["--git", "x", "--rsync", "y"], "The command names a git repository and a place for rsync."],
  [["--git", "x", "--branch", "a b"], "`a b` is no name of a branch."],
  [["--git", "x", "--branch", ""], "`` is no name of a branch."],
  [["--git", "x", "--branch", "../y"], "`../y` is no name of a branch."],
  [["--rsync", "/"], "`rsync` is /, the root of the disk"],
  [["--rsync", ".."], "`rsync` is .., a folder around the project"],
  [["--rsync", "."], "`rsync` is ., the project itself"],
  [["--rsync", "posts/"], "`rsync` is posts/, where the sources in posts are"],
  [["--rsync", "you@host:"], "`rsync` is you@host:, all that somebody has there"],
  [["--rsync", "you@host:~/"], "`rsync` is you@host:~/, all that somebody has there"],
  [["--rsync", "host:/"], "`rsync` is host:/, all that somebody has there"],
])("deploy %j is refused before anything is built", async (words, says) => {
  const root = site();
  const { exit, error } = await inkstone(["deploy", ...words, ...now], { cwd: root });
  expect([exit, error]).toEqual([2, expect.stringContaining(says)]);
  expect(fs.existsSync(path.join(root, "dist"))).toBe(false);
});

test("a home is no place for a site, a folder in it is", async () => {
  const root = site();
  const environment = { HOME: folder({}) };
  const home = await inkstone(["deploy", "--rsync", "~", "--dry-run", ...now], { cwd: root, environment });
  expect([home.exit, home.error]).toEqual([2, expect.stringContaining(", a home: rsync would take away")]);
  const within = await inkstone(["deploy", "--rsync", "~/www/", "--dry-run", ...now], { cwd: root, environment });
  expect([within.exit, within.out]).toEqual([
    0,
    expect.stringContaining(`would deploy dist/ to ${environment.HOME}/www/`),
  ]);
});

test("what is typed goes before what site.yml says, which says one thing", async () => {
  const typed = await inkstone(["deploy", "--rsync", "www/", "--dry-run", ...now], { cwd: site("deploy: {git: x}\n") });
  expect(typed.out).toContain("would deploy dist/ to www/\n");
  const both = await inkstone(["deploy", ...now], { cwd: site("deploy: {git: x, rsync: y}\n") });
  expect([both.exit, both.error]).toEqual([2, expect.stringContaining("site.yml names a git repository and a place")]);
});

test("a branch that holds the sources is left as it is", { timeout: 60_000 }, async () => {
  const root = site();
  git(root, "init", "--quiet", "--initial-branch=main");
  git(root, "add", ".");
  git(root, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "x");
  git(root, "checkout", "--quiet", "--detach");
  const before = git(root, "rev-parse", "main");
  const onto = await inkstone(["deploy", "--git", ".", "--branch", "main", ...now], { cwd: root });
  expect([onto.exit, onto.error]).toEqual([1, expect.stringContaining("The branch main has site.yml in it")]);
  expect(git(root, "rev-parse", "main")).toBe(before);
  // The project itself may hold the branch of the site, whatever is checked out.
  const beside = await inkstone(["deploy", "--git", ".", ...now], { cwd: root });
  expect([beside.exit, git(root, "ls-tree", "--name-only", "gh-pages")]).toEqual([
    0,
    expect.stringContaining("index.html"),
  ]);
  expect(git(root, "status", "--short", "--untracked-files=no")).toBe("");
});

test("what failed is named, and no password with it", { timeout: 60_000 }, async () => {
  const address = "http://me:secret@localhost:1/x.git";
  const { exit, out, error } = await inkstone(["deploy", "--git", address, ...now], { cwd: site() });
  expect([exit, error]).toEqual([1, expect.stringContaining("`git ls-remote` failed: ")]);
  const dry = await inkstone(["deploy", "--git", address, "--dry-run", ...now], { cwd: site() });
  expect(dry.out).toContain("to http://localhost:1/x.git, branch gh-pages\n");
  expect(out + error + dry.out + dry.error).not.toContain("secret");
});

test.each(["git", "rsync"])("without %s that is said, and nothing is marked", async (program) => {
  const root = site();
  const environment = { PATH: folder({}) };
  const { exit, error } = await inkstone(["deploy", `--${program}`, "x", ...now], { cwd: root, environment });
  expect([exit, error]).toEqual([1, expect.stringContaining("it is not installed")]);
  expect(fs.existsSync(path.join(root, ".inkstone/deployed.json"))).toBe(false);
});

test("only what stands in the output folder is marked as deployed", { timeout: 60_000 }, async () => {
  const root = site();
  await inkstone(["build", ...now], { cwd: root });
  fs.rmSync(path.join(root, "dist/posts"), { recursive: true });
  for (const command of ["publish", "diff"]) {
    const { exit, error } = await inkstone([command], { cwd: root });
    expect([exit, error]).toEqual([1, expect.stringContaining("posts/石/index.html of the last build is not in")]);
  }
  await inkstone(["build", ...now], { cwd: root });
  expect((await inkstone(["publish"], { cwd: root })).exit).toBe(0);
});

test("a record that is a folder, or may not be written, is said", { timeout: 60_000 }, async () => {
  const root = site("deployed: records\n");
  await inkstone(["build", ...now], { cwd: root });
  fs.mkdirSync(path.join(root, "records"));
  for (const command of ["build", "diff", "publish"]) {
    const { exit, error } = await inkstone([command], { cwd: root });
    expect([exit, error]).toEqual([1, expect.stringContaining("deployed/damaged")]);
  }
  fs.rmdirSync(path.join(root, "records"));
  fs.writeFileSync(path.join(root, "site.yml"), "title: 砚台\ndeployed: site.yml/records\n");
  const { exit, error } = await inkstone(["publish"], { cwd: root });
  expect([exit, error]).toEqual([1, expect.stringMatching(/^error {2}(?:output\/disk|deployed\/damaged)/)]);
});

test.skipIf(!needs("rsync"))("rsync says what was wrong in lines of its own", { timeout: 60_000 }, async () => {
  const { exit, error } = await inkstone(["deploy", "--rsync", "host.invalid:/x/", ...now], { cwd: site() });
  expect([exit, error]).toEqual([1, expect.stringContaining("`rsync")]);
  expect(error).not.toContain("\r");
  expect(error).not.toContain("�");
});
