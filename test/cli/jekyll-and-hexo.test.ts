/** What blogs of Jekyll and of Hexo do in ways of their own, read in place. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder } from "../source/folder.ts";
import { inkstone } from "./run.ts";

const post = (lines: string, body = "Text.") => `---\n${lines}\n---\n\n${body}\n`;

const hexo = {
  "_config.yml":
    "title: Old\nurl: https://example.com\nroot: /\npermalink: :category/:title.html\nnew_post_name: :year-:month-:day-:title.md\ntag_map:\n  js: javascript\n",
  "source/_posts/2014-08-24-a_b.md": post(
    "title: A\ndate: 2014-08-24 23:42:02\ncategories: [Big Data, x]\ntags: js",
    "{% note %}",
  ),
  "source/_posts/2014-8-24-a_b.md": post("title: B\ndate: 2014-08-24"),
};

test("what a password was to protect is nowhere in the site, and that is said", { timeout: 60_000 }, async () => {
  const secret = "Xyzzy among friends.";
  const drafts = { "source/_drafts/d.md": post("title: D\ndate: 2019-01-02\npassword: 1234", secret) };
  const root = folder({
    ...hexo,
    ...drafts,
    "source/_posts/s.md": post("title: S\ndate: 2019-01-01\npassword: hi", secret),
  });
  for (const flags of [[], ["--drafts"]]) {
    const { exit, out } = await inkstone(["build", "--now", "2020-01-01", ...flags], { cwd: root });
    expect(exit).toBe(0);
    expect(out).toContain("source/_posts/s.md is withheld (password), and was not before");
    expect(out).toContain("  source/_posts/s.md  it has a password, and nothing is encrypted here\n");
    const texts = fs.readdirSync(path.join(root, "dist"), { recursive: true, withFileTypes: true });
    for (const file of texts.filter((entry) => entry.isFile()))
      expect(fs.readFileSync(path.join(file.parentPath, file.name), "utf8")).not.toMatch(/xyzzy/i);
  }
  const { out } = await inkstone(["why", "source/_posts/s.md"], { cwd: root });
  expect(out).toContain("withheld  it has a `password`, and nothing is encrypted here");
});
