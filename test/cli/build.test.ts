import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { bin, inkstone } from "./run.ts";

const post = (title: string, more = "") => `---\ntitle: ${title}\ndate: 2014-08-24\n${more}---\n\nText.\n`;
const settings = "title: 砚台\nurl: https://example.com/\n";
const broken = post("B").replace("2014-08-24", "2014-13-24");
const warned = `${post("W")}[gone](gone.md)\n`;
const now = ["--now", "2020-01-01"];

/** Milliseconds differ from run to run. */
const steady = (text: string) => text.replace(/[\d,]+ ms/g, "N ms").replace(/\d+ pages?/g, "P pages");
const site = (files: Readonly<Record<string, string>> = {}) =>
  folder({ "site.yml": settings, "posts/a.md": post("A"), ...files });
const dist = (root: string) => path.join(root, "dist");

describe("a build", () => {
  test.each(["site.yml", "posts/a.md"])("of what is no folder says so: %s", async (file) => {
    const { exit, error } = await inkstone(["build", file], { cwd: site() });
    expect(exit).toBe(2);
    expect(error).not.toContain("bug");
  });

  test("of a project whose memory is a file says so", async () => {
    const { exit, error } = await inkstone(["build"], { cwd: site({ ".inkstone": "mine" }) });
    expect(exit).toBe(1);
    expect(error).toMatch(/^error {2}output\/not-a-folder\n {2}\.inkstone is not a folder/);
  });

  test("that is well says one line", async () => {
    const root = site();
    const { exit, out, error } = await inkstone(["build"], { cwd: root });
    expect({ exit, error, out: steady(out) }).toEqual({
      exit: 0,
      error: "",
      out: "built 1 post, P pages in N ms · dist/\n",
    });
    expect(fs.existsSync(path.join(dist(root), "posts/a/index.html"))).toBe(true);
  });

  test("tells what it withholds, why, and until when", async () => {
    const root = site({
      "posts/draft.md": post("D", "draft: true\n"),
      "posts/hidden.md": post("H", "published: false\n"),
      "posts/later.md": post("L").replace("2014-08-24", "2099-01-02 03:04"),
      "posts/empty.md": "",
    });
    const { exit, out } = await inkstone(["build", ...now], { cwd: root });
    expect(exit).toBe(0);
    expect(steady(out).split("\n").slice(0, -2).toSorted()).toEqual(
      [
        "withheld: 4 files",
        "  posts/draft.md  draft",
        "  posts/hidden.md  published: false",
        "  posts/later.md  future, appears 2099-01-02T03:04:00+08:00",
        "  posts/empty.md  empty",
      ].toSorted(),
    );
    expect(steady(out)).toMatch(/\nbuilt 1 post, P pages in N ms · 1 warning · dist\/\n$/);
  });

  test("shows drafts and the future when asked to", async () => {
    const root = site({
      "posts/draft.md": post("D", "draft: true\n"),
      "posts/later.md": post("L").replace("2014", "2099"),
    });
    const { out } = await inkstone(["build", "-DF", ...now], { cwd: root });
    expect(steady(out)).toBe("built 3 posts, P pages in N ms · dist/\n");
  });

  test("that is wrong publishes nothing, exits with 1 and shows the place", async () => {
    const root = site({ "posts/b.md": broken });
    const { exit, out, error } = await inkstone(["build"], { cwd: root });
    expect(exit).toBe(1);
    expect(error).toContain("posts/b.md:3:7");
    expect(error).toContain("  3 | date: 2014-13-24\n    |       ^^^^^^^^^^ ");
    expect(steady(out)).toBe("failed: 1 error in N ms · dist/ is as it was\n");
    expect(fs.existsSync(dist(root))).toBe(false);
  });

  test("that is wrong cannot be made right by `checks`, and says so", async () => {
    const root = site({
      "site.yml": `${settings}checks:\n  front-matter/bad-date: off\n  link/not-found: off\n`,
      "posts/b.md": broken,
    });
    const { exit, error } = await inkstone(["build"], { cwd: root });
    expect(exit).toBe(1);
    expect(error).toContain("posts/b.md:3:7");
    expect(error).toContain("warning  config/check-in-vain  site.yml:4:26\n");
    expect(error.match(/in-vain/g)).toHaveLength(1);
  });

  test("--keep-going publishes the rest and exits with 1 all the same", async () => {
    const root = site({ "posts/b.md": broken });
    const { exit, out } = await inkstone(["build", "--keep-going"], { cwd: root });
    expect([exit, steady(out)]).toEqual([1, "built 1 post, P pages in N ms · 1 error · dist/\n"]);
    expect(fs.readdirSync(path.join(dist(root), "posts"))).toEqual(["a"]);
  });

  test("--strict takes a warning for a failure and publishes nothing", async () => {
    const root = site({ "posts/w.md": warned });
    const lenient = await inkstone(["build", "-d", "public"], { cwd: root });
    expect([lenient.exit, fs.existsSync(path.join(root, "public/index.html"))]).toEqual([0, true]);
    const strict = await inkstone(["build", "--strict"], { cwd: root });
    expect([strict.exit, fs.existsSync(dist(root))]).toEqual([3, false]);
    expect(strict.error).toContain("link/no-such-post");
  });

  test("--dry-run does everything but write", async () => {
    const root = site();
    const { exit, out } = await inkstone(["build", "--dry-run"], { cwd: root });
    expect([exit, steady(out)]).toEqual([0, "dry run: 1 post, P pages in N ms · nothing written\n"]);
    expect(fs.readdirSync(root).toSorted()).toEqual(["posts", "site.yml"]);
  });

  test("--base and --url reach the pages", async () => {
    const root = site();
    await inkstone(["build", "--url", "https://x.org/y", "--base", "/z"], { cwd: root });
    const page = fs.readFileSync(path.join(dist(root), "posts/a/index.html"), "utf8");
    expect(page).toContain("https://x.org/z/posts/a/");
    expect(page).not.toContain("example.com");
  });

  test("a root elsewhere; --out is seen from it", async () => {
    const root = site();
    const { exit } = await inkstone(["build", root, "--out=public/site"], { cwd: folder({}) });
    expect([exit, fs.existsSync(path.join(root, "public/site/index.html"))]).toEqual([0, true]);
  });

  test("wrong settings are 2", async () => {
    const { exit, error } = await inkstone(["build"], { cwd: site({ "site.yml": "titel: x\n" }) });
    expect(exit).toBe(2);
    expect(error).toContain("site.yml:1:1");
    expect(error).toContain("did you mean `title`?");
  });

  test("-q says only what is wrong", async () => {
    expect(await inkstone(["build", "-q"], { cwd: site() })).toEqual({ exit: 0, out: "", error: "" });
    expect((await inkstone(["build", "-q"], { cwd: site({ "posts/b.md": broken }) })).error).toContain("posts/b.md");
  });

  test("-v names what was written", async () => {
    const { out } = await inkstone(["build", "-v"], { cwd: site() });
    expect(out).toContain("  wrote posts/a/index.html\n");
  });
});

