/** Law 7: no text crashes. Any bytes as a post give a page, or a problem with a place inside the file. */
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect } from "vitest";
import type { Problem } from "../../src/model.ts";
import { decode } from "../../src/source/decode.ts";
import { createWorker, inProcess } from "../../src/worker/in-process.ts";
import { post, settings } from "../tiny-site.ts";
import { settingsOf, snapshot, sourcesOf } from "./in-memory.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const workers = inProcess();

const path = "posts/2015-01-02-集群.md";

/** What breaks parsers: halves of constructs, ends of lines, characters that are none. */
const splinter = fc.oneof(
  fc.constantFrom(
    ..."---|+++|---js|...|\n|\r|\r\n|\t|\0|\u2028|\ufeff|\ud800|\udc00|\u202e|:|- |\"|'|[|{|&a |*a|<<: |!!js/function |".split(
      "|",
    ),
  ),
  fc.constantFrom(
    "```",
    "~~~",
    "[^1]",
    "[^1]: ",
    "::card{",
    ":::note",
    ":::",
    "{%",
    "{{ ",
    "|a|\n|-|\n",
    "> [!NOTE]",
    "<!--",
    "<svg",
    "](",
    "![",
    "**",
    "\\",
    "&#0;",
    "&#xd800;",
    'title: "\\ud800\\0"\n',
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

type Cut = {
  readonly at: number;
  readonly how: "delete" | "double" | "swap" | "truncate" | "insert";
  readonly what: string;
};
const cut: fc.Arbitrary<Cut> = fc.record({
  at: fc.nat(60),
  how: fc.constantFrom("delete" as const, "double" as const, "swap" as const, "truncate" as const, "insert" as const),
  what: splinter,
});

/** A good post after some accidents. */
const mutant = fc
  .tuple(post, fc.array(cut, { minLength: 1, maxLength: 4 }))
  .map(([text, cuts]) => cuts.reduce(harmed, text));
const noise = fc
  .array(fc.oneof(splinter, fc.constantFrom("title: x\n", "---\n", "\n\n", "集群 ")), { maxLength: 30 })
  .map((parts) => parts.join(""));
const anyText = fc.oneof({ arbitrary: mutant, weight: 3 }, { arbitrary: noise, weight: 1 });

law("any text is understood, or refused at a place inside it", async () => {
  const worker = createWorker();
  await fc.assert(
    fc.asyncProperty(anyText, settings, async (text, site) => {
      const [outcome] = worker.read([{ path, text, hash: text }], await settingsOf(site));
      if (outcome === undefined) throw new Error("one file, one outcome");
      const problems = "failed" in outcome ? outcome.failed : outcome.post.problems;
      if ("failed" in outcome) expect(problems.some(({ severity }) => severity === "error")).toBe(true);
      for (const problem of problems) expect(misplaced(problem, text)).toBeNull();
      if ("post" in outcome) {
        for (const place of [...outcome.post.references, ...outcome.post.components]) {
          expect(outside(place, text), JSON.stringify(place)).toBeNull();
        }
      }
    }),
    runs(0.2),
  );
});

law("a site with any text in it is built: each page is whole, whatever is wrong is told in words", async () => {
  // Half a surrogate pair stands in no file.
  const fileText = anyText.map((text) => text.toWellFormed());
  await fc.assert(
    fc.asyncProperty(fileText, settings, async (text, site) => {
      const sources = await sourcesOf({ files: { [path]: text }, settings: site });
      const { outputs, problems, counts } = await snapshot(sources, workers);
      expect(counts.read).toBe(1);
      expect(counts.published + counts.withheld + counts.failed).toBe(1);
      for (const problem of problems) expect(misplaced(problem, text)).toBeNull();
      for (const [place, page] of outputs) {
        expect(page.isWellFormed(), place).toBe(true);
        expect(page.includes("\0"), place).toBe(false);
        if (!/undefined|NaN|object Object/.test(text))
          expect(page).not.toMatch(/\[object Object\]|>undefined<|\bNaN\b/);
      }
    }),
    runs(),
  );
});

law("any bytes are text, or a problem at a place inside it", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
    fc.tuple(mutant, fc.nat(), fc.nat(255)).map(([text, at, byte]) => {
      const buffer = Buffer.from(text);
      if (buffer.length > 0) buffer[at % buffer.length] = byte;
      return buffer;
    }),
  );
  fc.assert(
    fc.property(bytes, fc.constantFrom("utf-8", "gb18030", "big5", "shift_jis"), (buffer, encoding) => {
      const decoded = decode(buffer, { path, encoding });
      if ("text" in decoded) expect(decoded.text.isWellFormed()).toBe(true);
      else expect(misplaced(decoded.problem, null)).toBeNull();
    }),
    runs(0.2),
  );
});

/** What is wrong with the way a problem is told; `null` when a person can find it and knows what to do. */
function misplaced(problem: Problem, text: string | null): string | null {
  const said = `${problem.code}: ${problem.message}`;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(problem.code)) return `${said}: no code`;
  if (problem.file === undefined) return problem.severity === "error" ? `${said}: no file` : null;
  if (problem.file !== path) return `${said}: in ${problem.file}`;
  if (problem.line === undefined) return problem.severity === "error" ? `${said}: no line` : null;
  if (problem.column === undefined || problem.length === undefined) return `${said}: half a place`;
  const place = { line: problem.line, column: problem.column, length: problem.length };
  const wrong = text === null ? null : outside(place, text);
  return wrong === null ? null : `${said}: ${wrong}`;
}

/** Whether a place points past what is there. A caret may stand one column behind the end of a line. */
function outside(place: { line: number; column: number; length: number }, text: string): string | null {
  const lines = text.split(/\r\n|\n|\r/);
  const line = lines[place.line - 1];
  if (line === undefined) return `line ${place.line} of ${lines.length}`;
  if (place.column < 1 || place.length < 1) return `column ${place.column}, length ${place.length}`;
  const end = place.column + place.length - 1;
  return end > line.length + 1 ? `columns ${place.column} to ${end} of ${line.length}` : null;
}

function harmed(text: string, { at, how, what }: Cut): string {
  const lines = text.split("\n");
  const line = at % lines.length;
  switch (how) {
    case "delete":
      return lines.toSpliced(line, 1).join("\n");
    case "double":
      return lines.toSpliced(line, 0, lines[line] ?? "").join("\n");
    case "swap":
      return lines
        .with(line, lines[0] ?? "")
        .with(0, lines[line] ?? "")
        .join("\n");
    case "truncate":
      return text.slice(0, (text.length * at) / 60);
    case "insert":
      return text.slice(0, at * 3) + what + text.slice(at * 3);
  }
}
