import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { servePublished } from "../../src/dev/published.ts";
import { needs } from "../needs.ts";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";
import { filesIn } from "./transcript.ts";

const post = (title: string, more = "", text = "Text.") =>
  `---\ntitle: ${title}\ndate: 2014-08-24\n${more}---\n\n${text}\n`;
const now = ["--now", "2020-01-01"];
const site = (files: Readonly<Record<string, string>> = {}) =>
  folder({
    "site.yml": "title: 砚台\nurl: https://example.com\ndeployed: deployed.json\n",
    "posts/a.md": post("A"),
    "posts/石.md": post("石"),
    ...files,
  });
const put = (root: string, file: string, text: string) => fs.writeFileSync(path.join(root, file), text);
const git = (cwd: string, ...words: readonly string[]) => execFileSync("git", words, { cwd, encoding: "utf8" }).trim();
const lineOf = (out: string) => out.split("\n").find((line) => line.startsWith("since the last deploy")) ?? "";

describe("what readers will notice", () => {
  test("is told against what was marked as deployed", { timeout: 60_000 }, async () => {
    const root = site();
    const first = await inkstone(["build", ...now], { cwd: root });
    expect(lineOf(first.out)).toBe("");
    expect((await inkstone(["diff"], { cwd: root })).out).toMatch(
      /^nothing was deployed yet; \d+ files would be new\n$/,
    );
    const marked = await inkstone(["publish"], { cwd: root });
    expect([marked.exit, marked.out]).toEqual([
      0,
      expect.stringMatching(/^\d+ files marked as deployed in deployed.json\n$/),
    ]);

    const same = await inkstone(["build", ...now], { cwd: root });
    const nothing =
      "0 pages changed, 0 new feed entries, 0 entries would be announced again, 0 published addresses vanished";
    expect(lineOf(same.out)).toBe(`since the last deploy: ${nothing}`);

    put(root, "posts/b.md", post("B").replace("08-24", "08-25"));
    const more = await inkstone(["build", ...now], { cwd: root });
    expect(lineOf(more.out)).toMatch(
      /: \d pages changed, 1 new feed entry, 0 entries would be announced again, 0 published addresses vanished$/,
    );
    const diff = await inkstone(["diff"], { cwd: root });
    expect(diff.out).toContain("+ /posts/b/\n");
    expect(diff.out).toContain("~ /\n");
    expect(diff.out).toContain("+ feed entry: B\n");
  });

  test("a published address that vanishes is a warning, and an error under --strict", { timeout: 60_000 }, async () => {
    const root = site();
    await inkstone(["build", ...now], { cwd: root });
    await inkstone(["publish"], { cwd: root });
    put(root, "posts/a.md", post("A", "slug: other\n"));
    const strict = await inkstone(["build", "--strict", ...now], { cwd: root });
    expect(strict.exit).toBe(3);
    expect(fs.existsSync(path.join(root, "dist/posts/a/index.html"))).toBe(true);
    const built = await inkstone(["build", ...now], { cwd: root });
    expect(built.exit).toBe(0);
    expect(built.error).toContain("deploy/vanished-address  posts/a.md");
    expect(built.error).toContain("/posts/a/ was published and is gone.");
    expect(built.error).toContain("add it to aliases: of posts/a.md: aliases: [/posts/a/]");
    expect(lineOf(built.out)).toContain("1 entry would be announced again");

    put(root, "posts/a.md", post("A", "slug: other\naliases: [/posts/a/]\n"));
    const mended = await inkstone(["build", "--strict", ...now], { cwd: root });
    expect([mended.exit, mended.error]).toEqual([0, ""]);
  });

  test("what has expired was meant to go, and `checks` may say so of anything", { timeout: 60_000 }, async () => {
    const root = site();
    await inkstone(["build", ...now], { cwd: root });
    await inkstone(["publish"], { cwd: root });
    put(root, "posts/a.md", post("A", "expires: 2019-01-01\n"));
    const expired = await inkstone(["build", "--strict", ...now], { cwd: root });
    expect([expired.exit, lineOf(expired.out)]).toEqual([
      0,
      expect.stringMatching(/, 0 published addresses vanished$/),
    ]);
    fs.rmSync(path.join(root, "posts/a.md"));
    const removed = await inkstone(["build", "--strict", ...now], { cwd: root });
    expect([removed.exit, removed.error]).toEqual([3, expect.stringContaining("/posts/a/ was published and is gone.")]);
    fs.appendFileSync(path.join(root, "site.yml"), "checks: {deploy/vanished-address: off}\n");
    const allowed = await inkstone(["build", "--strict", ...now], { cwd: root });
    expect([allowed.exit, allowed.error]).toEqual([0, ""]);
    expect(lineOf(allowed.out)).toContain("1 published address vanished: /posts/a/ (add it to aliases: of the post");
  });

  test("lists come and go by themselves, whatever their names", { timeout: 60_000 }, async () => {
    const root = site({ "posts/b.md": post("B", "tags: [node.js, 石]\n") });
    await inkstone(["build", ...now], { cwd: root });
    await inkstone(["publish"], { cwd: root });
    put(root, "posts/b.md", post("B"));
    const { exit, out } = await inkstone(["build", "--strict", ...now], { cwd: root });
    expect([exit, lineOf(out)]).toEqual([0, expect.stringContaining("0 pages changed, 0 new feed entries")]);
    expect(lineOf(out)).toMatch(/, 0 published addresses vanished$/);
    expect((await inkstone(["diff"], { cwd: root })).out).toMatch(/\n- \/tags\/node/);
  });

  test("a page has changed when its own text has, and where that is not known", { timeout: 60_000 }, async () => {
    const root = site();
    await inkstone(["build", ...now], { cwd: root });
    await inkstone(["publish"], { cwd: root });
    put(root, "posts/a.md", post("A", "", "Other words."));
    put(root, "posts/b.md", post("B").replace("08-24", "08-23"));
    const built = await inkstone(["build", ...now], { cwd: root });
    expect(lineOf(built.out)).toContain(": 1 page changed, 1 new feed entry,");
    expect(built.out).toMatch(/\n {2}besides: 1 new page, \d pages changed only in lists and surroundings\n/);
    // A record from before texts were noted says only that a page is another one.
    const record = path.join(root, "deployed.json");
    fs.writeFileSync(record, fs.readFileSync(record, "utf8").replace(/,"[0-9a-f]{32}"\]/g, "]"));
    expect(lineOf((await inkstone(["build", ...now], { cwd: root })).out)).toContain(": 2 pages changed,");
  });

  test("what is gone is said with its reason, and how to mend it", { timeout: 60_000 }, async () => {
    const root = site({ "assets/a.pdf": "x", "posts/b.md": post("B") });
    await inkstone(["build", ...now], { cwd: root });
    await inkstone(["publish"], { cwd: root });
    fs.rmSync(path.join(root, "assets/a.pdf"));
    put(root, "posts/b.md", post("B", "draft: true\n"));
    fs.renameSync(path.join(root, "posts/a.md"), path.join(root, "posts/2014-08-24-a.md"));
    const { out, error } = await inkstone(["build", ...now], { cwd: root });
    expect(error).toContain("hint: a.pdf made it; put assets/a.pdf back, or let the host redirect it.");
    expect(error).toContain("hint: b.md made it, and is withheld now (draft); add it to aliases: of the post");
    // Another name of a file is no new page, where its address is the old one.
    expect(out).not.toContain("new page");
    expect(lineOf(out)).toContain(", 2 published addresses vanished: /a.pdf (put assets/a.pdf back");
    const drafts = await inkstone(["build", "--drafts", ...now], { cwd: root });
    expect([lineOf(drafts.out), drafts.error]).toEqual(["", ""]);
  });

  test("the feeds of all languages announce", { timeout: 60_000 }, async () => {
    const root = site({ "site.yml": "url: https://example.com\nlanguages: [en]\n", "posts/a.en.md": post("A") });
    await inkstone(["build", ...now], { cwd: root });
    await inkstone(["publish"], { cwd: root });
    put(root, "posts/石.en.md", post("Stone"));
    expect(lineOf((await inkstone(["build", ...now], { cwd: root })).out)).toContain(", 1 new feed entry,");
    expect((await inkstone(["diff"], { cwd: root })).out).toContain("+ feed entry: Stone\n");
  });

  test("a build with drafts is never marked as what readers have", { timeout: 60_000 }, async () => {
    const root = site({ "posts/d.md": post("D", "draft: true\n") });
    await inkstone(["build", "--drafts", ...now], { cwd: root });
    const { exit, error } = await inkstone(["publish"], { cwd: root });
    expect([exit, error]).toEqual([1, expect.stringContaining("The last build shows drafts")]);
    expect((await inkstone(["diff"], { cwd: root })).out).toMatch(
      /^the last build shows drafts or posts of the future/,
    );
    expect(fs.existsSync(path.join(root, "deployed.json"))).toBe(false);
    await inkstone(["build", ...now], { cwd: root });
    expect((await inkstone(["publish"], { cwd: root })).exit).toBe(0);
  });

  test("a damaged record is said, not guessed at", async () => {
    const root = site({ "deployed.json": "{" });
    const { exit, error } = await inkstone(["build", ...now], { cwd: root });
    expect([exit, error]).toEqual([1, expect.stringContaining("deployed/damaged")]);
  });
});

