import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/shared/problem.ts";
import { problemAt } from "../../src/shared/problem.ts";
import { formatProblems } from "../../src/shared/report.ts";
import { textWidth } from "../../src/shared/text-width.ts";

const plain = { color: false, all: false };
const say = { severity: "error", code: "front-matter/bad-date", message: "month 13 does not exist" } as const;

test("a problem has its place, the line, a caret and a hint", () => {
  const text = "---\nheadline: MesosCon\nmodified: 2014-13-01\n---\n";
  const position = { line: 3, column: 11, length: 10 };
  const problem = problemAt({ path: "posts/a.md", text }, position, { ...say, hint: "write dates as 2014-12-01." });
  expect(formatProblems([problem], plain)).toBe(
    [
      "error  front-matter/bad-date  posts/a.md:3:11",
      "  2 | headline: MesosCon",
      "  3 | modified: 2014-13-01",
      "    |           ^^^^^^^^^^ month 13 does not exist",
      "hint: write dates as 2014-12-01.",
      "",
    ].join("\n"),
  );
});

test("a problem without a place is a sentence", () => {
  const problem: Problem = {
    ...say,
    code: "output/locked",
    message: "Another build is under way.",
    related: [{ file: "a.md", line: 2 }],
  };
  expect(formatProblems([problem], plain)).toBe(
    "error  output/locked\n  Another build is under way.\n  also: a.md:2\n",
  );
});

describe("the caret stands under what it means", () => {
  test.each([
    ["tags: [集群, docker]", "docker"],
    ["标题：砚台", "："],
    ["x: 👨‍👩‍👧 family", "family"],
    ["\ttabs: here", "here"],
    ["e\u0301te\u0301: x", "x"],
    ["all of it", "all of it"],
  ])("%s", (line, marked) => {
    const column = line.indexOf(marked) + 1;
    const problem = problemAt(
      { path: "a.md", text: line },
      { line: 1, column, length: marked.length },
      { ...say, message: "here" },
    );
    const [, source = "", caret = ""] = formatProblems([problem], plain).split("\n");
    const shown = source.slice("  1 | ".length);
    expect(textWidth(caret.slice("    | ".length).replace(/\^.*/, ""))).toBe(
      textWidth(shown.slice(0, shown.indexOf(marked))),
    );
    expect(caret.match(/\^+/)?.[0].length).toBe(textWidth(marked));
  });

  test.each([0, 40, 5_000, 60_000])("in a line of 64 KB, at %i", (at) => {
    const line = `${"汉".repeat(at)}X${"字".repeat(65_536 - at)}`;
    const problem = problemAt(
      { path: "a.md", text: line },
      { line: 1, column: at + 1, length: 1 },
      { ...say, message: "here" },
    );
    const [, source = "", caret = ""] = formatProblems([problem], plain).split("\n");
    expect(source.length).toBeLessThan(120);
    const before = source.slice("  1 | ".length, source.indexOf("X"));
    expect(caret).toBe(`    | ${" ".repeat(textWidth(before))}^ here`);
  });

  test("a position outside the line does not fail", () => {
    const problem = problemAt({ path: "a.md", text: "x" }, { line: 7, column: 900, length: 40 }, say);
    expect(formatProblems([problem], plain)).toContain("a.md:7:900");
  });
});

describe("many alike take the room of a few", () => {
  const failing = (count: number, code: string): readonly Problem[] =>
    Array.from({ length: count }, (_, at) =>
      problemAt({ path: `posts/${at}.md`, text: "a\nb" }, { line: 2, column: 1, length: 1 }, { ...say, code }),
    );

  test("5,000 failing posts of two kinds are less than 60 lines", () => {
    const report = formatProblems(
      [...failing(5_000, "front-matter/bad-date"), ...failing(5_000, "front-matter/no-title")],
      plain,
    );
    expect(report.split("\n").length).toBeLessThan(60);
    expect(report).toContain("and 4,997 more front-matter/bad-date: ");
    expect(report).toContain("and 4,997 more front-matter/no-title: ");
  });

  test("what is met again at the same place is said once", () => {
    const [problem] = failing(1, "template/call-failed");
    const report = formatProblems(
      Array.from({ length: 1200 }, () => problem as Problem),
      plain,
    );
    expect(report.match(/template\/call-failed/g)).toHaveLength(1);
    expect(report).toContain("(and 1,199 more of the same)");
  });

  test("twenty are all shown, and more when asked for", () => {
    expect(formatProblems(failing(20, "a/b"), plain)).not.toContain("more");
    expect(formatProblems(failing(21, "a/b"), plain)).toContain("and 18 more");
    expect(formatProblems(failing(21, "a/b"), { color: false, all: true }).match(/a\/b/g)).toHaveLength(21);
  });
});

test("errors come last, next to the prompt; within a kind by file and line", () => {
  const at = (severity: Problem["severity"], file: string, line: number): Problem => ({
    ...say,
    severity,
    code: "a/b",
    file,
    line,
  });
  const report = formatProblems(
    [at("error", "b.md", 1), at("warning", "z.md", 9), at("error", "a.md", 10), at("error", "a.md", 9)],
    plain,
  );
  expect(report.match(/\S+\.md:\d+/g)).toEqual(["z.md:9", "a.md:9", "a.md:10", "b.md:1"]);
});

test("the text of others cannot steer the terminal", () => {
  const text = "title: \u001b[2J\u0007\u202Eevil\u2066";
  const problem = problemAt(
    { path: "\u001b[31m.md", text },
    { line: 1, column: 1, length: 5 },
    { ...say, message: "\u001b]0;x\u0007" },
  );
  const report = formatProblems([problem], plain);
  for (const character of ["\u0007", "\u001b", "\u202E", "\u2066"]) expect(report).not.toContain(character);
});

test("colour is there when it is wanted, and only then", () => {
  expect(formatProblems([say], { color: true, all: false })).toContain("\u001b[31m");
  expect(formatProblems([say], plain)).not.toContain("\u001b");
});
