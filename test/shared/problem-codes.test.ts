import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { problemCodes } from "../../src/shared/problem-codes.ts";

/** Of commands, settings and the disk, which no `checks:` can soften, and what a code may look like and is none. */
const others =
  /^(?:usage|dev|deploy|deployed|new|init|import|why|preview|list|yaml|output|config|application|audio|font|text|video)\/|^image\/(?:avif|bmp|gif|heic|jpeg|jxl|png|tiff|webp|x-icon)$/;

test("every code of a site's problems is known to `checks:`, and no other", () => {
  const src = path.resolve(import.meta.dirname, "../../src");
  const written = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && path.basename(file) !== "problem-codes.ts")
    .flatMap((file) => readFileSync(path.join(src, file), "utf8").match(/"[a-z-]+\/[a-z0-9-]+"/g) ?? [])
    .map((quoted) => quoted.slice(1, -1))
    // What readers have kept is a matter of the site, whoever deploys it.
    .filter((code) => code === "deploy/vanished-address" || !others.test(code));
  expect([...problemCodes].sort()).toEqual([...new Set(written)].sort());
});
