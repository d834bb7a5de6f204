import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { clean } from "../../src/output/clean.ts";
import { publish } from "../../src/output/publish.ts";
import { problemsOf, project, site, type Tree, treeOf, write } from "./tree.ts";

/** Few names, so that trees meet; among them twins in case and Unicode form. */
const name = fc.constantFrom("a", "A", "b", "c.html", "集群", "第 一", "\u00e9", "e\u0301", "index.html");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
const text = fc.constantFrom("", "one", "two", "three", "四");
const tree = fc.array(fc.tuple(path, text), { maxLength: 14 }).map(asTree);

type Step =
  | { readonly does: "publish"; readonly site: Tree }
  | { readonly does: "put"; readonly path: string; readonly text: string }
  | { readonly does: "delete"; readonly path: string };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: tree.map((site): Step => ({ does: "publish", site })) },
  {
    weight: 2,
    arbitrary: fc.tuple(path, text).map(([path, text]): Step => ({ does: "put", path, text: `own ${text}` })),
  },
  { weight: 1, arbitrary: path.map((path): Step => ({ does: "delete", path })) },
);

it("whatever was published before, a site is published as it is, and again without a write", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 4 }), async (sites) => {
      await inProject(async (place) => {
        for (const each of sites) {
          await publish(site(each), place);
          expect(filesOf(place.out)).toEqual(each);
          expect(await publish(site(each), place)).toMatchObject({ written: [], removed: [] });
        }
        await clean(place);
        expect(filesOf(place.root)).toEqual({});
      });
    }),
    { numRuns: 60 },
  );
});

it("whatever a person does in the output folder, their files are never changed or removed without a word", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await inProject(async (place) => {
        let published: Tree = {};
        const theirs = new Map<string, string>();
        for (const each of steps) {
          if (each.does === "delete") {
            if (!Object.keys(treeOf(ensure(place.out))).some((file) => isAtOrBelow(file, each.path))) continue;
            rmSync(join(place.out, each.path), { recursive: true });
            for (const own of [...theirs.keys()]) if (isAtOrBelow(own, each.path)) theirs.delete(own);
          } else if (each.does === "put") {
            if (!fits(treeOf(ensure(place.out)), each.path)) continue;
            write(place.out, { [each.path]: each.text });
            if (!(each.path in published)) theirs.set(each.path, each.text);
          } else {
            const before = treeOf(ensure(place.out));
            const inTheWay = [...theirs].some(([own, text]) => isInTheWay(each.site, before, own, text));
            const edited = Object.keys(published).filter((file) => file in before && before[file] !== published[file]);
            // A page somebody edited becomes theirs when it is no longer part of the site.
            const becomeTheirs = edited.filter((file) => !(file in each.site));
            const swapped = becomeTheirs.some((file) => isInTheWay(each.site, before, file, before[file] ?? ""));
            if (inTheWay || swapped) {
              const [problem] = await problemsOf(publish(site(each.site), place));
              expect(problem?.code).toMatch(/^output\/foreign-(files|folder)$/);
              expect(treeOf(place.out)).toEqual(before);
              continue;
            }
            await publish(site(each.site), place);
            published = each.site;
            for (const file of becomeTheirs) theirs.set(file, before[file] ?? "");
            for (const file of Object.keys(published)) theirs.delete(file);
            expect(filesOf(place.out)).toEqual({ ...Object.fromEntries(theirs), ...published });
          }
        }
      });
    }),
    { numRuns: 150 },
  );
});

/** A file of others in the way of a site: at the path of other content, above a path, or below one. */
function isInTheWay(wanted: Tree, disk: Tree, own: string, text: string): boolean {
  if (!(own in disk)) return false;
  return Object.entries(wanted).some(
    ([file, content]) => (file === own && content !== text) || file.startsWith(`${own}/`) || own.startsWith(`${file}/`),
  );
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a file can be put at a path without a folder there or a file on the way. */
function fits(disk: Tree, path: string): boolean {
  return !Object.keys(disk).some(
    (each) => each.startsWith(`${path}/`) || path.startsWith(`${each.replace(/\/$/, "")}/`),
  );
}

function asTree(pairs: readonly (readonly [string, string])[]): Tree {
  const tree: Record<string, string> = {};
  for (const [path, text] of pairs) if (fits(tree, path)) tree[path] = text;
  return tree;
}

/** Files only, without what Inkstone remembers. */
function filesOf(folder: string): Tree {
  const entries = Object.entries(treeOf(ensure(folder)));
  return Object.fromEntries(entries.filter(([path]) => !path.endsWith("/") && !path.startsWith(".inkstone/")));
}

function ensure(folder: string): string {
  write(folder, { "./": "" });
  return folder;
}

async function inProject(work: (place: ReturnType<typeof project>) => Promise<void>): Promise<void> {
  const place = project();
  try {
    await work(place);
  } finally {
    rmSync(place.root, { recursive: true, force: true });
  }
}
