/** One thing at a time is other than usual, and every byte of the output is the same. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { tree } from "../laws/folders.ts";
import { folder } from "../source/folder.ts";
import { bin } from "./run.ts";

const files: Readonly<Record<string, string>> = {
  "site.yml": "title: 砚台\nurl: https://example.com/blog\nfeeds: {terms: true}\n",
  "posts/b.md": "---\ntitle: Second\ndate: 2015-01-02 23:30\ntags: [İstanbul, 石, z, ä]\n---\n\n见[石](石.md)。\n",
  "posts/石.md": "---\ntitle: 石\ndate: 2014-08-24\ntags: [石, Z]\ncategory: 器物\n---\n\n正文。\n",
  "pages/about.md": "---\ntitle: About\n---\n\nText.\n",
  "assets/a.txt": "x",
};

type Tree = ReturnType<typeof tree>;

type Way = {
  readonly root?: string;
  readonly cwd?: (root: string) => string;
  readonly words?: (root: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly before?: readonly string[];
};

function built({ root = folder(files), cwd = (at) => at, words = () => [], environment = {}, before = [] }: Way) {
  const asked = words(root);
  const clock = asked.includes("--now") ? [] : ["--now", "2020-01-01"];
  const command = [...before, process.execPath, bin, "build", ...asked, ...clock];
  const { PATH = "", HOME = "" } = process.env;
  execFileSync(command[0] ?? "", command.slice(1), {
    cwd: cwd(root),
    stdio: "pipe",
    env: { PATH, HOME, TZ: "UTC", LC_ALL: "C.UTF-8", ...environment },
  });
  return tree(path.join(root, "dist"));
}

function otherTimes(): string {
  const root = folder(Object.fromEntries(Object.entries(files).reverse()));
  for (const file of Object.keys(files)) fs.utimesSync(path.join(root, file), 86_400, 86_400);
  return root;
}

const hasTaskset = fs.existsSync("/usr/bin/taskset");
if (!hasTaskset) process.stderr.write("without taskset, builds on one core are not tried\n");

const ways: readonly (readonly [string, () => Way])[] = [
  ["far in the east", () => ({ environment: { TZ: "Pacific/Kiritimati" } })],
  ["half an hour aside in the west", () => ({ environment: { TZ: "America/St_Johns" } })],
  ["in Turkish", () => ({ environment: { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" } })],
  ["in a locale without letters", () => ({ environment: { LC_ALL: "C" } })],
  ["as another user", () => ({ environment: { USER: "somebody", HOME: "/" } })],
  ["with a strict umask", () => ({ before: ["sh", "-c", 'umask 077; exec "$@"', "sh"] })],
  ["with an open umask", () => ({ before: ["sh", "-c", 'umask 000; exec "$@"', "sh"] })],
  ["on one core", () => (hasTaskset ? { before: ["taskset", "-c", "0"] } : {})],
  ["from elsewhere", () => ({ cwd: () => "/", words: (root) => [root] })],
  ["at another hour", () => ({ words: () => ["--now", "2031-03-04T05:06:07"] })],
  ["with the date of a package's build", () => ({ environment: { SOURCE_DATE_EPOCH: "86400" } })],
  ["of files from another time, in another order", () => ({ root: otherTimes() })],
];

const usual = (() => {
  let made: Tree | undefined;
  return () => {
    made ??= built({});
    return made;
  };
})();

/** What was tried, and what came of it, to be read. */
const matrix: string[] = [];

test.each(ways)("%s", (name, way) => {
  const made = way();
  const is = built(made);
  note(name, howOf(made), is);
  expect(is).toEqual(usual());
});

function note(name: string, how: string, is: Tree, was: Tree = usual()): void {
  const differing = [...new Set([...is.keys(), ...was.keys()])].filter((file) => is.get(file) !== was.get(file));
  const told = differing.length === 0 ? "same bytes" : `${differing.length} files differ`;
  matrix.push(`${name.padEnd(44)}  ${how.padEnd(37)}  ${told}`);
}

function howOf({ root, cwd, words, environment = {}, before = [] }: Way): string {
  const set = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
  const typed = words === undefined ? [] : words("~/blog");
  const umask = /umask \d+/.exec(before.join(" "))?.[0];
  const times = root === undefined ? [] : ["mtimes of 1970, made in reverse"];
  return [...set, ...(cwd ? ["cd /;"] : []), ...(umask ? [umask] : before), ...typed, ...times].join(" ");
}

test.skipIf(!hasTaskset)("of so many posts that every core reads some", { timeout: 240_000 }, () => {
  const many = Object.fromEntries(
    Array.from({ length: 620 }, (_, at) => [
      `posts/${at}.md`,
      `---\ntitle: P${at}\ndate: 2015-01-0${1 + (at % 9)}\ntags: [t${at % 7}]\n---\n\n[${at}](${(at * 7) % 620}.md)\n`,
    ]),
  );
  const all = built({ root: folder({ ...files, ...many }) });
  const one = built({ root: folder({ ...files, ...many }), before: ["taskset", "-c", "0"] });
  note("622 posts, on every core and on one", "taskset -c 0", one, all);
  expect(one).toEqual(all);
});

test.skipIf(!hasTaskset)("all of it, as a table", async ({ skip }) => {
  if (matrix.length <= ways.length) skip("not all of it was tried");
  await expect(`${matrix.join("\n")}\n`).toMatchFileSnapshot(
    path.join(import.meta.dirname, "transcripts/same-bytes.txt"),
  );
});
