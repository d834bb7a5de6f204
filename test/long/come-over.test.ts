/**
 * Old blogs read in place: is every post where its own generator put it, with the same date, title and terms?
 * `INKSTONE_CORPORA` names a folder with one blog to a folder, each with what its generator said in `EXPECTED.json`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { inkstone } from "../cli/run.ts";

const corpora = process.env.INKSTONE_CORPORA ?? null;
if (corpora === null) process.stderr.write("skipped: INKSTONE_CORPORA names no folder of old blogs\n");

type Said = {
  readonly file: string;
  readonly url: string;
  readonly date: string | null;
  readonly title: string;
  readonly tags?: readonly string[];
  readonly categories?: readonly string[];
};
type Expected = { readonly posts: readonly Said[]; readonly baseurl?: string | null };

const all = corpora === null ? [] : readdirSync(corpora).sort();
const blogs = all.filter((name) => existsSync(path.join(corpora ?? "", name, "EXPECTED.json")));

describe.skipIf(corpora === null)("old blogs in place", () => {
  test("say what they said before", { timeout: 600_000 }, async () => {
    const table: string[] = [];
    const differences: string[] = [];
    for (const blog of blogs) {
      const root = path.join(corpora ?? "", blog);
      const { posts } = JSON.parse(readFileSync(path.join(root, "EXPECTED.json"), "utf8")) as Expected;
      const found = await listed(root);
      const same: Record<string, number> = {};
      for (const post of posts) {
        for (const [what, was, is] of compare(post, found.get(post.file.normalize("NFC")))) {
          same[what] ??= 0;
          if (was === is) same[what] += 1;
          else differences.push(`${blog}  ${post.file}  ${what}  ${was} → ${is}`);
        }
      }
      table.push(
        `${blog}: ${posts.length} posts · ${Object.entries(same)
          .map(([what, count]) => `${what} ${count}`)
          .join(" · ")}`,
      );
      for (const [what, count] of Object.entries(same))
        expect(count / posts.length, `${blog}: ${what}`).toBeGreaterThanOrEqual(0.98);
    }
    await expect(`${[...table, "", ...differences].join("\n")}\n`).toMatchFileSnapshot(
      path.join(import.meta.dirname, "../corpora/come-over.txt"),
    );
  });
});

/** What the closing comparison counts, of every blog; what it names stays in the blogs. */
describe.skipIf(corpora === null)("the closing comparison", () => {
  test("of every old blog", { timeout: 600_000 }, async () => {
    const tables: string[] = [];
    for (const blog of all) tables.push(`${blog}\n${await comparison(path.join(corpora ?? "", blog))}`);
    await expect(tables.join("\n")).toMatchFileSnapshot(path.join(import.meta.dirname, "../corpora/comparisons.txt"));
  });
});

type Told =
  | { readonly event: "old-setting"; readonly as: string | null }
  | { readonly event: "old-addresses"; readonly kind: string; readonly read: number; readonly same: number }
  | { readonly event: "old-unread"; readonly files: readonly string[] }
  | { readonly event: "old-construct"; readonly count: number }
  | { readonly event: "withheld"; readonly reason: string };

async function comparison(root: string): Promise<string> {
  const { out } = await inkstone(["check", root, "--json", "--now", "2026-01-01"], { cwd: root });
  const told = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Told);
  const of = <Event extends Told["event"]>(event: Event) =>
    told.filter((one): one is Extract<Told, { event: Event }> => one.event === event);
  const settings = of("old-setting");
  const constructs = of("old-construct");
  const row = (count: number, words: string) => `  ${String(count).padStart(6)}  ${words}\n`;
  return [
    row(settings.filter(({ as }) => as !== null).length, "settings taken"),
    row(settings.filter(({ as }) => as === null).length, "settings not taken"),
    ...of("old-addresses").flatMap(({ kind, read, same }) => [
      row(read, `${kind}s`),
      row(same, `${kind}s at their old address by its rules`),
    ]),
    row(of("withheld").length, "files withheld"),
    row(of("old-unread").flatMap(({ files }) => files).length, "files that are not made here"),
    row(constructs.length, "kinds of constructs not understood"),
    row(
      constructs.reduce((sum, { count }) => sum + count, 0),
      "places in which they stand",
    ),
  ].join("");
}

async function listed(root: string): Promise<ReadonlyMap<string, Said>> {
  const { out, error } = await inkstone(["list", "all", root, "--json"], { cwd: root });
  expect(error).toBe("");
  const rows = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Said);
  return new Map(rows.map((row) => [row.file.normalize("NFC"), row]));
}

type Pair = readonly [what: string, was: string, is: string];

/** Titles with their entities read, terms without case and order: those are one page here. */
function compare(was: Said, is: Said | undefined): readonly Pair[] {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(is?.date ?? "");
  const instant = (date: string | null | undefined) =>
    date ? (day ? date.slice(0, 10) : String(Date.parse(date))) : "none";
  const terms = (names: readonly string[] | undefined) =>
    [...new Set(names?.map((name) => name.normalize("NFKC").toLowerCase()))].sort().join(", ");
  return [
    ["address", decoded(was.url), decoded(is?.url).replace(/^\/hmfaysal-omega-theme(?=\/)/, "")],
    ["date", instant(was.date), instant(is?.date)],
    ["title", withoutEntities(was.title), is?.title ?? "none"],
    ...(was.tags === undefined ? [] : [["tags", terms(was.tags), terms(is?.tags)] as const]),
    ...(was.categories === undefined ? [] : [["categories", terms(was.categories), terms(is?.categories)] as const]),
  ];
}

function decoded(url: string | undefined): string {
  return decodeURIComponent(url ?? "none").normalize("NFC");
}

function withoutEntities(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
