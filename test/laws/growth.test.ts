/** Law 9: cost grows at most linearly in posts and in text. Counted in blocks of code entered, not in seconds. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Question, Work } from "./counting-machine.ts";
import { type FarProcess, startProcess } from "./far-process.ts";
import { plainSettings } from "./plain-settings.ts";

let machine: FarProcess<Question, Work>;

beforeAll(async () => {
  // Code that is thrown away and compiled again would be counted another way.
  machine = await startProcess("counting-machine.ts", { flags: ["--no-flush-bytecode"] });
});

afterAll(() => machine.stop());

/** Some lists show at most a hundred of their kind; from there on the work must be linear. */
const sizes = [120, 240, 480] as const;

/** Ways in which posts of a blog hang together, each of which invites looking at all others from each. */
const blogs: Readonly<Record<string, (at: number) => string>> = {
  "posts of one moment that share their tags": () => "date: 2014-01-01\ntags: [x, y]\ncategories: [k]",
  "each post with a tag of its own, and an old address": (at) => `tags: [own${at}]\naliases: [/old/${at}/]`,
  "spellings of one tag": (at) => `tags: [${"docker".slice(0, at % 6)}${"DOCKER".slice(at % 6)}]`,
  "one long series of missing pictures": (at) => `series: 连载\nimagefeature: missing${at}.png`,
};

describe("twice the posts, twice the work", () => {
  test.each(Object.entries(blogs))("%s", async (_, front) => {
    const work = (count: number) => {
      const files = Object.fromEntries(Array.from({ length: count }, (_, at) => postOf(at, front(at))));
      return machine.ask({ site: { files, settings: plainSettings } });
    };
    await work(10);
    const [small, middle, large] = [await work(sizes[0]), await work(sizes[1]), await work(sizes[2])];
    // From one doubling to the next the growth doubles, or less; were it quadratic, it would be four times as much.
    const growth = (of: (one: Work) => number) => (of(large) - of(middle)) / (of(middle) - of(small));
    expect({ bytes: growth(({ bytes }) => bytes), steps: growth(({ steps }) => steps) }).toEqual({
      bytes: expect.toSatisfy((ratio: number) => ratio < 2.5),
      steps: expect.toSatisfy((ratio: number) => ratio < 2.5),
    });
  });
});

const patterns = [
  "[",
  "![",
  "]",
  "(",
  "[a](",
  "[a](<",
  "[a]: b\n",
  "[a][",
  "*",
  "**a ",
  "_a",
  "**集群。**",
  "`",
  "`a``",
  "~",
  "~~a",
  "==a",
  "^a",
  "~a~ ",
  "> ",
  "> [!NOTE]\n",
  "- ",
  "- a\n",
  "* a\n  ",
  "1. ",
  "- [ ] ",
  "#",
  "# a\n",
  "a\n===\n",
  "<",
  "<a ",
  "<b>",
  "</b>",
  "<!--",
  "<a href='x'>",
  "<!-- x -->\n\n",
  "&",
  "&amp;",
  "\\",
  "\\\n",
  "| a ",
  "|-",
  "a|b\n-|-\n",
  "[^a]",
  "[^a]: x\n",
  "a\n: b\n",
  ":::",
  ":::note\n",
  "::card{",
  '::card{a="b" ',
  "::card{post=x}\n\n",
  "$",
  "$$",
  "{",
  "{{",
  "https://a.b/(",
  "http://",
  "www.a",
  "a@b.c ",
  '"',
  "'",
  "集群，",
  "\n",
  "\t",
  " ",
  "  \n",
  "\r",
  "\u3000",
  "\u00a0",
  "![a](b.png) ",
  "[a](x.md) ",
  "<img src=x>",
  "```\n",
  "---\n",
  "a: b\n",
  "\u0301",
  "𠮷",
  "👨\u200d",
  "\0",
];

describe("twice the text, twice the work", () => {
  test.each(patterns.map((pattern) => [JSON.stringify(pattern), pattern] as const))("%s", async (_, pattern) => {
    const work = (count: number) => machine.ask({ post: `---\ntitle: t\n---\n\n${pattern.repeat(count)}\n` });
    const [small, large] = [await work(800), await work(1600)];
    expect(large.steps).toBeLessThan(2.5 * small.steps + 20_000);
    expect(large.bytes).toBeLessThan(2.5 * small.bytes + 20_000);
  });
});

function postOf(at: number, front: string): readonly [path: string, text: string] {
  const day = `201${at % 9}-0${1 + (at % 8)}-1${at % 7}`;
  const text = `---\ntitle: 第${at}篇\n${/^date:/m.test(front) ? "" : `date: ${day}\n`}${front}\n---\n\n## 一\n\n[前](p${Math.max(0, at - 1)}.md) [死](nowhere${at}.md)\n`;
  return [`posts/p${at}.md`, text];
}
