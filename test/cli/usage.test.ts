import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/table.ts";
import { spellingsOf } from "../../src/post/keys.ts";
import { needsThat } from "../needs.ts";
import { folder } from "../source/folder.ts";
import { bin, inkstone } from "./run.ts";

const full = "/dev/full";
const site = () => folder({ "posts/2014-08-24-a.md": "---\ntitle: A\n---\nx\n" });

describe("wrong usage exits with 2, and says what was probably meant", () => {
  test.each([
    ["server", "There is no command `server`.", "did you mean `dev`?"],
    ["generate", "There is no command `generate`.", "did you mean `build`?"],
    ["biuld", "There is no command `biuld`.", "did you mean `build`?"],
    ["build --drats", "has no flag `--drats`", "did you mean `--drafts`?"],
    ["build --base", "`--base` needs a value", "write --base PATH"],
    ["build --out --drafts", "`--out` needs a value", "write --out DIR"],
    ["build --drafts=yes", "`--drafts` takes no value", "just --drafts"],
    ["build a b", "does not know what to do with `b`", "inkstone build [root]"],
    ["build none", "There is no folder /", "holds posts/"],
    ["build --now 2014-02-31", "day 31 does not exist", "write 2014-12-01"],
    ["build --url example.com", "`--url`", "https://"],
    ["build --strict-port", "has no flag `--strict-port`", ""],
    ["new", "needs a title", "inkstone new title"],
    ["new ../../x", "`../../x`", "as readers will see it"],
    ["schema posts", "no schema `posts`", "front-matter"],
  ])("inkstone %s", async (words, message, hint) => {
    const root = site();
    const { exit, out, error } = await inkstone(words.split(" "), { cwd: root });
    expect(error).toContain(message);
    expect(error).toContain(hint);
    expect(out).toBe("");
    expect(exit).toBe(2);
    expect(fs.readdirSync(root)).toEqual(["posts"]);
  });

  test("all of it at once", async () => {
    const { error } = await inkstone(["build", "--drats", "--basee", "/x"], { cwd: site() });
    expect(error).toMatch(/--drats[\s\S]*--basee/);
  });

  test("in an empty folder", async () => {
    const root = folder({});
    const { exit, error } = await inkstone(["build"], { cwd: root });
    expect([exit, fs.readdirSync(root)]).toEqual([2, []]);
    expect(error).toContain("posts");
  });
});

describe("help", () => {
  test("the commands, without a word or with --help", async () => {
    const [bare, asked] = await Promise.all([inkstone([], { cwd: site() }), inkstone(["--help"], { cwd: site() })]);
    expect(bare).toEqual(asked);
    expect(asked.exit).toBe(0);
    for (const { name, meaning } of commands)
      expect(asked.out).toMatch(new RegExp(`^  ${name}\\b.*${meaning.slice(0, 20)}`, "m"));
  });

  test("serve is dev", async () => {
    const { exit, out } = await inkstone(["serve", "--help"], { cwd: site() });
    expect([exit, out]).toEqual([0, expect.stringContaining("inkstone dev [root]")]);
  });

  test.each(commands)("inkstone $name --help names every flag", async ({ name, flags }) => {
    const { exit, out } = await inkstone([name, "--help"], { cwd: site() });
    for (const flag of flags) expect(out).toContain(`--${flag.name}`);
    expect(exit).toBe(0);
    expect(await inkstone(["help", name], { cwd: site() })).toEqual({ exit, out, error: "" });
  });

  test("the version is that of the package", async () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "../../package.json"), "utf8"));
    expect(await inkstone(["--version"], { cwd: site() })).toEqual({
      exit: 0,
      out: `inkstone ${version}\n`,
      error: "",
    });
  });
});

describe("inkstone new", () => {
  const now = ["--now", "2014-08-24T23:42:02+08:00"];

  test("makes a post dated in the site's zone", async () => {
    const root = folder({ "site.yml": "timezone: Europe/London\n" });
    const { exit, out } = await inkstone(["new", "MesosCon “第一天”", ...now], { cwd: root });
    expect([exit, out]).toEqual([0, "posts/2014-08-24-MesosCon-“第一天”.md\n"]);
    expect(fs.readFileSync(path.join(root, out.trim()), "utf8")).toBe(
      '---\ntitle: "MesosCon “第一天”"\ndate: 2014-08-24 16:42\ntags: []\n---\n\n',
    );
  });

  test.each([
    ["标题", "标题"],
    ["  a  b ", "a-b"],
    ["TCP/IP: 入门?", "TCP-IP-入门"],
    ["C++ & C#", "C++-C"],
    ["...", null],
    ["/etc/passwd", null],
    ["a\\..\\b", null],
    ["长".repeat(300), "长".repeat(66)],
  ])("%j", async (title, name) => {
    const root = folder({});
    const { exit } = await inkstone(["new", title, root, ...now], { cwd: folder({}) });
    const made = fs.existsSync(path.join(root, "posts")) ? fs.readdirSync(path.join(root, "posts")) : [];
    expect([exit, made]).toEqual(name === null ? [2, []] : [0, [`2014-08-24-${name}.md`]]);
  });

  test("never overwrites", async () => {
    const root = folder({ "posts/2014-08-24-A.md": "mine" });
    const { exit, error } = await inkstone(["new", "A", ...now], { cwd: root });
    expect([exit, fs.readFileSync(path.join(root, "posts/2014-08-24-A.md"), "utf8")]).toEqual([1, "mine"]);
    expect(error).toContain("posts/2014-08-24-A.md is there already");
  });

  test("does not follow a link out of the project", async () => {
    const elsewhere = folder({});
    const root = folder({ posts: { link: elsewhere } });
    expect((await inkstone(["new", "A"], { cwd: root })).exit).not.toBe(0);
    expect(fs.readdirSync(elsewhere)).toEqual([]);
  });
});

