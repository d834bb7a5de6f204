import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../src/shared/store.ts";
import { folder } from "../source/folder.ts";

type Index = { readonly built: string };

test("what another build takes away while this one runs is not known, and no bug", () => {
  const place = path.join(folder({}), "store");
  const bytes = (text: string) => Buffer.from(text);
  openStore<Index>(place, "1").write({
    index: { built: "once" },
    texts: [[bytes("one"), bytes("two")]],
    lines: (extents) => extents.map((extent) => [bytes(JSON.stringify(extent))]),
    keep: "old",
  });
  const store = openStore<Index>(place, "1");
  expect(store.index?.part("built")).toBe("once");
  const extents = store.lines().map((line) => JSON.parse(line) as Parameters<typeof store.text>[0]);
  const read = () => openStore<Index>(place, "1");
  expect(extents.map((extent) => Buffer.from(read().text(extent) ?? "").toString())).toEqual(["one", "two"]);

  const late = read();
  fs.rmSync(place, { recursive: true });
  expect(late.lines()).toEqual([]);
  expect(extents.map((extent) => late.text(extent))).toEqual([null, null]);
});
