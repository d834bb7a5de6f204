/** YAML as data: text as written, a place for everything, and slips said in words. */
import fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { ProblemError } from "../../src/shared/problem.ts";
import { parseYaml, type YamlSource } from "../../src/shared/yaml.ts";

/** The text as it stands in a file whose third line it begins on. */
const parse = (text: string, more: Partial<YamlSource> = {}) =>
  parseYaml(text, { path: "site.yml", firstLine: 3, whole: `\n\n${text}`, ...more });

/** `line:column code message | hint` of what is wrong. */
function wrong(text: string, more: Partial<YamlSource> = {}): string {
  try {
    return `no problem: ${JSON.stringify(parse(text, more).data)}`;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems
      .map(({ line, column, code, message, hint }) => `${line}:${column} ${code} ${message} | ${hint}`)
      .join("\n");
  }
}

describe("values", () => {
  test.each([
    ["a: 1", { a: 1 }],
    ["a: 1.5\nb: true\nc: ~\nd:\ne: no\nf: 12:30", { a: 1.5, b: true, c: null, d: null, e: "no", f: "12:30" }],
    ["d: 2014-02-31", { d: "2014-02-31" }],
    ["a: 12345678901234567890", { a: "12345678901234567890" }],
    ["a: .inf", { a: ".inf" }],
    ["no: x\n2014: y", { no: "x", "2014": "y" }],
    ["a: [x, {y: z}]\nb:\n- 1\n-", { a: ["x", { y: "z" }], b: [1, null] }],
    ["a: |\n  one\n  two\nb: >-\n  one\n  two", { a: "one\ntwo\n", b: "one two" }],
    ["a: 'it''s'\nb: \"\\u6c49\"", { a: "it's", b: "汉" }],
    ["a: !!str 1\nb: !!int '2'\nc: !!null ''", { a: "1", b: 2, c: null }],
    ["a: &x [1]\nb: *x", { a: [1], b: [1] }],
    ["a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3", { a: { k: 1, l: 2 }, b: { k: 3, l: 2 } }],
    ["a: “中文引号”", { a: "“中文引号”" }],
    ["", null],
    ["# nothing\n", null],
  ])("%j", (text, data) => expect(parse(text).data).toEqual(data));

  test("plain scalars are known as written", () => {
    const { scalars } = parse("a: 012\nb: 1.10\nc: &c\nd: &锚 x\ne: &used 1\nf: *used\ng: [null, no]\nh: 'q'\ni:");
    expect({ ...scalars }).toEqual({
      a: "012",
      b: "1.10",
      c: "&c",
      d: "&锚 x",
      e: "1",
      "g.0": "null",
      "g.1": "no",
      i: "",
    });
  });

  test("everything has its place", () => {
    const { at, keys } = parse("title: x y\nimage:\n  feature: 'a.jpg'\ntags: [p, q]\nempty:\r\nlast: |\r\n  text");
    expect(at).toMatchObject({
      title: { line: 3, column: 8, length: 3 },
      "image.feature": { line: 5, column: 12, length: 7 },
      "tags.1": { line: 6, column: 11, length: 1 },
      empty: { line: 7, column: 1, length: 5 },
      last: { line: 9, column: 1 },
    });
    expect(keys).toMatchObject({ tags: { line: 6, column: 1, length: 4 }, "image.feature": { line: 5, column: 3 } });
  });

  test("tabs are read as blanks, and said", () => {
    const { data, problems } = parse("a:\n\t- x\nb:\n\tc:\n\t\td: 1");
    expect(data).toEqual({ a: ["x"], b: { c: { d: 1 } } });
    expect(problems).toMatchObject([{ severity: "warning", code: "yaml/tab", line: 4, column: 1 }]);
  });

  test("and stand where they are written, whatever is read in their place", () => {
    const { at, keys } = parse("a:\n\t- x\nb:\n\tc:\n\t \td: 1\nl: [x,\ny, z]");
    expect(at).toMatchObject({
      "a.0": { line: 4, column: 4, length: 1 },
      "b.c.d": { line: 7, column: 7, length: 1 },
      "l.0": { line: 8, column: 5 },
      "l.1": { line: 9, column: 1 },
      "l.2": { line: 9, column: 4 },
    });
    expect(keys).toMatchObject({ "b.c": { line: 6, column: 2 }, "b.c.d": { line: 7, column: 4 } });
    expect(wrong("a:\n\tb: 1\n\tb: 2")).toMatch(/^5:2 yaml\/duplicate-key/);
    expect(wrong("a:\n\t- [x\n")).toMatch(/^4:4 yaml\/syntax/);
  });

  test("quoted text may go on below without indentation", () => {
    expect(parse('a: "one\ntwo\n\nthree"\nb: [x,\ny]').data).toEqual({ a: "one two\nthree", b: ["x", "y"] });
  });

  test("any JSON is read as what it is", () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        tie("leaf"),
        fc.array(tie("any")),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("any")),
      ),
      leaf: fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null)),
    })).any;
    fc.assert(
      fc.property(value, (data) => {
        expect(parse(JSON.stringify(data)).data).toEqual(data);
      }),
    );
  });

  test("agrees with js-yaml where both read", () => {
    const line = fc.constantFrom(
      "a: 1",
      "b:",
      "  - x",
      "  - y: z",
      "c: [1, 2]",
      "d: {e: f}",
      "g: 'h'",
      "i: |",
      "   j",
      "# k",
      "",
      "- l",
    );
    fc.assert(
      fc.property(fc.uniqueArray(line), (lines) => {
        const text = lines.join("\n");
        const theirs = (() => {
          try {
            return { data: load(text) };
          } catch {
            return null;
          }
        })();
        if (theirs) expect(parse(text).data).toEqual(theirs.data);
      }),
    );
  });
});

