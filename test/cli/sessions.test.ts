/** The years of a blog as they are typed: each of these is a session to be read in `transcripts/`. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { filesIn, transcript } from "./transcript.ts";

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
  await expect(`${said}\nin a clone of the branch:\n${cloned}`).toMatchFileSnapshot(golden("publish"));
});