describe("check", () => {
  test.each([
    ["all is well", {}, 0, "checked 1 post, P pages in N ms · all is well\n"],
    ["a warning", { "posts/w.md": warned }, 3, "checked 2 posts, P pages in N ms · 1 warning\n"],
    ["an error", { "posts/b.md": broken }, 1, "checked 1 post, P pages in N ms · 1 error\n"],
  ] satisfies readonly [string, Record<string, string>, number, string][])("%s", async (_, files, exit, said) => {
    const root = site(files);
    const found = await inkstone(["check"], { cwd: root });
    expect([found.exit, steady(found.out)]).toEqual([exit, said]);
    expect(fs.existsSync(dist(root))).toBe(false);
    expect(fs.existsSync(path.join(root, ".inkstone"))).toBe(false);
  });
});

describe("clean", () => {
  test("removes what a build wrote, and nothing of others", async () => {
    const root = site();
    await inkstone(["build"], { cwd: root });
    fs.writeFileSync(path.join(dist(root), "CNAME"), "example.com");
    const { exit, out } = await inkstone(["clean"], { cwd: root });
    expect(exit).toBe(0);
    expect(out).toMatch(/not ours, left alone: CNAME\nremoved \d+ files\n/);
    expect(fs.readdirSync(dist(root))).toEqual(["CNAME"]);
  });

  test("of an output folder that is a link leaves the folder it leads to", async () => {
    const root = site({ "elsewhere/own.txt": "" });
    fs.rmSync(path.join(root, "elsewhere/own.txt"));
    fs.symlinkSync("elsewhere", dist(root));
    await inkstone(["build"], { cwd: root });
    expect(fs.existsSync(path.join(root, "elsewhere/index.html"))).toBe(true);
    expect((await inkstone(["clean"], { cwd: root })).exit).toBe(0);
    expect(fs.readdirSync(path.join(root, "elsewhere"))).toEqual([]);
  });

  test("where nothing was built", async () => {
    expect(await inkstone(["clean"], { cwd: site() })).toEqual({ exit: 0, out: "removed 0 files\n", error: "" });
  });
});

