import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { type Project, put, treeOf } from "../project.ts";
import { build, cleanTree, type Run } from "../run.ts";
import type { Story } from "./story.ts";

const said = /The store in \.inkstone is (damaged|of another version): everything is made anew\./;

export const store: Readonly<Record<string, Story>> = {
  "fs-corrupt-cache": async ({ project }) => {
    let last = await build(project);
    for (const name of readdirSync(folderOf(project))) {
      for (const [what, spoil] of Object.entries(damages)) {
        const file = path.join(folderOf(project), name);
        spoil(file);
        last = await buildAfter(project, `${name}: ${what}`);
      }
    }
    return last;
  },

  "fs-old-cache": async ({ project }) => {
    let last = await build(project);
    const index = path.join(folderOf(project), "index.json");
    const whole = readFileSync(index, "utf8");
    for (const version of ["0.0.9", "9.9.9"]) {
      const body = whole.slice(whole.indexOf("\n") + 1).replace(/"version":"[^"]*"/, `"version":"${version} x 20"`);
      writeFileSync(index, `${await checksum(body)}\n${body}`);
      last = await buildAfter(project, version);
    }
    return last;
  },
};

const damages: Readonly<Record<string, (file: string) => void>> = {
  "half of it": (file) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length >> 1));
  },
  "some bytes flipped": (file) => {
    const bytes = readFileSync(file);
    for (let at = 3; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(file, bytes);
  },
  "other bytes": (file) => writeFileSync(file, Buffer.alloc(5_000, 0xa7)),
  empty: (file) => writeFileSync(file, ""),
  "a folder": (file) => {
    rmSync(file);
    mkdirSync(file);
  },
};

let edit = 0;

/** What is built after an edit is what is built elsewhere, and a line says why it took its time. */
async function buildAfter(project: Project, what: string): Promise<Run> {
  edit += 1;
  put(project, { "posts/edited.md": `---\ntitle: Edited\ndate: 2014-11-07\n---\nEdit ${edit}\n` });
  const run = await build(project);
  expect(run.exit, run.output).toBe(0);
  expect(run.output, what).toMatch(said);
  expect(treeOf(project.dist), what).toEqual(await cleanTree(project));
  const again = await build(project);
  expect(again.output, what).not.toMatch(said);
  expect(existsSync(folderOf(project))).toBe(true);
  return again;
}

function folderOf(project: Project): string {
  return path.join(project.root, ".inkstone/store");
}

async function checksum(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Buffer.from(text));
  return Buffer.from(digest).toString("hex").slice(0, 32);
}
