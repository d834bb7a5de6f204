/** The years of a blog as they are typed: each of these is a session to be read in `transcripts/`. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { needs } from "../needs.ts";
import { folder } from "../source/folder.ts";
import { filesIn, servedTranscript, transcript } from "./transcript.ts";

const now = ["--now", "2020-01-01"];
const golden = (name: string) => path.join(import.meta.dirname, `transcripts/${name}.txt`);
const post = (title: string, more = "", date = "2014-08-24") =>
  `---\ntitle: ${title}\ndate: ${date}\n${more}---\n\nText.\n`;
const put = (root: string, file: string, text: string) => fs.writeFileSync(path.join(root, file), text);

const blog = {
  "site.yml": "title: 砚台\nurl: https://example.com\ndeployed: deployed.json\n",
  "posts/mesos.md": post("砚台", "tags: [石]\nseries: 文房\n"),
  "posts/ink.md": post("墨", "series: 文房\n", "2014-08-25"),
  "posts/draft.md": post("Draft", "draft: true\n"),
  "posts/later.md": post("Later", "", "2099-01-02"),
  "posts/gone.md": post("Gone", "expires: 2016-05-01\n"),
  "pages/about.md": "---\ntitle: About\n---\n\nText.\n",
};

test.each(["zh-CN", "en"])("start in %s", { timeout: 120_000 }, async (language) => {
  const root = folder({ "here/package.json": "{}\n" });
  const begun = await transcript(root, [
    ["init", "my-blog", "--lang", language, ...now],
    ["build", "my-blog", ...now],
    ["check", "my-blog", ...now],
    ["init", "my-blog"],
    ["init", "here", "--lang", language, ...now],
  ]);
  const written = ["site.yml", "package.json", ".gitignore", ".github/workflows/publish.yml"].map(
    (file) => `${file}:\n${fs.readFileSync(path.join(root, "my-blog", file), "utf8")}`,
  );
  await expect([begun, ...written].join("\n")).toMatchFileSnapshot(golden(`start-${language}`));
});

test("look after", { timeout: 120_000 }, async () => {
  const said = await transcript(folder(blog), [
    ["build", ...now],
    ["list", ...now],
    ["list", "drafts", ...now],
    ["list", "future", ...now],
    ["list", "all", ...now],
    ["why", "posts/mesos.md", ...now],
    ["why", "posts/gone.md", ...now],
    ["why", "/tags/石/", ...now],
    ["why", "/nothing/", ...now],
    ["preview", "-d", "other"],
    ["build", "--json", ...now],
  ]);
  await expect(said).toMatchFileSnapshot(golden("look-after"));
});

test("what readers will notice", { timeout: 180_000 }, async () => {
  const root = folder(blog);
  const parts = [await transcript(root, [["build", ...now], ["diff"], ["publish"], ["build", ...now]])];
  put(root, "posts/new.md", post("新", "", "2015-01-02"));
  parts.push("(posts/new.md is written)\n", await transcript(root, [["build", ...now], ["diff"], ["publish"]]));
  put(root, "posts/mesos.md", post("砚台", "slug: inkstone\n"));
  parts.push(
    "(posts/mesos.md gets another slug)\n",
    await transcript(root, [["build", ...now], ["build", "--strict", ...now], ["diff"], ["build", "--json", ...now]]),
  );
  put(root, "posts/mesos.md", post("砚台", "slug: inkstone\naliases: [/posts/mesos/]\n"));
  parts.push("(and the old address among its aliases)\n", await transcript(root, [["build", "--strict", ...now]]));
  put(root, "posts/ink.md", `${post("墨", "series: 文房\n", "2014-08-25")}More.\n`);
  put(root, "posts/new.md", post("新", "expires: 2019-10-01\n", "2015-01-02"));
  parts.push(
    "(posts/ink.md says more, and posts/new.md has expired)\n",
    await transcript(root, [
      ["build", "--strict", ...now],
      ["diff", ...now],
      ["why", "posts/new.md", ...now],
    ]),
  );
  await expect(parts.join("\n")).toMatchFileSnapshot(golden("readers"));
});

test("publish", { timeout: 180_000 }, async () => {
  const root = folder({ ...blog, "assets/_old/a#b.txt": "x" });
  execFileSync("git", ["init", "--quiet", "--bare", path.join(root, "remote.git")]);
  const target = ["--git", "remote.git", "--branch", "pages", ...now];
  const said = await transcript(root, [
    ["deploy", ...now],
    ["deploy", "--drafts", ...target],
    ["deploy", "--dry-run", ...target],
    ["deploy", ...target],
    ["deploy", ...target],
  ]);
  execFileSync("git", ["clone", "--quiet", "--branch", "pages", "remote.git", "clone"], { cwd: root });
  const cloned = filesIn(
    path.join(root, "clone"),
    /^\.git\/|^(?:css|js|fonts|icons|search|tags|categories)\/|^favicon/,
  );
  const served = await servedTranscript(
    root,
    ["preview", "-d", "clone"],
    ["/", "/posts/mesos/", "/posts/mesos", "/tags/%E7%9F%B3/", "/feed.xml", "/posts/draft/", "/.git/HEAD"],
  );
  await expect(`${said}\nin a clone of the branch:\n${cloned}\n${served}`).toMatchFileSnapshot(golden("publish"));
});

test.skipIf(!needs("rsync"))("publish with rsync", { timeout: 180_000 }, async () => {
  const root = folder({
    ...blog,
    "site.yml": `${blog["site.yml"]}deploy: {rsync: www/}\n`,
    "www/old.html": "from before",
  });
  const parts = [
    await transcript(root, [["deploy", "--dry-run", ...now]]),
    await transcript(root, [["deploy", ...now]]),
  ];
  fs.rmSync(path.join(root, "posts/ink.md"));
  parts.push(
    "(posts/ink.md is removed)\n",
    await transcript(root, [
      ["deploy", "--strict", ...now],
      ["deploy", ...now],
    ]),
  );
  const usual = /^(?:css|js|fonts|icons|search|tags|categories)\/|^favicon/;
  parts.push(`in www/:\n${filesIn(path.join(root, "www"), usual)}`);
  parts.push(await transcript(root, [["deploy", "--rsync", "/nowhere/at/all/", ...now]]));
  const said = parts
    .join("\n")
    .replace(/^rsync( error)?: .*\n/gm, "")
    .replace(/failed: rsync: .*/, "failed: (what rsync says)");
  await expect(said).toMatchFileSnapshot(golden("publish-rsync"));
});

