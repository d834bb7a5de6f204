import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { SourceFile } from "../../src/model.ts";
import { bytePool } from "../../src/shared/byte-pool.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import { type KnownFiles, recognize } from "../../src/source/known-files.ts";
import { readAsset, readText } from "../../src/source/read-file.ts";
import { remember } from "../../src/source/remembered.ts";
import type { Found } from "../../src/source/scan.ts";
import { createWorker } from "../../src/worker/in-process.ts";
import { settingsOf } from "../laws/in-memory.ts";
import { plainSettings } from "../laws/plain-settings.ts";
import { folder } from "./folder.ts";

/** An hour from now everything has rested. */
const later = () => Date.now() + 3_600_000;
const asPost = "post utf-8 1000";
const reading = (file: Found) => readText(file, { encoding: "utf-8", limit: 1000 });
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>';

/** One look at a post, with what was known before; says whether it was opened. */
function lookAt(root: string, before: KnownFiles, { as = asPost, clock = later } = {}) {
  const file = { path: "posts/a.md", full: path.join(root, "posts/a.md") } as Found;
  const recognition = recognize(before, clock);
  let opened = 0;
  const outcome = recognition.look.read<SourceFile>(file, as, (found) => {
    opened += 1;
    return reading(found);
  });
  if ("problem" in outcome) throw new ProblemError(outcome.problem);
  const known = JSON.parse(JSON.stringify(recognition.known())) as KnownFiles;
  return { value: outcome.value, opened: () => opened, known, fresh: recognition.fresh() };
}

test("a post that stands as it stood is not opened, until its text is wanted", () => {
  const root = folder({ "posts/a.md": "见闻" });
  const first = lookAt(root, {});
  expect(first).toMatchObject({ fresh: 1, value: { text: "见闻" } });
  const second = lookAt(root, first.known);
  expect(second.opened()).toBe(0);
  expect(second).toMatchObject({ fresh: 0, known: first.known, value: { path: "posts/a.md", hash: first.value.hash } });
  expect(second.value.text).toBe("见闻");
  expect(second.opened()).toBe(1);
});

test.each<[string, (full: string) => void]>([
  [
    "written to in place, with the same size and time",
    (full) => keepingTime(full, () => fs.writeFileSync(full, "新闻")),
  ],
  [
    "replaced by another of the same size and time",
    (full) =>
      keepingTime(full, () => {
        fs.writeFileSync(`${full}.new`, "新闻");
        fs.renameSync(`${full}.new`, full);
      }),
  ],
  ["longer", (full) => fs.appendFileSync(full, "更多")],
  ["touched, and nothing else", (full) => fs.utimesSync(full, 1, 1)],
])("a post is opened again when it was %s", (_what, change) => {
  const root = folder({ "posts/a.md": "见闻" });
  const { known } = lookAt(root, {});
  change(path.join(root, "posts/a.md"));
  const again = lookAt(root, known);
  expect(again.opened()).toBe(1);
  expect(again.value.text).toBe(fs.readFileSync(path.join(root, "posts/a.md"), "utf8"));
});

test("a post that has not rested is opened again", () => {
  const root = folder({ "posts/a.md": "见闻" });
  const first = lookAt(root, {}, { clock: Date.now });
  expect(first).toMatchObject({ known: {}, fresh: 0 });
  expect(lookAt(root, first.known).opened()).toBe(1);
});

test("a post that was read in another way is opened again", () => {
  const root = folder({ "posts/a.md": "见闻" });
  const { known } = lookAt(root, {});
  expect(lookAt(root, known, { as: "post gbk 1000" }).opened()).toBe(1);
});

test("a post that changes before its text is wanted is a problem with a name, and no text of another time", () => {
  const root = folder({ "posts/a.md": "见闻" });
  const { value } = lookAt(root, lookAt(root, {}).known);
  fs.writeFileSync(path.join(root, "posts/a.md"), "新闻");
  expect(() => value.text).toThrow("posts/a.md was changed while the site was being built.");
});

test("a text that was let go of is read again, if it is still the same", () => {
  const root = folder({ "posts/a.md": "见闻" });
  const file = { path: "posts/a.md", full: path.join(root, "posts/a.md") } as Found;
  const outcome = readText(file, { encoding: "utf-8", limit: 1000, pool: bytePool() });
  if ("problem" in outcome) throw new ProblemError(outcome.problem);
  const { value } = outcome;
  expect([value.utf8?.length, value.text]).toEqual([6, "见闻"]);
  value.release?.();
  expect([value.utf8, value.text]).toEqual([undefined, "见闻"]);
  fs.writeFileSync(file.full, "新闻");
  expect(() => value.text).toThrow("posts/a.md was changed while the site was being built.");
});

test("dev begins with what a build has noted, and reads what has changed since", () => {
  const root = folder({ "posts/a.md": "见闻" });
  const { known } = lookAt(root, {});
  const memory = remember(root, known);
  const opened: string[] = [];
  const read = () => {
    const look = memory.look(null);
    const file = { path: "posts/a.md", full: path.join(root, "posts/a.md") } as Found;
    const outcome = look.read<SourceFile>(file, asPost, (found) => {
      opened.push(found.path);
      return reading(found);
    });
    look.done();
    return "value" in outcome ? outcome.value : null;
  };
  const first = read();
  expect(opened).toEqual([]);
  expect(read()).toBe(first);
  expect(first?.text).toBe("见闻");
  fs.writeFileSync(path.join(root, "posts/a.md"), "新闻");
  expect(read()?.text).toBe("新闻");
});

test("a text that could not be read is no failure of these bytes", async () => {
  const settings = await settingsOf(plainSettings);
  const worker = createWorker();
  const post = { path: "posts/a.md", hash: "one", text: "---\ntitle: 见闻\ndate: 2014-08-24\n---\n" };
  const gone = {
    ...post,
    get text(): string {
      throw new ProblemError({ severity: "error", code: "source/changed-meanwhile", message: "changed" });
    },
  };
  expect(worker.read([gone], settings)).toMatchObject([{ failed: [{ code: "source/changed-meanwhile" }] }]);
  expect(worker.read([post], settings)).toMatchObject([{ post: { card: { title: "见闻" } } }]);
});

test("a picture is known by its size in pixels; a small text, which a post may include, is read each time", () => {
  const root = folder({ "assets/a.png": Buffer.from(png, "base64"), "assets/a.txt": "words", "assets/a.svg": picture });
  const look = (before: KnownFiles) => {
    const recognition = recognize(before, later);
    const opened: string[] = [];
    const values = ["assets/a.png", "assets/a.txt", "assets/a.svg"].map((name) => {
      const file = { path: name, full: path.join(root, name) } as Found;
      const outcome = recognition.look.read(file, "asset", (found) => {
        opened.push(found.path);
        return readAsset(found);
      });
      return "value" in outcome ? outcome.value : null;
    });
    return { values, opened, known: recognition.known() };
  };
  const first = look({});
  const second = look(first.known);
  expect(second.values).toEqual(first.values);
  expect(second.values[0]).toMatchObject({ width: 1, height: 1, text: null });
  expect(second.opened).toEqual(["assets/a.txt", "assets/a.svg"]);
});

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function keepingTime(full: string, change: () => void): void {
  const { atime, mtime } = fs.statSync(full);
  change();
  fs.utimesSync(full, atime, mtime);
}