describe("the usual slips", () => {
  test.each([
    ["title: Foo: bar baz", "3:11", 'quote the value: title: "Foo: bar baz"'],
    ["title: 标题: 副标题", "3:10", 'quote the value: title: "标题: 副标题"'],
    ["title: [置顶] 公告", "3:8", 'quote the value: title: "[置顶] 公告"'],
    ['title: "他说："你好""', "3:8", "quote the value: title: '他说：\"你好\"'"],
    ["title: {{ page.title }}", "3:8", 'quote the value: title: "{{ page.title }}"'],
    ["title: @某人", "3:8", 'quote the value: title: "@某人"'],
    ["title: *foo*", "3:8", 'quote the value: title: "*foo*"'],
    ["title: `x`", "3:8", 'quote the value: title: "`x`"'],
    ["title: %x", "3:8", 'quote the value: title: "%x"'],
    ['title: "a \\d"', "3:8", "quote the value: title: 'a \\d'"],
    ["title: - x", "3:8", 'quote the value: title: "- x"'],
    ['a: "open\nb: 1', "3:4", 'close the quote: a: "open"'],
    ['a: "open\nb: "closed"', "3:4", 'close the quote: a: "open"'],
    ["tags: [a, b", "3:7", "close the bracket: tags: [a, b]"],
    ["tags: [a, @b]", "3:11", 'quote the items: tags: ["a", "@b"]'],
    ["list:\n  - a\n  - b: c: d", "5:9", 'quote the value: - b: "c: d"'],
    ["a: 1\ntitle:T", "4:6", "put a blank behind the colon: title: T"],
    ["title：全角", "3:6 yaml/fullwidth-colon", "title: 全角"],
    ["a: 1\ntitle：T\nb: 2", "4:6 yaml/fullwidth-colon", "title: T"],
    ["title:\u3000全角空格", "3:7 yaml/fullwidth-space", "title: 全角空格"],
    ["tags:\n\u3000- x", "4:1 yaml/fullwidth-space", "- x"],
    ["tags:\n\u00a0\u00a0- x", "4:1 yaml/fullwidth-space", "- x"],
    ["a: 1\n\nsome words here\nb: 2", "5:1", "write it as `key: value`"],
    ["a: 1\n  b: 2", "4:4", "align it"],
    ["x: !secret abc", "3:4 yaml/unknown-tag The tag `!secret`", "quote the value"],
    ['x: !!js/function "f"', "3:4 yaml/unknown-tag The tag `!!js/function`", "quote"],
    ["- a\n- b", "3:1 yaml/not-a-map This must be lines of `key: value`", "name"],
    ["just some words", "3:1 yaml/not-a-map This must be lines of `key: value`", "name"],
  ])("%j at %s", (text, at, hint) => {
    const said = wrong(text, { shape: "map" });
    expect(said).toMatch(new RegExp(`^${at.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`));
    expect(said.slice(said.indexOf("|"))).toContain(hint);
  });

  test("what is told to be written can be read", () => {
    for (const text of ["t: a: b", "t: [a] b", 't: "a" b', "t: @x", "t: it's: so", 't: "a\\d": b', "t: - x", "t: !x"]) {
      const hint = wrong(text).split("quote the value: ")[1] ?? "no such hint";
      expect(Object.keys(parse(hint).data as object)).toEqual(["t"]);
    }
  });
});