test("preview", { timeout: 120_000 }, async () => {
  const root = folder({
    ...blog,
    "site.yml": "title: 砚台\nurl: https://example.com/blog\n",
    "posts/notes.md": post("Notes", "permalink: /notes\n"),
    "posts/石.md": post("石"),
  });
  await transcript(root, [["build", ...now]]);
  const asked = [
    "/",
    "/blog/",
    "/blog/about/",
    "/blog/about",
    "/blog/notes",
    "/blog/notes.html",
    "/blog/notes/",
    "/blog/posts/%E7%9F%B3/",
    "/blog/feed.xml",
    "/blog/posts/draft/",
    "/posts/mesos/",
    "/blog/..%2fsite.yml",
  ];
  const parts = [await servedTranscript(root, ["preview"], asked)];
  await transcript(root, [["build", "--url", "https://example.org", "-d", "other", ...now]]);
  parts.push(await servedTranscript(root, ["preview", "-d", "other", "--base", "/"], ["/", "/about", "/blog/about/"]));
  await expect(parts.join("\n")).toMatchFileSnapshot(golden("preview"));
});

test("profile", { timeout: 60_000 }, async () => {
  const root = folder({ ...blog, "site.yml": "title: 砚台\nsearch: false\n" });
  const said = await transcript(root, [
    ["build", "--profile", ...now],
    ["build", "--profile", "--json", ...now],
  ]);
  await expect(inOrder(said)).toMatchFileSnapshot(golden("profile"));
});

/** Which post is the slowest is another one each time: what follows a heading is put in the order of its letters. */
function inOrder(said: string): string {
  const lines = said.split("\n");
  const sorted = lines.flatMap((line, at) => {
    if (!line.startsWith("slowest"))
      return isRow(line) && lines.slice(0, at).some((one) => one.startsWith("slowest")) ? [] : [line];
    const end = lines.findIndex((one, its) => its > at && !isRow(one));
    return [line, ...lines.slice(at + 1, end).sort()];
  });
  return sorted
    .join("\n")
    .replace(/"(posts|templates)":(\{(?:[^{}]|\{[^{}]*\})*\})/g, (_, key: string, facts: string) => {
      const rows = Object.entries(JSON.parse(facts) as Record<string, number | { readonly count: number }>);
      const even = rows.map(
        ([name, cost]) => [name, typeof cost === "number" ? 0 : { ms: 0, count: cost.count }] as const,
      );
      return `"${key}":${JSON.stringify(Object.fromEntries(even.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
    });
}

function isRow(line: string): boolean {
  return /^ +N ms /.test(line);
}
