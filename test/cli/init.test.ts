import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";

const now = ["--now", "2020-01-02"];
const files = [".github/workflows/publish.yml", ".gitignore", "package.json", "pages/about.md", "site.yml"];

test("init begins a blog that builds and checks without a warning", async () => {
  const root = folder({});
  const { exit, out, error } = await inkstone(["init", "my blog", ...now], { cwd: root });
  expect({ exit, out, error }).toEqual({
    exit: 0,
    error: "",
    out: `  wrote site.yml
  wrote posts/2020-01-02-第一篇.md
  wrote pages/about.md
  wrote .gitignore
  wrote package.json
  wrote .github/workflows/publish.yml

next:
  cd "my blog"
  npm install
  npx inkstone dev        see it in the browser while you write
  npx inkstone new TITLE  begin a post
  npx inkstone build      write the site to dist/
`,
  });
  const blog = path.join(root, "my blog");
  const checked = await inkstone(["check"], { cwd: blog });
  expect([checked.exit, checked.error, checked.out]).toEqual([0, "", expect.stringContaining("all is well")]);
  expect(JSON.parse(fs.readFileSync(path.join(blog, "package.json"), "utf8"))).toMatchObject({
    name: "my-blog",
    scripts: { build: "inkstone build" },
  });
  const workflow = fs.readFileSync(path.join(blog, ".github/workflows/publish.yml"), "utf8");
  for (const part of ["cron:", "path: .inkstone", "inkstone build --strict", "deploy-pages"]) {
    expect(workflow).toContain(part);
  }
});

test.each([
  ["en", "en", "First post"],
  ["zh-tw", "zh-TW", "第一篇"],
  ["ja", "ja", "First post"],
])("init --lang %s", async (written, language, title) => {
  const root = folder({});
  expect((await inkstone(["init", "--lang", written, ...now], { cwd: root })).exit).toBe(0);
  expect(fs.readFileSync(path.join(root, "site.yml"), "utf8")).toContain(`language: ${language}\n`);
  const checked = await inkstone(["check"], { cwd: root });
  expect([checked.exit, checked.error]).toEqual([0, ""]);
  const listed = await inkstone(["list"], { cwd: root });
  expect(listed.out).toContain(title);
});

test("init never overwrites", async () => {
  const root = folder({ "package.json": "{}\n", "pages/about.md": "mine\n" });
  const { exit, out } = await inkstone(["init", ...now], { cwd: root });
  expect(exit).toBe(0);
  expect(out).toContain("kept package.json, which was there");
  expect(fs.readFileSync(path.join(root, "package.json"), "utf8")).toBe("{}\n");
  expect(fs.readFileSync(path.join(root, "pages/about.md"), "utf8")).toBe("mine\n");

  const before = files.map((file) => fs.readFileSync(path.join(root, file), "utf8"));
  const again = await inkstone(["init", ...now], { cwd: root });
  expect([again.exit, again.error]).toEqual([1, expect.stringContaining("There is a blog in")]);
  expect(files.map((file) => fs.readFileSync(path.join(root, file), "utf8"))).toEqual(before);
});

test("init refuses a language that is none", async () => {
  const { exit, error } = await inkstone(["init", "--lang", "chinese!"], { cwd: folder({}) });
  expect([exit, error]).toEqual([2, expect.stringContaining("which is no language tag")]);
});

test.each([
  ["a file", { here: "text" }, "is no folder."],
  [
    "an old blog",
    { "here/_config.yml": "title: Old\n", "here/_posts/2014-08-24-a.md": "" },
    "There is a Jekyll blog in",
  ],
])("%s is not begun anew", async (_, files, says) => {
  const root = folder(files);
  const before = fs.readdirSync(root, { recursive: true });
  const { exit, error } = await inkstone(["init", "here"], { cwd: root });
  expect([exit, error]).toEqual([1, expect.stringContaining(says)]);
  expect(fs.readdirSync(root, { recursive: true })).toEqual(before);
});

test("beside what is there, it says what is still to do", async () => {
  const root = folder({ "package.json": '{"name": "mine"}', ".gitignore": "node_modules\n/dist\n" });
  const { exit, out } = await inkstone(["init"], { cwd: root });
  expect(exit).toBe(0);
  expect(out).toContain("  kept package.json, which was there\n  add to .gitignore: .inkstone/\n");
  expect(out).toContain("\n  npm install inkstone\n");
  expect(fs.readFileSync(path.join(root, "package.json"), "utf8")).toBe('{"name": "mine"}');
});
