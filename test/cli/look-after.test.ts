import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { bin, inkstone } from "./run.ts";

const post = (title: string, more = "", date = "2014-08-24") =>
  `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\nText.\n`;
const now = ["--now", "2020-01-01"];
const site = () =>
  folder({
    "site.yml": "title: 砚台\nurl: https://example.com/blog\npermalink: /:category/:slug/\n",
    "posts/a.md": post("砚台", "tags: [石]\ncategory: 器物\naliases: [/old/]\n"),
    "posts/b.md": post("Second", "slug: two\n", "2015-01-02 03:04"),
    "posts/draft.md": post("Draft", "draft: true\n"),
    "posts/hidden.md": post("Hidden", "published: false\n"),
    "posts/later.md": post("Later", "", "2099-01-02"),
    "posts/gone.md": post("Gone", "expires: 2016-05-01\n"),
    "posts/wrong.md": post("Wrong", "", "2014-13-24"),
    "posts/_notes.md": post("Notes"),
    "pages/about.md": "---\ntitle: About\n---\n\nText.\n",
  });

test.each([
  [
    "published",
    `2015-01-02 03:04  posts/b.md      /blog/two/         Second
2014-08-24        posts/a.md      /blog/器物/a/  砚台
                  pages/about.md  /blog/about/       About
`,
  ],
  ["drafts", "2014-08-24  posts/draft.md   draft        Draft\n2014-08-24  posts/hidden.md  unpublished  Hidden\n"],
  ["future", "2099-01-02  posts/later.md  future  Later\n"],
  ["expired", "2014-08-24  posts/gone.md  expired  Gone\n"],
  ["failed", "  posts/wrong.md  failed\n"],
])("list %s", async (kind, expected) => {
  const { exit, out } = await inkstone(["list", kind, ...now], { cwd: site() });
  expect({ exit, out: out.replace(/ +/g, " ") }).toEqual({ exit: 0, out: expected.replace(/ +/g, " ") });
});

test("list --json says one post a line", async () => {
  const { out } = await inkstone(["list", "future", "--json", ...now], { cwd: site() });
  expect(JSON.parse(out)).toEqual({
    event: "post",
    file: "posts/later.md",
    state: "future",
    date: "2099-01-02",
    title: "Later",
    url: "/blog/later/",
    tags: [],
    categories: [],
  });
});

test("list of what there is not is refused with what there is", async () => {
  const { exit, error } = await inkstone(["list", "draft"], { cwd: site() });
  expect(exit).toBe(2);
  expect(error).toContain("write one of published, drafts, future, expired, failed, all");
});

const published = `posts/a.md
  published   on 2014-08-24
  address     /blog/器物/a/, by \`permalink: /:category/:slug/\`
  written     器物/a/index.html
  template    post.njk
  listed on   /blog/ /blog/categories/器物/ /blog/tags/石/ /blog/archive/ /blog/search/ /blog/feed.xml /blog/feed.json
  named on    /blog/two/
  also at     /blog/old/
  tags        石
  categories  器物
`;

test.each([
  ["posts/a.md", published],
  ["./posts/a.md", published],
  ["/blog/器物/a/", published],
  ["/器物/a", published],
  ["https://example.com/blog/%E5%99%A8%E7%89%A9/a/", published],
  ["/old/", published],
  ["/blog/器物/a/?from=feed#top", published],
  ["dist/器物/a/index.html", published],
])("why %s", async (asked, expected) => {
  const { exit, out } = await inkstone(["why", asked, ...now], { cwd: site() });
  expect({ exit, out }).toEqual({ exit: 0, out: expected });
});

test.each([
  ["posts/b.md", "address     /blog/two/, by `permalink: /:category/:slug/` and its own `slug`"],
  ["posts/draft.md", "withheld  it says `draft: true`; --drafts shows it"],
  ["posts/hidden.md", "withheld  it says `published: false`; --drafts shows it"],
  ["posts/later.md", "it appears 2099-01-02, and --future shows it now"],
  ["posts/gone.md", "withheld  its `expires` is past; --drafts shows it"],
  ["posts/gone.md", "expired  on 2016-05-01"],
  ["posts/_notes.md", "withheld  its name, or that of a folder it lies in, begins with _"],
  ["pages/about.md", "published  as a page of its own, in no list and no feed"],
  ["/", "/blog/ → index.html, for the home page"],
])("why %s, among other things", async (asked, expected) => {
  const { exit, out } = await inkstone(["why", asked, ...now], { cwd: site() });
  expect({ exit, out: out.replace(/ +/g, " ") }).toEqual({
    exit: 0,
    out: expect.stringContaining(expected.replace(/ +/g, " ")),
  });
});