describe("what has no business in data", () => {
  test.each([
    ["a: 1\nb: 2\na: 3", "5:1 yaml/duplicate-key The key `a` is here for the second time; the first is at site.yml:3."],
    ["a: {b: 1, b: 2}", "3:11 yaml/duplicate-key"],
    ["__proto__: {polluted: 1}", "3:1 yaml/forbidden-key The key `__proto__`"],
    ["a:\n  constructor: 1", "4:3 yaml/forbidden-key The key `constructor`"],
    ["<<: {__proto__: {polluted: 1}}", "3:6 yaml/forbidden-key The key `__proto__`"],
    ["＿＿proto＿＿: 1", "3:1 yaml/forbidden-key"],
    ["self: &a [*a]", "3:11 yaml/cycle The value of `self` contains itself."],
    [`x: ${"[".repeat(10_000)}`, "yaml/nesting Values are nested more than 32 deep"],
    [`${Array.from({ length: 40 }, (_, level) => `${" ".repeat(level)}k:`).join("\n")}`, "yaml/nesting"],
    ["? [a]\n: b", "yaml/complex-key A key must be text"],
    ["a: *nothing", "3:4 yaml/unknown-alias `*nothing` refers to nothing"],
    ["a: 1\n---\nb: 2", "4:1 yaml/second-document A second document begins here"],
  ])("%#", (text, said) => expect(wrong(text)).toContain(said));

  test.each([
    ["a: 1\n]", "4:1 yaml/syntax What begins here belongs to nothing above it. | write it as `key: value`"],
    ["a: 1\nb:\n  - {c: 1,\n     d: 2\n", "yaml/syntax A bracket is opened and never closed. | close it"],
    ["a:\n  '- b\nc\n", "6:1 yaml/syntax A quote is opened and never closed. | close"],
    ["a: |2x\n b", "3:6 yaml/syntax This is no valid YAML: a line break is expected. | see whether"],
    ["a: 1\n...\nb: 2", "4:1 yaml/second-document A second document begins here; only one is read. | keep one"],
    ["constructor: 1", "yaml/forbidden-key The key `constructor` may not be used. | give it another name"],
    ["self: &a [*a]", "yaml/cycle The value of `self` contains itself. | write out"],
    [`x: ${"[".repeat(10_000)}`, "| write it flatter"],
  ])("with what to do: %#", (text, said) => expect(wrong(text)).toContain(said));

  test("few bytes that stand for too many values", () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]`,
    );
    expect(wrong(["a0: &a0 [x, x]", ...levels].join("\n"))).toContain("too many values");
    expect(wrong("a: [1, 2, 3]", { mostValues: 4 })).toContain("too many values");
    expect(parse("a: [1, 2, 3]", { mostValues: 5 }).data).toEqual({ a: [1, 2, 3] });
  });

  test("no text changes what all objects are", () => {
    const own = Reflect.ownKeys(Object.prototype);
    const text = fc.stringMatching(/^(?:(?:__proto__|constructor|a|<<|&b|\*b|: |\n| {2}|\{|\}|\[|\]|,|- ){0,12})$/);
    fc.assert(
      fc.property(text, (raw) => {
        wrong(raw);
        expect(Reflect.ownKeys(Object.prototype)).toEqual(own);
      }),
    );
  });
});

test("any text is data, or problems with places inside it", () => {
  const sign = fc.constantFrom(
    ..."ab:-[]{}&*!|>'\"%@`#,?\t\r\n  汉：　\\0".split(""),
    "---",
    "...",
    "<<: ",
    "- ",
    ": ",
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const text = signs.join("");
      const lines = text.split(/\r\n|\n|\r/).length;
      try {
        parse(text);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        for (const { line = 0, column = 0 } of error.problems) {
          expect(line).toBeGreaterThanOrEqual(3);
          expect(line).toBeLessThan(3 + lines);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("64 KB of any sign come to an end", () => {
  const signs = [
    "&a ",
    "!a ",
    "- ",
    "? ",
    "a: ",
    "a:\n",
    "\n",
    "\t",
    "'",
    '"',
    "[",
    "{a: ",
    "k:v\n",
    "：\n",
    "a: @b\n",
    "- &x [",
    "|\n",
    "---\n",
  ];
  for (const sign of signs)
    for (const head of ["", "x:\n  "]) wrong(head + sign.repeat(Math.ceil(65_536 / sign.length)), { shape: "map" });
});
