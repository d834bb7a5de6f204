/** Looking again: what is read anew, what is not, and that nothing is believed too early. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Hints, type Remembered, remember } from "../../src/source/remembered.ts";
import { scan } from "../../src/source/scan.ts";

let root: string;
let memory: Remembered;
const full = (file: string) => path.join(root, file);
const old = new Date(Date.UTC(2020, 0, 1));

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-remembered-"));
  fs.mkdirSync(full("posts"));
  fs.writeFileSync(full("posts/a.md"), "a");
  fs.writeFileSync(full("posts/b.md"), "b");
  memory = remember(root);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

/** The files that were opened in one look. */
function look(hints: Hints | null): readonly string[] {
  const opened: string[] = [];
  const eye = memory.look(hints);
  const { files } = eye.scan("posts", () => scan(root, "posts", "refuse"));
  for (const file of files) {
    eye.read(file, "post", () => {
      opened.push(file.path);
      return { value: fs.readFileSync(file.full, "utf8") };
    });
  }
  eye.done();
  return opened;
}

test("a file that has just changed is read again, whatever its stat says", () => {
  expect(look(null)).toEqual(["posts/a.md", "posts/b.md"]);
  expect(look(null)).toEqual(["posts/a.md", "posts/b.md"]);
});

test("only what rang is looked at", () => {
  look(null);
  fs.writeFileSync(full("posts/b.md"), "b!");
  expect(look(memory.judge([full("posts/b.md")]))).toEqual(["posts/b.md"]);
  expect(look(memory.judge([]))).toEqual([]);
});

test.each<[string, () => string, Hints["mean"]]>([
  ["an edited post", () => "posts/a.md", "content"],
  ["a new post", () => written("posts/c.md"), "structure"],
  ["a new folder", () => made("posts/sub"), "structure"],
  ["a post that is gone", () => removed("posts/a.md"), "doubt"],
  ["a link that was complained of and is gone", () => removed(linked("posts/c.md")), "doubt"],
  ["a post that is empty", () => written("posts/a.md", ""), "doubt"],
  ["all posts gone", () => removed("posts"), "doubt"],
  ["a file that came and went", () => "posts/4913", "nothing"],
  ["what editors leave behind", () => written("posts/.a.md.swp"), "nothing"],
  ["a file that is no source", () => written("notes.txt"), "nothing"],
  ["the settings", () => written("site.yml", "title: x\n"), "content"],
])("%s means %s", (_, change, mean) => {
  look(null);
  expect(memory.judge([full(change())]).mean).toBe(mean);
});

test("same size, same time of change: still noticed when everything is looked at", () => {
  fs.utimesSync(full("posts/a.md"), old, old);
  look(null);
  fs.writeFileSync(full("posts/a.md"), "x");
  fs.utimesSync(full("posts/a.md"), old, old);
  expect(look(null)).toContain("posts/a.md");
});

function linked(file: string): string {
  fs.symlinkSync(full("posts/a.md"), full(file));
  look(null);
  return file;
}

function written(file: string, text = "x"): string {
  fs.writeFileSync(full(file), text);
  return file;
}

function made(folder: string): string {
  fs.mkdirSync(full(folder));
  return folder;
}

function removed(file: string): string {
  fs.rmSync(full(file), { recursive: true });
  return file;
}
