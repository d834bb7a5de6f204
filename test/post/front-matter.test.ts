/** Fences, and what stands between them. */
import { describe, expect, test } from "vitest";
import { withoutControls } from "../../src/post/control-characters.ts";
import { readFrontMatter } from "../../src/post/front-matter.ts";
import { said } from "./posts.ts";

const read = (text: string) => {
  const { fields, body, problems } = readFrontMatter({ path: "posts/a.md", text }, 65_536);
  return { fields, body: body.text, line: body.firstLine, codes: problems.map((problem) => problem.code) };
};

describe("fences", () => {
  test.each([
    ["---\na: 1\n---\nBody", { a: 1 }, "Body", 4, []],
    ["---\r\na: 1\r\n---\r\nBody", { a: 1 }, "Body", 4, []],
    ["---\ra: 1\r---\rBody", { a: 1 }, "Body", 4, []],
    ["\ufeff---\na: 1\n---\nBody", { a: 1 }, "Body", 4, []],
    ["---\na: 1\n---", { a: 1 }, "", 4, []],
    ["---\n---\nBody", {}, "Body", 3, []],
    ["---\n# only a comment\n---\nBody", {}, "Body", 4, []],
    ["---yaml\na: 1\n---\nBody", { a: 1 }, "Body", 4, []],
    ["--- \na: 1\n---\t\nBody", { a: 1 }, "Body", 4, ["front-matter/fence-blanks", "front-matter/fence-blanks"]],
    [
      "\u3000---\na: 1\n---\u3000\nBody",
      { a: 1 },
      "Body",
      4,
      ["front-matter/fence-blanks", "front-matter/fence-blanks"],
    ],
    [
      "\u200b---\na: 1\n\u00a0---\nBody",
      { a: 1 },
      "Body",
      4,
      ["front-matter/fence-blanks", "front-matter/fence-blanks"],
    ],
    ["\t---\na: 1\n---\nBody", { a: 1 }, "Body", 4, ["front-matter/fence-blanks"]],
    ["\u2060\n---\na: 1\n---\nBody", { a: 1 }, "Body", 5, ["front-matter/blank-first"]],
    ["－－－\u3000\na: 1\n---\nBody", { a: 1 }, "Body", 4, ["front-matter/bad-fence"]],
    [
      "\u3000+++\na = 1\n+++\u200b\nBody",
      { a: 1 },
      "Body",
      4,
      ["front-matter/fence-blanks", "front-matter/fence-blanks"],
    ],
    ["\u3000---\n\nA line across the page.", {}, undefined, 1, []],
    ["\n \n---\na: 1\n---\nBody", { a: 1 }, "Body", 6, ["front-matter/blank-first"]],
    ["---\na: 1\n...\nBody", { a: 1 }, "Body", 4, ["front-matter/bad-fence"]],
    ["———\na: 1\n———\nBody", { a: 1 }, "Body", 4, ["front-matter/bad-fence", "front-matter/bad-fence"]],
    ["---\na: |\n  x\n  ---\n  y\n---\nBody", { a: "x\n---\ny\n" }, "Body", 7, []],
    [
      "title: T\ntags:\n- a\n\nx: 1\n---\nBody",
      { title: "T", tags: ["a"], x: 1 },
      "Body",
      7,
      ["front-matter/no-opening"],
    ],
    ["Body only", {}, "Body only", 1, []],
    ["Heading\n---\n\nbody", {}, "Heading\n---\n\nbody", 1, []],
    ["Note: a heading\n---\n\nbody", {}, "Note: a heading\n---\n\nbody", 1, []],
    ["---\n\nA line across the page above a text without front matter.", {}, undefined, 1, []],
    [
      '{\n\t"title": "}\\"{",\n\t"b": [1, {"c":true}]\n}\n\nBody',
      { title: '}"{', b: [1, { c: true }] },
      "\nBody",
      5,
      [],
    ],
    ['{"title":"x\\/y"}\nBody', { title: "x/y" }, "Body", 2, []],
    ['{ "draft": true }', { draft: true }, "", 2, []],
    ['{\n\n  "title": "T",\n  "draft": true\n}\nBody', { title: "T", draft: true }, "Body", 6, []],
    // An object that a text is about.
    ['{"a": 1}\n\nis an object.', {}, undefined, 1, []],
    ['{"a": 1} is an object.\n\nText', {}, undefined, 1, []],
    // An invitation, a review, a scene.
    ["Date: 5 May\nTime: 8pm\nPlace: Hall\n\nPlease come.", {}, undefined, 1, []],
    ["Title: The Great Gatsby\nYear: 1925\n\nA review.", {}, undefined, 1, []],
    ["Tags: what they are\nTitle: how it works\n\nText", {}, undefined, 1, []],
    ["***\nText: here it goes\n\nSummary: this\n\n***\n", {}, undefined, 1, []],
    ["{a}\n\nText", {}, undefined, 1, []],
    ["Title: one line\n\nText", {}, undefined, 1, []],
    ["Link: a\nVideo: b\n\nText", {}, undefined, 1, []],
    ["Title: T\nand words\n\nText", {}, undefined, 1, []],
    ["", {}, "", 1, []],
    // Rules and dialogues at the top of a text.
    ["***\n\nSome words.\n\n***\n", {}, undefined, 1, []],
    ["***\nNote: a word\n***\n", {}, undefined, 1, []],
    ["***\nDate: it was a day\nlike any other.\n\n***\n", {}, undefined, 1, []],
    ["***\ntitle: a page's first part\n\nText.\n", {}, undefined, 1, []],
    ["--\ntitle: words of a dialogue\n", {}, undefined, 1, []],
    ['{{"title": x}}', {}, undefined, 1, []],
  ])("%j", (text, fields, body, line, codes) => {
    expect(read(text)).toEqual({ fields, body: body ?? text, line, codes });
  });

  test.each([
    ["---\ntitle: T\n\nbody", "error front-matter/never-closed 1:1"],
    ["+++\ntitle = 'T'\n\nbody", "error front-matter/never-closed 1:1"],
    ["title: T\ndate: 2014-08-24\n\nbody", "error front-matter/no-fences 1:1 The file begins with keys"],
    ["Title: T\nTags: a,\n  b\nStatus: draft", "above and below them, and draft: true in place of its `status`"],
    ["----\ntitle: x\n---\nbody", "error front-matter/bad-fence 1:1"],
    ["---\na: |\n  x\n---more\n  b\n---\nbody", "error front-matter/bad-fence 4:1"],
    ["---\ntitle: T\n---Body", "error front-matter/bad-fence 3:1"],
    ["---js\n{}\n---\nbody", "error front-matter/language 1:1 `---js`"],
    ["---javascript\n{}\n---\nbody", "error front-matter/language 1:1 `---javascript`"],
    ['---json\n{"a": 1}\n---\nbody', "error front-matter/language 1:1 `---json`"],
    ["---constructor\na: 1\n---\nbody", "error front-matter/language 1:1 `---constructor`"],
    ['{\n "title": "T"\n\nbody', "error front-matter/never-closed 1:1 The front matter is opened by `{`"],
    ['{\n "title": "T" }, x\nbody', "error front-matter/bad-fence 1:1 The front matter in braces ends within a line"],
    ['{\n "title": "T",\n "date": "2014-13-01"\n}\nbody', "error front-matter/bad-date 3:10"],
    ['{\n "title": "T",\n "title": "U"\n}\nbody', "error front-matter/duplicate-key 3:2"],
    ['{\n "title": ["T"\n}\nbody', "error front-matter/yaml"],
    ["++++\ntitle = 'T'\ndraft = true\n++++\nbody", "error front-matter/bad-fence 1:1 `++++` is no fence"],
    ["--\ntitle: T\ndraft: true\n--\nbody", "error front-matter/bad-fence 1:1 `--` is no fence"],
    ["--\nx: 1\ndraft: true\n---\nbody", "error front-matter/bad-fence 1:1 `--` is no fence"],
    ["***\ntitle: T\ntags:\n- a\n***\nbody", "error front-matter/bad-fence 1:1 `***` is no fence"],
    ['"title": "T",\n;;;\nbody', "error front-matter/language 1:1"],
    [`---\na: ${"x".repeat(70_000)}\n---\n`, "error front-matter/too-long 2:1"],
    [`---\na: 1${"\n".repeat(3000)}---\n`, "error front-matter/too-long 2:1"],
    ["---\ntitle: Foo: bar\n---\nx", "error front-matter/yaml 2:11"],
    ["---\ntitle：T\n---\nx", "error front-matter/fullwidth-colon 2:6"],
    ["---\na: 1\na: 2\n---\nx", "error front-matter/duplicate-key 3:1"],
    ["---\n- a\n---\nx", "error front-matter/not-a-map 2:1"],
    ["+++\ntitle = \n+++\nx", "error front-matter/toml 2:"],
    ["+++\ntitle = 'T'\n[constructor]\nx = 1\n+++\nx", "error front-matter/toml"],
    ["+++\ntitle = 'T'\nconstructor = 1\n+++\nx", "error front-matter/toml 3:1"],
    ["+++\ntitle = 'T'\ndate = 2014-02-30 # soon\n+++\nx", "error front-matter/bad-date 3:8 `date` is `2014-02-30`"],
    ["+++\ntitle = 'T'\nlastmod = 2014-04-31T10:00:00Z\n+++\nx", "error front-matter/bad-date 3:11"],
    ["+++\ntitle = 'T'\ndate = 10:00:00\n+++\nx", "error front-matter/bad-date 3:8 `date` is `10:00:00`"],
    ["+++ \ntitle = 'T'\n+++\nx", "There are blanks after the fence `+++`. write a line of exactly +++"],
  ])("%#", (text, problem) => expect(said(text)[0]).toContain(problem));
});

