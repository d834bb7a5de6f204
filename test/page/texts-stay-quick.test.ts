/** What a library does to `String.prototype` can make each call of a method of a text six times as slow, everywhere. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { discard, emptyProject, put } from "../bad-inputs/project.ts";

test("no library makes the methods of texts slow", () => {
  const project = emptyProject();
  try {
    put(project, { "posts/a.md": "---\ntitle: A\ndate: 2014-08-24\n---\nText.\n" });
    const bin = path.join(import.meta.dirname, "../../src/bin.cjs");
    const words = ["--allow-natives-syntax", "-r", path.join(import.meta.dirname, "report-texts.cjs"), bin];
    const run = spawnSync(process.execPath, [...words, "build", project.root, "-q"], { encoding: "utf8" });
    expect(run.stderr).toContain("texts are quick: true");
  } finally {
    discard(project);
  }
});
