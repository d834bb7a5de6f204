/** Law 6: publishing is idempotent, and removes only what it wrote. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import type { ReadyFile } from "../../src/model.ts";
import { publish } from "../../src/output/publish.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import { inFolder, stamps, tree } from "./folders.ts";
import { law, runs } from "./runs.ts";

/** Few names, so that a file takes the place of a folder and one site that of another. */
const name = fc.constantFrom("index.html", "a", "a/index.html", "a/b", "a/b/c.html", "集群/index.html", "x.css", "A/y");
const site = fc.dictionary(name, fc.constantFrom("", "一", "two"), { maxKeys: 5 }).map(withoutClashes);
const own = fc.dictionary(
  fc.constantFrom("CNAME", "a", "a/mine.txt", "a/index.html", "集群", "集群/.keep", ".git/HEAD", "own/deep/er"),
  fc.constantFrom("m", "一"),
  {
    maxKeys: 3,
  },
);

type Files = Readonly<Record<string, string>>;

law("after any sites, the folder holds the last one and what others put there, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(site, { minLength: 1, maxLength: 4 }), own, async (sites, foreign) => {
      await inFolder(async (root) => {
        const out = join(root, "dist");
        let theirs: Files = {};
        let ours: Files = {};
        for (const [round, files] of sites.entries()) {
          const refused = await refusal(files, { root, out });
          // Of several things in the way, those of one kind are told at once.
          expect(reasons(files, theirs)).toEqual(expect.arrayContaining([...refused]));
          expect(refused.length > 0).toBe(reasons(files, theirs).length > 0);
          if (refused.length === 0) ours = files;
          if (round === 0) theirs = putBeside(out, foreign);
          expect(tree(out)).toEqual(new Map(Object.entries({ ...theirs, ...ours }).sort(byName)));
          // What came to stand there with the same content is ours from then on.
          if (refused.length === 0)
            theirs = Object.fromEntries(Object.entries(theirs).filter(([path]) => !(path in files)));
        }
      });
    }),
    runs(2),
  );
});

law("publishing the same again writes nothing, removes nothing, and touches no file", async () => {
  await fc.assert(
    fc.asyncProperty(site, own, async (files, foreign) => {
      await inFolder(async (root) => {
        const out = join(root, "dist");
        await publish(ready(files), { root, out });
        putBeside(out, foreign);
        const before = [stamps(out), stamps(join(root, ".inkstone"))];
        const { written, removed, replaced } = await publish(ready(files), { root, out });
        expect({ written, removed, replaced }).toEqual({ written: [], removed: [], replaced: [] });
        expect([stamps(out), stamps(join(root, ".inkstone"))]).toEqual(before);
      });
    }),
    runs(2),
  );
});

law("a file of ours that somebody changed is written anew, or stays when the site has it no more", async () => {
  // One of the changes leaves most files as long as they were.
  const change = fc.record({ which: fc.nat(9), text: fc.constantFrom("own", "edited by hand"), gone: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(site, change, async (files, { which, text, gone }) => {
      const touched = Object.keys(files)[which % Math.max(1, Object.keys(files).length)];
      fc.pre(touched !== undefined);
      const { [touched]: _, ...rest } = files;
      await inFolder(async (root) => {
        const out = join(root, "dist");
        await publish(ready(files), { root, out });
        writeFileSync(join(out, touched), text);
        const { kept, replaced } = await publish(ready(gone ? rest : files), { root, out });
        expect(gone ? kept : replaced).toEqual([touched]);
        const standing = gone ? { ...rest, [touched]: text } : files;
        expect(tree(out)).toEqual(new Map(Object.entries(standing).sort(byName)));
      });
    }),
    runs(2),
  );
});

/** Codes of what stands against publishing; a refusal leaves the folder as it was. */
async function refusal(files: Files, place: { root: string; out: string }): Promise<readonly string[]> {
  try {
    await publish(ready(files), place);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [...new Set(error.problems.map(({ code }) => code))].sort();
  }
}

/** When a site must be refused: a file of others would be lost. */
function reasons(files: Files, theirs: Files): readonly string[] {
  const codes = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    for (const [foreign, content] of Object.entries(theirs)) {
      if (path === foreign && text !== content) codes.add("output/foreign-files");
      if (foreign.startsWith(`${path}/`)) codes.add("output/foreign-folder");
      if (path.startsWith(`${foreign}/`)) codes.add("output/foreign-files");
    }
  }
  return [...codes].sort();
}

function ready(files: Files): readonly ReadyFile[] {
  return Object.entries(files).map(([file, text]) => ({ file, source: "a test", content: { text } }));
}

/** Only where nothing stands: what was put there, and stays. */
function putBeside(out: string, files: Files): Files {
  const put: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    const full = join(out, path);
    if (existsSync(full)) continue;
    try {
      mkdirSync(dirname(full), { recursive: true });
    } catch {
      continue;
    }
    writeFileSync(full, text);
    put[path] = text;
  }
  return put;
}

/** A file and a folder of one name do not go together, nor do two names that differ by case. */
function withoutClashes(files: Files): Files {
  const kept = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    const clash = [...kept.keys()].some((other) => {
      const [a, b] = [path.toLowerCase(), other.toLowerCase()];
      return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`) || (a[0] === b[0] && path[0] !== other[0]);
    });
    if (!clash) kept.set(path, text);
  }
  return Object.fromEntries(kept);
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
