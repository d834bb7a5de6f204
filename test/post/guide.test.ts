/** The guide to front matter promises every key, and the spellings that older blogs use. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { spellingsOf } from "../../src/post/keys.ts";

const guide = readFileSync(path.join(import.meta.dirname, "../../posts/2026-09-27-front-matter.md"), "utf8");

test.each(Object.values(spellingsOf).flat())("%s", (key) => {
  const code = [...guide.matchAll(/`([^`\n]+)`|^([a-z]+):/gm)].map(([, inline, line]) => inline ?? line ?? "");
  expect(code.some((text) => text.toLowerCase().split(/[:. ]/)[0] === key)).toBe(true);
});