test("a broken text stays broken the second time, and equal texts share nothing", () => {
  for (const time of ["first", "second"]) {
    expect(said("---\na: b: c\n---\n")[0], time).toMatch(/^error front-matter\/yaml 2:5/);
  }
  expect(read("---\na: [1]\n---\n").fields).not.toBe(read("---\na: [1]\n---\n").fields);
});

test("TOML: dates as text, tables as maps, places by line", () => {
  const text =
    '+++\ntitle = "T"\ndate = 2014-08-24T23:42:02+08:00\nday = 2014-08-24\n[image]\nfeature = "a.jpg"\n+++\nBody';
  const { fields, at } = readFrontMatter({ path: "posts/a.md", text }, 65_536);
  expect(fields).toEqual({
    title: "T",
    date: "2014-08-24T23:42:02+08:00",
    day: "2014-08-24",
    image: { feature: "a.jpg" },
  });
  expect(at).toMatchObject({ date: { line: 3, column: 8 }, "image.feature": { line: 6, column: 11, length: 7 } });
});

describe("what is wrong with TOML is told where it is, and how to mend it", () => {
  test.each([
    [
      "title = 'T'\n\n[__proto__]\nx = 1",
      "toml 4:2 This is no valid TOML: the key `__proto__` may not be used. give it",
    ],
    ["title = 'T'\n[[constructor]]\nx = 1", "toml 3:3 "],
    ['tags = [\n  "a", # x\n  "b",\n  { c = 1 },\n]', "wrong-type 5:3 `tags.2` must be text"],
    ['tags = ["a", ["b"], {c = "[,"}]', "wrong-type 2:21 `tags.2`"],
    ['a = 1\ntitle = "T\nb = 2', "toml 3:9 This is no valid TOML: the quote of a text is not closed. "],
    ['title = """T\nx\nb = 2', "toml 2:9 This is no valid TOML: the quote of a text is not closed. "],
    ["title = T", "toml 2:9 This is no valid TOML: invalid value. put a text in quotes"],
    ["a = 1\na = 2", "toml 3:1 This is no valid TOML: trying to redefine an already defined table or value. keep one"],
    ["draft = 'perhaps'", "bad-boolean 2:9 `draft` must be true or false. write draft = true or draft = false"],
    ["title = ['a']", 'wrong-type 2:9 `title` must be text (a string), but it is a list. write it as title = "…"'],
  ])("%j", (lines, problem) => {
    const found = said(`+++\n${lines}\n+++\nx`).find((one) => one.startsWith(`error front-matter/${problem}`));
    expect(found ?? said(`+++\n${lines}\n+++\nx`)).toContain(problem);
  });

  test("tables of one name have places of their own", () => {
    const text = '+++\n[[resources]]\nsrc = "a"\n[[resources]]\nsrc = "b"\n[other]\nsrc = "c"\n+++\n';
    const { at } = readFrontMatter({ path: "posts/a.md", text }, 65_536);
    expect(at).toMatchObject({
      "resources.0.src": { line: 3 },
      "resources.1.src": { line: 5 },
      "other.src": { line: 7 },
    });
  });
});

