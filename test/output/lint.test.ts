/** What hosts refuse, said before the folder is brought there. */
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { lintForHosts } from "../../src/output/lint.ts";
import { type Content, folder } from "../source/folder.ts";

const site = { "index.html": "<p>", ".nojekyll": "" };
const said = (root: string) => lintForHosts(root).map(({ severity, message }) => `${severity}: ${message}`);

test("a folder as it should be", () => {
  const root = folder({ ...site, _headers: "", _redirects: "/a /b 301\n", "_pagefind/x.js": "", ".git/HEAD": "" });
  expect(said(root)).toEqual([]);
});

const cases: readonly (readonly [what: string, files: Readonly<Record<string, Content>>, says: string])[] = [
  ["no home page", { "a.html": "" }, "error: There is no index.html."],
  ["a link", { ...site, "a.html": { link: "index.html" } }, "error: a.html is a link or a device, which hosts refuse."],
  ["a pipe", { ...site, "a/b": { pipe: true } }, "error: a/b is a link or a device, which hosts refuse."],
  ["a file half written", { ...site, "a/b.html.tmp": "" }, "error: a/b.html.tmp is a temporary file."],
  ["an editor's backup", { ...site, "a.html~": "" }, "error: a.html~ is a temporary file."],
  ["a lock", { ...site, "x.lock": "" }, "error: x.lock is a temporary file."],
  [
    "C#",
    { ...site, "C#/index.html": "" },
    "warning: C#/index.html has a sign in its name that addresses read otherwise.",
  ],
  [
    "a question",
    { ...site, "why?.html": "" },
    "warning: why?.html has a sign in its name that addresses read otherwise.",
  ],
  ["a colon", { ...site, "a:b.html": "" }, "warning: a:b.html has a sign in its name that addresses read otherwise."],
  [
    "a name that GitHub Pages leaves out",
    { "index.html": "", "_app/x.js": "" },
    "warning: GitHub Pages leaves out _app/x.js, since its name begins with _.",
  ],
  [
    "many redirects",
    { ...site, _redirects: "/a /b 301\n".repeat(2_001) },
    "warning: There are 2001 redirects; Cloudflare Pages takes 2000.",
  ],
];
test.each(cases)("%s", (_, files, says) => {
  expect(said(folder(files))).toEqual([says]);
});

test("sizes", () => {
  const root = folder(site);
  fs.writeFileSync(path.join(root, "film.mp4"), "");
  // Holes take no room on the disk.
  fs.truncateSync(path.join(root, "film.mp4"), 2 ** 30 + 1);
  expect(said(root)).toEqual([
    "warning: The site is larger than 1 GB, the limit of GitHub Pages.",
    "warning: film.mp4 is larger than 25 MiB, the limit of Cloudflare Pages.",
  ]);
});

test("a file that only its owner may read", () => {
  const root = folder({ ...site, "a.html": "" });
  fs.chmodSync(path.join(root, "a.html"), 0o600);
  expect(said(root)).toEqual(["warning: a.html may not be read by everybody."]);
});

test("too many files", () => {
  const root = folder(site);
  for (let at = 0; at < 20_000; at++) fs.writeFileSync(path.join(root, `${at}.txt`), "");
  expect(said(root)).toEqual(["warning: There are 20002 files; Cloudflare Pages takes 20000."]);
});
