/** Old blogs in place, without any settings of ours: what is said of them, what is made, and that nothing else is written. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { folder } from "../source/folder.ts";
import { blogs, hexo, jekyll } from "./old-blogs.ts";
import { bin, inkstone } from "./run.ts";
import { filesIn, transcript } from "./transcript.ts";

const now = ["--now", "2020-01-01"];
const golden = (name: string) => path.join(import.meta.dirname, `transcripts/${name}.txt`);

test.each(Object.entries(blogs))("%s", { timeout: 120_000 }, async (name, files) => {
  const root = folder(files);
  const before = filesIn(root, /^$/);
  const said = await transcript(root, [
    ["build", ...now],
    ["list", "all", ...now],
  ]);
  await expect(`${said}\nin dist/:\n${filesIn(path.join(root, "dist"))}`).toMatchFileSnapshot(
    golden(`come-over-${name}`),
  );
  expect(filesIn(root, /^(?:dist|\.inkstone)\//)).toBe(before);
});

test.each(Object.entries(blogs))(
  "import of %s says in site.yml what was read in place",
  { timeout: 120_000 },
  async (name, files) => {
    const root = folder(files);
    await inkstone(["build", ...now], { cwd: root });
    const inPlace = filesIn(path.join(root, "dist"), /^$/);
    const said = await transcript(root, [["import"]]);
    const settings = fs.readFileSync(path.join(root, "site.yml"), "utf8");
    await expect(`${said}\nsite.yml:\n${settings}`).toMatchFileSnapshot(golden(`import-${name}`));
    const { exit } = await inkstone(["build", ...now], { cwd: root });
    expect(exit).toBe(0);
    expect(filesIn(path.join(root, "dist"), /^$/)).toBe(inPlace);
  },
);

test("dev serves an old blog in place, tells the same of it, and follows its settings", {
  timeout: 120_000,
}, async () => {
  const root = folder(hexo);
  const child = spawn(process.execPath, [bin, "dev", "--port", "0", "--json"], { cwd: root });
  const events: { event: string; [key: string]: unknown }[] = [];
  let rest = "";
  child.stdout.on("data", (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split("\n");
    rest = lines.pop() ?? "";
    events.push(...lines.map((line) => JSON.parse(line)));
  });
  const heard = (name: string) =>
    vi.waitFor(() => events.find(({ event }) => event === name) ?? expect.fail(name), 60_000);
  try {
    const { address } = await heard("ready");
    expect(await heard("old-addresses")).toMatchObject({ kind: "post", read: 4, same: 2 });
    const page = async (at: string) => (await fetch(new URL(at, String(address)))).text();
    expect(await page("/about/")).toContain("<title>About");
    expect((await fetch(new URL("/images/dot.png", String(address)))).status).toBe(200);
    fs.writeFileSync(path.join(root, "_config.yml"), hexo["_config.yml"].replace("title: Old", "title: Renamed"));
    await vi.waitFor(async () => expect(await page("/")).toContain("Renamed"), 30_000);
    expect(fs.existsSync(path.join(root, "dist"))).toBe(false);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

test("our theme keeps its own looks beside the files of the old one", { timeout: 120_000 }, async () => {
  const root = folder(jekyll);
  await inkstone(["build", ...now], { cwd: root });
  const page = fs.readFileSync(path.join(root, "dist/about/index.html"), "utf8");
  const [, sheet = ""] = /href="\/blog\/(css\/main\.[0-9a-f]{8}\.css)"/.exec(page) ?? [];
  expect(fs.readFileSync(path.join(root, "dist", sheet), "utf8").length).toBeGreaterThan(1_000);
  expect(fs.readFileSync(path.join(root, "dist/css/main.css"), "utf8")).toBe("body {}\n");
});

test("drafts of an old blog are shown by --drafts", { timeout: 120_000 }, async () => {
  for (const files of [jekyll, hexo]) {
    const root = folder(files);
    const { exit, out } = await inkstone(["build", "--drafts", ...now], { cwd: root });
    expect(exit).toBe(0);
    expect(out).not.toContain("idea.md");
    expect(filesIn(path.join(root, "dist"))).toMatch(/idea(?:\.html|\/index\.html)\n/);
  }
});

test("import writes aliases where the old pages say that an address moved", { timeout: 120_000 }, async () => {
  const root = folder({
    ...hexo,
    "_config.yml": `${hexo["_config.yml"]}permalink: :year/:post_hash.html\n`.replace(
      "permalink: :category/:title.html\n",
      "",
    ),
    "source/_posts/2014-09-01-crlf.md": "---\r\ntitle: C\r\ndate: 2014-09-01\r\naliases: [/c/]\r\n---\r\n\r\nText.\r\n",
    "public/index.html": "",
    "public/about/index.html": "",
    "public/links.html": "",
    "public/raw/notes.html": "",
    "public/2014/a_b.html": "",
    "public/2014/2014-8-24-a_b.html": "",
    "public/p/crlf/index.html": "",
  });
  const said = await transcript(root, [["check", ...now], ["import"], ["check", ...now]]);
  const posts = ["2014-08-24-a_b.md", "2014-09-01-crlf.md"].map((name) =>
    fs.readFileSync(path.join(root, "source/_posts", name), "utf8"),
  );
  expect(posts[1]).toBe('---\r\ntitle: C\r\ndate: 2014-09-01\r\naliases: [/c/, "/p/crlf/"]\r\n---\r\n\r\nText.\r\n');
  await expect(`${said}\nsource/_posts/2014-08-24-a_b.md:\n${posts[0]}`).toMatchFileSnapshot(golden("import-moved"));
});