test("control characters are taken out of values and text, and said", () => {
  const problems = said('---\ntitle: "T\\x10U"\ndate: 2014-08-24\n---\na\u0001b\n');
  expect(problems).toEqual([
    expect.stringContaining(
      "warning front-matter/control-character 5:2 Control characters are taken out of the text: U+0001.",
    ),
    expect.stringContaining(
      "warning front-matter/control-character 2:8 Control characters are taken out of the text: U+0010.",
    ),
  ]);
  expect(read('---\ntitle: "T\\x10U"\n---\n').fields).toEqual({ title: "TU" });
});

test.each(["\r\u0001\n", "\r\0\u0001\r\n", "\r\ud800\n", "\u0001\r\n\u0001\n"])(
  "%j are two ends of lines, also without control characters",
  (ends) => {
    expect(withoutControls({ path: "posts/a.md", text: `a${ends}b` }).text.split(/\r\n|\n|\r/)).toEqual(["a", "", "b"]);
  },
);

test("64 KB of any pattern come to an end", () => {
  for (const unit of [
    "---\n",
    "--- x\n",
    "a: 1\n",
    "- \n",
    "\n",
    "　\n",
    "---\n\n",
    "+++\n",
    "title：\n",
    '"a": 1,\n',
    "a = 1\n",
  ]) {
    for (const head of ["", "---\n", "title: x\n", "+++\n", "++++\na = 1\n", "--\na: 1\n"])
      said(head + unit.repeat(Math.ceil(65_536 / unit.length)));
  }
});
