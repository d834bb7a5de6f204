import { expect, test } from "vitest";
import type { Settings } from "../../src/model.ts";
import { hostFiles } from "../../src/site/host-files.ts";
import { known } from "./known.ts";

const at = { line: 1, column: 1, length: 1 };

test("no alias redirects more than itself", () => {
  const aliases = ["/*", "/2014/*", "/:x", "/old/", "/12:30"].map((url) => ({ url, file: `${url.slice(1)}.html`, at }));
  const files = hostFiles({ base: "" } as Settings, [known("posts/a.md", {}, { aliases })], []);
  expect(files.find(({ file }) => file === "_redirects")?.text).toBe("/12:30 /posts/a/ 301\n/old/ /posts/a/ 301\n");
});
