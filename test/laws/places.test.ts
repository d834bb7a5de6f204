/** Whatever is wrong is told at its very place: what the caret underlines is what the words are about. */
import fc from "fast-check";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import type { Problem } from "../../src/model.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { sourcesOf } from "./in-memory.ts";
import { plainSettings } from "./plain-settings.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const workers = inProcess();

/** Ways to point at something that is not there, deep in other things and behind wide characters. */
const pointers: readonly ((name: string) => string)[] = [
  (name) => `甲 [x](${name}.md) 乙`,
  (name) => `𠮷👨‍👩‍👧 **粗** \`码\` [x](/${name}/ "题")，后`,
  (name) => `![图](${name}.png)`,
  (name) => `> - 引\n>   [x](${name}.md)`,
  (name) => `1. 一\n\n   段\t[x](${name}.md)`,
  (name) => `| 表 | [x](${name}.md) |\n|---|---|\n| a \\| b | 𠮷 |`,
  (name) => `| 表 | 头 |\n|---|---|\n| a \\| b | ![图](${name}.png) |`,
  (name) => `## 题 [x](${name}.md) ##`,
  (name) => `<a href="${name}.md">x</a>`,
  (name) => `一\n二 <b>三</b> <img alt="" src='${name}.png'>`,
  (name) => `::card{post="${name}.md"}`,
  (name) => `脚注[^${name}x]\n\n[^${name}x]: 见 [x](${name}.md)`,
  (name) => `- [ ] 待办 [x](${name}.md)`,
  (name) => `题\n[x](${name}.md)\n===`,
];

const document = fc.record({
  before: fc.uniqueArray(fc.constantFrom("tags: [a, b]", "series: 连载", "description: >\n  长\n  短", "# 注"), {
    maxLength: 4,
  }),
  chosen: fc.array(fc.nat(pointers.length - 1), { maxLength: 6 }),
  between: fc.constantFrom("\n\n", "\n\n<!-- 注 -->\n\n", "\n\n```\n[x](code.md)\n```\n\n"),
  end: fc.constantFrom("\n", "\r\n"),
});

law("what leads nowhere is told once each, and underlined", async () => {
  await fc.assert(
    fc.asyncProperty(document, async ({ before, chosen, between, end }) => {
      const body = chosen.map((which, at) => pointers[which]?.(`gone${at}`)).join(between);
      const text = `---\ntitle: t\n${before.map((line) => `${line}\n`).join("")}---\n\n${body}\n`.replaceAll("\n", end);
      const problems = (await problemsOf(text)).filter(({ code }) => /^(?:link|image|card)\//.test(code));
      const told = problems.map((problem) => [nameIn(problem.message), nameIn(underlined(problem, text))]);
      expect(told.toSorted()).toEqual(chosen.map((_, at) => [`gone${at}`, `gone${at}`]).toSorted());
    }),
    runs(),
  );
});

/** Front matter that cannot mean anything, and the part of it that is to be underlined. */
const slips: readonly (readonly [line: string, wrong: string])[] = [
  ["date: 2014-13-01", "2014-13-01"],
  ['date: "2014-02-30 10:00"', "2014-02-30 10:00"],
  ["modified:   2014年13月1日  # 注", "2014年13月1日"],
  ["permalink: /a/../b/", "/a/../b/"],
  ["tittle: 近", "tittle"],
  ["featured: 是啊", "是啊"],
];

law("what is wrong in front matter is underlined, and nothing else", async () => {
  const front = fc.record({
    slip: fc.constantFrom(...slips),
    around: fc.uniqueArray(
      fc.constantFrom("tags:\n  - 甲\n  - 乙", "series: 连载", "keywords: [a,\n  b]", "x: |\n  一\n  二"),
      {
        maxLength: 3,
      },
    ),
    at: fc.nat(3),
    end: fc.constantFrom("\n", "\r\n"),
  });
  await fc.assert(
    fc.asyncProperty(front, async ({ slip: [line, wrong], around, at, end }) => {
      const lines: readonly string[] = [...around.slice(0, at), line, ...around.slice(at)];
      const text = `---\ntitle: t\n${lines.join("\n")}\n---\n\n正文\n`.replaceAll("\n", end);
      const problems = (await problemsOf(text)).filter(({ code }) => code.startsWith("front-matter/"));
      expect(problems.map((problem) => underlined(problem, text).replaceAll('"', ""))).toEqual([wrong]);
    }),
    runs(),
  );
});

async function problemsOf(text: string): Promise<readonly Problem[]> {
  const files = { "posts/2014-01-01-x.md": text };
  return (await build(await sourcesOf({ files, settings: plainSettings }), workers)).problems;
}

function underlined({ line = 0, column = 1, length = 0 }: Problem, text: string): string {
  const source = text.split(/\r\n|\n|\r/)[line - 1] ?? "";
  return source.slice(column - 1, column - 1 + length);
}

function nameIn(words: string): string {
  return /gone\d+/.exec(words)?.[0] ?? words;
}
