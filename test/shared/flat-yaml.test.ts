/** The reader of plainly written YAML says what the parser says, or nothing. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFlatYaml } from "../../src/shared/flat-yaml.ts";
import { parseYaml } from "../../src/shared/yaml.ts";

const parse = (text: string) => parseYaml(text, { path: "a.md", firstLine: 2, whole: `---\n${text}`, shape: "map" });

/** Everything, with the order of every map. */
const shown = (yaml: ReturnType<typeof parse>) => JSON.stringify(yaml);

/** Whether the flat reader read it; then it has to be right. */
function agrees(text: string): boolean {
  const flat = readFlatYaml(text, 2);
  if (flat !== null) expect(shown(flat)).toBe(shown(parse(text)));
  return flat !== null;
}

describe("what is written plainly", () => {
  test.each([
    ["title: x"],
    ["title: 'x: y'\n"],
    ['a: "b # c"  \nb:\nc:   \n'],
    ["a: 1\nb: 1.50\nc: true\nd: null\ne: 012\nf: .5\ng: +3\nh: 0x1f\ni: no\nj: 2014-08-24 10:00:00\nk: .inf\nl: 1e3"],
    ["tags: [a, \"b, c\", 'd', 5, true]\nempty: []\nlast: [ x ]"],
    ['tags:\n  - a b\n  - "c"\n\n  - 1\nmore:\n- x\n- y\n\nend: z'],
    ["a: https://example.com/x#y\nb: it's\nc: 你好：世界\nd: 第一天 🎉"],
    ["a: b\r\nc:\r\n  - d\r\n"],
  ])("%j", (text) => expect(agrees(text)).toBe(true));
});

describe("what may be more", () => {
  test.each([
    [""],
    ["\n\n"],
    ["# nothing"],
    ["a: b # c"],
    ["a: b: c"],
    ["a: |\n  b"],
    ["a: b\n  c"],
    ["a:\n  b: c"],
    ["a: &x b"],
    ["a: *x"],
    ["a: ~"],
    ["a: !!str 1"],
    ["a: {b: c}"],
    ["a: [b, [c]]"],
    ["a: [b,\n c]"],
    ["a: [b,]"],
    ["a: [b] c"],
    ["a: 'it''s'"],
    ['a: "\\x10"'],
    ['a: "b" c'],
    ["a: 1\na: 2"],
    ["__proto__: 1"],
    ["constructor: 1"],
    ["a : b"],
    ["键: 值"],
    ["a:\tb"],
    ["a:\n  - b\n    c"],
    ["a:\n  - b\n   - c"],
    ["a:\n  - b: c"],
    ["a:\n  -\n  - c"],
    ["- a\n- b"],
    ["a: b\u2028c"],
    ["a: b\rc: d"],
    ["a: b\ud800"],
    ["a:\n  "],
    ["<<: 1"],
    ["a: -1"],
    ["a: b:"],
  ])("%j is left to the parser", (text) => expect(readFlatYaml(text, 2)).toBeNull());
});

test("of any text the two say the same", () => {
  const pieces = fc.constantFrom(
    ..."a|b|title|tags|date|1|0|.|+|-|- |-  |: |:|: \n|\n|\r\n|\r|  | |, |,|[|]| [|{|}|\"|'|''|#| #|&|*|!|?|\\|~|/|(|null|true|no".split(
      "|",
    ),
    ..."2014-08-24|12:30|你好|：|“|🎉|\u00a0|\u2028|\ufeff|\x85|\t|\0|---|...|%|@|`|>|__proto__|\ud83c".split("|"),
    "|",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), (parts) => {
      const text = parts.join("");
      const flat = readFlatYaml(text, 2);
      if (flat !== null) expect(shown(flat)).toBe(shown(parse(text)));
    }),
    { numRuns: 5000 },
  );
});

test("of blocks as people write them the two say the same, and many are read", () => {
  const word = fc.constantFrom(
    "mesos",
    "Docker 入门",
    "it's",
    "a: b",
    "C#",
    "x #y",
    "12",
    "1.0",
    "yes",
    "true",
    "",
    "2014-08-24",
    "é",
    "a,b",
    "[x]",
    "- y",
    'say "hi"',
    "\\n",
    "🎉",
    "http://x.org/?a=b#c",
    ".5",
    "0o7",
    "+1",
    "(x)",
    "trail ",
  );
  const quoted = fc.tuple(fc.constantFrom("", "'", '"'), word).map(([quote, text]) => quote + text + quote);
  const row = fc.array(quoted, { maxLength: 4 }).map((items) => `[${items.join(", ")}]`);
  const list = fc
    .tuple(fc.array(quoted, { minLength: 1, maxLength: 4 }), fc.constantFrom("", "  ", "    "))
    .map(([items, indent]) => items.map((item) => `\n${indent}- ${item}`).join(""));
  const value = fc.oneof({ weight: 4, arbitrary: quoted }, row, list);
  const key = fc.constantFrom("title", "date", "tags", "category", "x_1", "a-b", "Layout", "键", "null", "no");
  const pair = fc.tuple(
    key,
    fc.constantFrom(": ", ":", ":  ", " : "),
    value,
    fc.constantFrom("\n", "\n\n", "\r\n", " \n"),
  );
  let read = 0;
  let all = 0;
  fc.assert(
    fc.property(fc.uniqueArray(pair, { minLength: 1, maxLength: 5, selector: ([name]) => name }), (pairs) => {
      const text = pairs.map((parts) => parts.join("")).join("");
      all += 1;
      const flat = readFlatYaml(text, 2);
      if (flat === null) return;
      read += 1;
      expect(shown(flat)).toBe(shown(parse(text)));
    }),
    { numRuns: 3000 },
  );
  expect(read * 20).toBeGreaterThan(all);
});

const corpora = process.env.INKSTONE_CORPORA ?? null;
if (corpora === null) process.stderr.write("skipped: INKSTONE_CORPORA names no folder of old blogs\n");

test.skipIf(corpora === null)("of real blogs' front matter the two say the same", () => {
  let read = 0;
  for (const name of readdirSync(corpora ?? "", { recursive: true, encoding: "utf8" })) {
    const path = join(corpora ?? "", name);
    if (!/\.(?:md|markdown)$/i.test(name) || !statSync(path).isFile()) continue;
    const block = /^---\r?\n(.*?)^---\s*$/ms.exec(readFileSync(path, "utf8"))?.[1];
    if (block !== undefined && agrees(block)) read += 1;
  }
  expect(read).toBeGreaterThan(0);
});