describe("deploy", () => {
  test("pushes to a bare repository, once for each change, and keeps its history", { timeout: 120_000 }, async () => {
    const root = site({ "assets/CNAME": "example.com\n" });
    const away = folder({});
    git(away, "init", "--quiet", "--bare", "remote.git");
    const remote = path.join(away, "remote.git");
    const deploy = () => inkstone(["deploy", "--git", remote, "--branch", "pages", ...now], { cwd: root });

    const first = await deploy();
    expect([first.exit, first.error]).toEqual([0, ""]);
    expect(first.out).toMatch(/\npushed [0-9a-f]{10} to .*remote\.git, branch pages\n$/);
    expect((await deploy()).out).toContain("branch pages is as it should be");

    put(root, "posts/石.md", post("石", "", "改。"));
    fs.rmSync(path.join(root, "posts/a.md"));
    expect((await deploy()).exit).toBe(0);
    git(away, "clone", "--quiet", "--branch", "pages", remote, "clone");
    const clone = path.join(away, "clone");
    expect(git(clone, "rev-list", "--count", "HEAD")).toBe("2");
    const files = (at: string) =>
      (fs.readdirSync(at, { recursive: true }) as string[]).filter((file) => !/^\.git(?:\/|$)/.test(file)).sort();
    expect(files(clone)).toEqual(files(path.join(root, "dist")));
    for (const file of files(clone).filter((name) => fs.statSync(path.join(clone, name)).isFile()))
      expect(fs.readFileSync(path.join(clone, file))).toEqual(fs.readFileSync(path.join(root, "dist", file)));
    expect(fs.existsSync(path.join(root, "dist/.git"))).toBe(false);

    // Served from the clone as a static host does, every page of the sitemap is there, with its bytes.
    const host = await servePublished({
      folder: clone,
      base: "",
      port: { port: 0, otherwise: "give up", host: null },
      onError: (error) => {
        throw error;
      },
    });
    try {
      const ask = async (at: string) => {
        const answer = await fetch(`http://localhost:${host.port}${at}`);
        return { status: answer.status, text: await answer.text() };
      };
      const sitemap = (await ask("/sitemap.xml")).text;
      const pages = [...sitemap.matchAll(/<loc>https:\/\/example\.com([^<]*)<\/loc>/g)].map(([, at = ""]) => at);
      expect(pages).toContain(`/posts/${encodeURIComponent("石")}/`);
      for (const at of pages) {
        const built = fs.readFileSync(path.join(root, "dist", decodeURIComponent(at), "index.html"), "utf8");
        expect(await ask(at)).toEqual({ status: 200, text: built });
      }
      expect((await ask("/posts/a/")).status).toBe(404);
    } finally {
      await host.close();
    }
    expect(fs.existsSync(path.join(root, "deployed.json"))).toBe(true);
  });

  test.skipIf(!needs("rsync"))("copies with rsync, and takes away what is gone", { timeout: 60_000 }, async () => {
    const root = site();
    const there = path.join(folder({ "www/left.html": "old", "www/.git/HEAD": "kept" }), "www");
    const deploy = () => inkstone(["deploy", "--rsync", `${there}/`, ...now], { cwd: root });
    const first = await deploy();
    expect([first.exit, first.error, first.out]).toEqual([0, "", expect.stringContaining(`copied to ${there}/`)]);
    expect(filesIn(there, /^\.git\//)).toBe(filesIn(path.join(root, "dist"), /^$/));
    expect(fs.readFileSync(path.join(there, ".git/HEAD"), "utf8")).toBe("kept");
    expect(fs.existsSync(path.join(root, "deployed.json"))).toBe(true);
    fs.rmSync(path.join(root, "posts/a.md"));
    expect((await deploy()).exit).toBe(0);
    expect(fs.existsSync(path.join(there, "posts/a/index.html"))).toBe(false);
  });

  test.skipIf(!needs("rsync"))("says what rsync complained of, and marks nothing", { timeout: 60_000 }, async () => {
    const root = site();
    const { exit, error } = await inkstone(["deploy", "--rsync", "/nowhere/at/all/", ...now], { cwd: root });
    expect([exit, error]).toEqual([1, expect.stringContaining("`rsync /")]);
    expect(fs.existsSync(path.join(root, "deployed.json"))).toBe(false);
  });

  test.each([
    ["nowhere", [], 2, "Neither the command nor site.yml says where to deploy to."],
    ["drafts", ["--git", "x", "--drafts"], 2, "A build with --drafts is for its author"],
    ["what is still to come", ["--git", "x", "-F"], 2, "A build with --future is for its author"],
    ["what is an option", ["--git=--upload-pack=touch x"], 2, "is no place to deploy to"],
    ["a repository that is not there", ["--git", "./gone.git"], 1, "`git"],
  ])("refuses %s", async (_, words, code, says) => {
    const root = site();
    const { exit, error } = await inkstone(["deploy", ...words, ...now], { cwd: root });
    expect([exit, error]).toEqual([code, expect.stringContaining(says)]);
    expect(fs.existsSync(path.join(root, "deployed.json"))).toBe(false);
  });

  test("does not bring a faulty site anywhere", async () => {
    const root = site({ "posts/b.md": post("B").replace("08-24", "13-24") });
    const { exit, out } = await inkstone(["deploy", "--git", "x", ...now], { cwd: root });
    expect(exit).toBe(1);
    expect(out).not.toContain("pushed");
  });

  test("--dry-run says where it would go, and what hosts would say", async () => {
    const root = site({ "assets/a#b.txt": "x" });
    const { exit, out, error } = await inkstone(["deploy", "--git", "x", "--dry-run", ...now], { cwd: root });
    expect(exit).toBe(0);
    expect(out).toContain("would deploy dist/ to x, branch gh-pages");
    expect(error).toContain("a#b.txt has a sign in its name");
    expect(fs.existsSync(path.join(root, "deployed.json"))).toBe(false);
  });
});