describe("for other programs: --json", () => {
  const events = (out: string) =>
    out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test("one object a line, problems and ledger and end", async () => {
    const root = site({ "posts/w.md": warned, "posts/d.md": post("D", "draft: true\n") });
    const { exit, out, error } = await inkstone(["build", "--json"], { cwd: root });
    expect([exit, error]).toEqual([0, ""]);
    const [problem, withheld, done, ...rest] = events(out);
    expect(problem).toMatchObject({
      event: "problem",
      severity: "warning",
      code: "link/no-such-post",
      file: "posts/w.md",
      line: 7,
    });
    expect(withheld).toEqual({ event: "withheld", file: "posts/d.md", reason: "draft", when: null });
    expect(done).toEqual({
      event: "done",
      read: 3,
      published: 2,
      withheld: 1,
      failed: 0,
      pages: expect.any(Number),
      ms: expect.any(Number),
    });
    expect(rest).toEqual([]);
  });

  test("wrong usage, too", async () => {
    const { exit, out } = await inkstone(["build", "--json", "--drats"], { cwd: site() });
    expect([exit, events(out)]).toMatchObject([2, [{ event: "problem", code: "usage/unknown-flag" }]]);
  });
});

describe("the world around", () => {
  test.each([
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [{ CI: "true" }, false],
  ])("colour under %j", async (environment, coloured) => {
    const { error } = await inkstone(["build"], { cwd: site({ "posts/b.md": broken }), environment });
    expect(error.includes("\u001b[")).toBe(coloured);
  });

  test("a closed pipe ends the talking, not the build", async () => {
    const root = site({ "posts/w.md": warned });
    const child = spawn(process.execPath, [bin, "build", "-v"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(fs.existsSync(path.join(dist(root), "sitemap.xml"))).toBe(true);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("%s leaves dist and the project as they were, exit %i", async (signal, exit) => {
    const many = Array.from({ length: 600 }, (_, at) => [`posts/p${at}.md`, post(`P ${at}`)] as const);
    const root = site(Object.fromEntries(many));
    const child = spawn(process.execPath, [bin, "build"], { cwd: root, stdio: "ignore" });
    // The lock is there from the moment in which pages are written aside.
    const lock = path.join(root, ".inkstone/lock");
    const asked = setInterval(() => {
      if (!fs.existsSync(lock)) return;
      clearInterval(asked);
      child.kill(signal);
    }, 5);
    const ended = await once(child, "exit");
    clearInterval(asked);
    expect(ended).toEqual([exit, null]);
    expect(fs.readdirSync(root).toSorted()).toEqual([".inkstone", "posts", "site.yml"]);
    expect(fs.readdirSync(path.dirname(lock), { recursive: true }).toSorted()).toEqual([".gitignore", "stage"]);
  });
});