test.skipIf(!needsThat(full, fs.existsSync(full)))("a full disk below a log ends the talking, not the work", () => {
  const root = site();
  for (const command of ["build", "schema"]) {
    const to = fs.openSync(full, "w");
    const { status, stderr } = spawnSync(process.execPath, [bin, command], {
      cwd: root,
      stdio: ["ignore", to, "pipe"],
    });
    fs.closeSync(to);
    expect([status, stderr.toString()]).toEqual([
      1,
      expect.stringMatching(/^Not everything could be said: ENOSPC.*\n$/),
    ]);
  }
  expect(fs.existsSync(path.join(root, "dist/index.html"))).toBe(true);
});

describe("under --json, standard output is one object a line", () => {
  const old = { "old/_config.yml": "title: Old\n", "old/_posts/2014-08-24-a.md": "---\ntitle: A\n---\n{% x %}\n" };
  test.each([
    ["build --profile", 0, "profile done"],
    ["check", 0, "done"],
    ["list all", 0, "post"],
    ["list nothing", 2, "problem"],
    ["why /", 0, "why"],
    ["why nothing", 1, "problem"],
    ["diff", 1, "problem"],
    ["publish", 1, "problem"],
    ["deploy", 2, "problem"],
    ["preview", 1, "problem"],
    ["clean --dry-run", 0, "done"],
    ["init", 1, "problem"],
    ["init new", 0, "done"],
    ["new Title", 0, "done"],
    ["import", 1, "problem"],
    ["import old --dry-run", 0, "old-setting old-addresses old-construct done"],
    ["build old", 0, "old-setting old-addresses old-construct done"],
    ["schema", 0, ""],
    ["schema --write", 0, "done"],
    ["nothing", 2, "problem"],
  ])("%s", async (command, exit, events) => {
    const root = folder({ "posts/2014-08-24-a.md": "---\ntitle: A\n---\nx\n", ...old });
    const found = await inkstone([...command.split(" "), "--json"], { cwd: root });
    const lines = found.out.trimEnd().split("\n");
    const told = lines.map((line) => (JSON.parse(line) as { event?: string }).event ?? "");
    expect([found.exit, [...new Set(told)].join(" "), found.error]).toEqual([exit, events, ""]);
  });
});

test("what may not be written is no bug of ours", async () => {
  const root = folder({ "_config.yml": "title: Old\n", "_posts/2014-08-24-a.md": "---\ntitle: A\n---\nx\n" });
  fs.symlinkSync("nowhere", path.join(root, "site.yml"));
  fs.writeFileSync(path.join(root, ".inkstone"), "in the way");
  const imported = await inkstone(["import"], { cwd: root });
  expect([imported.exit, imported.error]).toEqual([
    2,
    expect.stringMatching(/^error {2}config\/unreadable {2}site\.yml/),
  ]);
  const { exit, error } = await inkstone(["schema", "--write"], { cwd: root });
  expect([exit, error]).toEqual([1, expect.stringMatching(/^error {2}output\/disk\n {2}Could not make/)]);
});

describe("inkstone schema", () => {
  test("prints JSON", async () => {
    const { exit, out } = await inkstone(["schema"], { cwd: site() });
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      additionalProperties: false,
      properties: { permalink: { default: "/posts/:slug/" } },
    });
  });

  test("of front matter names every key that posts may use", async () => {
    const { out } = await inkstone(["schema", "front-matter"], { cwd: site() });
    const named = Object.keys(JSON.parse(out).properties);
    for (const [ours = ""] of Object.values(spellingsOf)) expect(named).toContain(ours);
  });

  test("--write puts both where site.yml of the sample blog looks", async () => {
    const root = site();
    const { out } = await inkstone(["schema", "--write"], { cwd: root });
    expect(out).toBe(".inkstone/site.schema.json\n.inkstone/front-matter.schema.json\n");
    const sample = fs.readFileSync(path.join(import.meta.dirname, "../../site.yml"), "utf8");
    expect(sample.split("\n")[0]).toContain(out.split("\n")[0]);
    expect(JSON.parse(fs.readFileSync(path.join(root, ".inkstone/site.schema.json"), "utf8"))).toHaveProperty(
      "properties.title",
    );
  });
});