test("why of a site below a Chinese path", async () => {
  const root = folder({ "site.yml": "title: 砚台\nurl: https://example.com/博客\n", "posts/石.md": post("石") });
  for (const asked of ["/博客/posts/石/", "https://example.com/博客/posts/石", "/%E5%8D%9A%E5%AE%A2/posts/石/"]) {
    const { out } = await inkstone(["why", asked, ...now], { cwd: root });
    expect(out).toContain("posts/石.md\n  published  on 2014-08-24\n  address    /博客/posts/石/,");
  }
  expect((await inkstone(["why", "/博客/", ...now], { cwd: root })).out).toMatch(/^\/博客\/ \(the home page\)\n/);
  const near = await inkstone(["why", "/博客/posts/石头/", ...now], { cwd: root });
  expect(near.error).toContain("hint: did you mean /博客/posts/石/?");
});

test("why a template of ours is there, and which file was meant", async () => {
  for (const asked of ["post.njk", "templates/post.njk"])
    expect((await inkstone(["why", asked, ...now], { cwd: site() })).out).toContain("template  makes /blog/two/");
  const { error } = await inkstone(["why", "draft.md", ...now], { cwd: site() });
  expect(error).toContain("did you mean posts/draft.md?");
});

test("why a post is not there at all", async () => {
  const wrong = await inkstone(["why", "posts/wrong.md", ...now], { cwd: site() });
  expect([wrong.exit, wrong.out]).toEqual([1, "posts/wrong.md\n  failed  it has errors, which are shown below\n"]);
  expect(wrong.error).toContain("posts/wrong.md:3:7");
  const typed = await inkstone(["why", "posts/aa.md", ...now], { cwd: site() });
  expect([typed.exit, typed.error]).toEqual([1, expect.stringContaining("did you mean posts/a.md?")]);
});

test("--profile says where the time went", async () => {
  const root = site();
  const { exit, out } = await inkstone(["build", "--keep-going", "--profile", ...now], { cwd: root });
  expect(exit).toBe(1);
  const lines = out.split("\n").map((line) => line.replace(/^ +[\d.]+ ms {2}/, "N ms  "));
  expect(lines.slice(0, 7)).toEqual([
    "time by stage, in one thread",
    "N ms  reading files",
    "N ms  understanding posts",
    "N ms  planning the site",
    "N ms  rendering pages",
    "N ms  writing files",
    "slowest posts",
  ]);
  expect(lines).toContain("N ms  posts/a.md");
  expect(lines).toContain("N ms  post.njk for 2 pages");
});

test("preview serves what was built as static hosts do", { timeout: 60_000 }, async () => {
  const root = folder({
    "site.yml": "title: 砚台\nurl: https://example.com/blog\n",
    "posts/a.md": post("A", "permalink: /notes/a\n"),
    "posts/石.md": post("石"),
  });
  const early = await inkstone(["preview"], { cwd: root });
  expect([early.exit, early.error]).toEqual([1, expect.stringContaining("There is no finished site in")]);
  await inkstone(["build"], { cwd: root });
  const child = spawn(process.execPath, [bin, "preview", "--port", "0", "--json"], { cwd: root });
  try {
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const { address } = JSON.parse(line.toString()) as { address: string };
    const origin = new URL(address).origin;
    const ask = async (at: string) => {
      const { status, headers, body } = await fetch(origin + at, { redirect: "manual" });
      await body?.cancel();
      return [status, headers.get("location") ?? headers.get("content-type")];
    };
    expect(address).toBe(`${origin}/blog/`);
    const html = "text/html; charset=utf-8";
    expect(await ask("/blog/")).toEqual([200, html]);
    expect(await ask("/blog/notes/a")).toEqual([200, html]);
    expect(await ask(`/blog/posts/${encodeURIComponent("石")}/`)).toEqual([200, html]);
    expect(await ask(`/blog/posts/${encodeURIComponent("石")}`)).toEqual([
      302,
      `/blog/posts/${encodeURIComponent("石")}/`,
    ]);
    expect(await ask("/blog/nothing/")).toEqual([404, html]);
    expect(await ask("/posts/a/")).toEqual([404, html]);
    expect(await ask("/blog/..%2f..%2fsite.yml")).toEqual([404, html]);
    expect(await ask("/blog/feed.xml")).toEqual([200, "application/xml; charset=utf-8"]);
    // What is built again while it is looked at is what is shown; what is taken away is not there.
    fs.rmSync(path.join(root, "dist"), { recursive: true });
    expect(await ask("/blog/")).toEqual([404, "text/plain; charset=utf-8"]);
    await inkstone(["build"], { cwd: root });
    expect(await ask("/blog/")).toEqual([200, html]);
  } finally {
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(143);
  }
});
