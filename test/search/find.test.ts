/** What is looked for is found: whatever the script, the spacing, the case and the width. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { client, type Document, indexOf, search, wordsOf } from "./client.ts";

type Case = {
  readonly id: string;
  readonly input: { readonly docs: readonly (Document & { readonly id: string })[]; readonly query: string };
  readonly options: { readonly op: string; readonly foldHan?: boolean };
  readonly expected: readonly string[];
};

const table = (
  JSON.parse(readFileSync(join(import.meta.dirname, "../data/cjk.json"), "utf8")) as readonly Case[]
).filter(({ options }) => options.op === "search");

describe("the table of cases", () => {
  const plain = table.filter(({ options }) => options.foldHan !== true);

  test("is there", () => expect(plain.length).toBe(11));

  test.each(plain)("$id: $input.query", async ({ input, expected }) => {
    const found = await search(input.query, input.docs);
    expect(found.map((at) => input.docs[at]?.id).sort()).toEqual([...expected].sort());
  });
});

const blog: readonly Document[] = [
  { title: "云计算", text: "云计算机上的容器。\n\n缓冲区溢出" },
  { title: "数据库", text: "MySQL 与 PostgreSQL，Node.js 与 C++；缓冲\n区" },
  { title: "Ｄｏｃｋｅｒ 支持", text: "缓冲区很大，不会溢出。ﾃﾞｰﾀﾍﾞｰｽ" },
  { title: "한국어", text: "취약점을 수정했습니다. 데이터 베이스" },
  { title: "𠮷野家", text: "在𠮷野家吃饭 👍，café 与 Ελλάς" },
];

describe("a piece of a text finds it", () => {
  test.each([
    ["计算机", [0], "across what a dictionary holds for words"],
    ["算机上", [0], "even where it is no word"],
    ["机", [0], "one character"],
    ["缓冲区", [0, 1, 2], "across the end of a line"],
    ["缓冲区溢出", [0], "only where its parts stand side by side"],
    ["缓冲区 溢出", [0, 2], "two words, wherever they stand"],
    ["sql", [1], "within a word of another script"],
    ["SQL 缓冲", [1], "in any case"],
    ["js", [1], "two letters"],
    ["node.js", [1], "signs are taken at their word"],
    ["c++", [1], "a letter and signs"],
    ["docker", [2], "whatever its width"],
    ["docker支持", [2], "without the space"],
    ["データベース", [2], "half-width katakana"],
    ["수정", [3], "a stem"],
    ["데이터베이스", [3], "however it is spaced"],
    ["𠮷", [4], "beyond the basic plane"],
    ["𠮷野家", [4], "beyond the basic plane, with others"],
    ["cafe\u0301", [4], "in either Unicode form"],
    ["ΕΛΛΆΣ", [4], "the last sigma of a word"],
    ["没有", [], "what is not there is not found"],
    ["x", [], "a letter alone is looked for in titles"],
    ["，", [], "and so are signs"],
  ] as [string, number[], string][])("%s → %j: %s", async (query, expected) => {
    expect([...(await search(query, blog))].sort()).toEqual(expected);
  });
});

describe("order", () => {
  test("a word in a title comes before a word in a text", async () => {
    const documents = [
      { title: "集群入门", text: "第一节" },
      { title: "札记", text: "集群，集群，集群，集群，集群" },
      { title: "集群", text: "空" },
    ];
    expect(await search("集群", documents)).toEqual([2, 0, 1]);
  });

  test("more of it comes before less, and what is newer before what is older", async () => {
    const texts = ["集群", "集群，集群，集群，集群", "集群", "别的"];
    const documents = texts.map((text) => ({ title: "甲", text }));
    expect(await search("集群", documents)).toEqual([1, 2, 0]);
  });
});

describe("nothing is missed", () => {
  const sign = fc.constantFrom(
    ..."的集群中文日本データ한국어abcdeABC019 \n\u3000，。、.-_é\u0301ßﾞｶＡ１𠮷👍\u200b\ufe0f",
  );
  const text = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(""));

  test("every piece of every text finds its document", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        async (texts, which, from, length) => {
          const documents = texts.map((words) => ({ title: "", text: words }));
          const folded = texts.map((words) => client.fold(words));
          const own = folded[which % texts.length] ?? "";
          const start = own === "" ? 0 : from % own.length;
          const piece = client.fold(
            own
              .slice(start, start + 1 + (length % 6))
              .toWellFormed()
              .replaceAll("\ufffd", ""),
          );
          fc.pre(client.gramsOf(piece).length > 0);
          const truth = folded.flatMap((words, at) => (words.includes(piece) ? [at] : []));
          const { documents: found } = await client.find([piece], indexOf(documents));
          expect(truth.filter((at) => !found.includes(at))).toEqual([]);
          expect([...(await search(piece, documents))].sort()).toEqual(truth);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("several words find what has them all", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 6 }),
        fc.array(text, { maxLength: 3 }),
        async (texts, asked) => {
          const documents = texts.map((words) => ({ title: "", text: words }));
          const words = wordsOf(asked.join(" "));
          fc.pre(words.length > 0 && words.every((word) => client.gramsOf(word).length > 0));
          const truth = texts.flatMap((one, at) =>
            words.every((word) => client.fold(one).includes(word)) ? [at] : [],
          );
          expect([...(await search(asked.join(" "), documents))].sort()).toEqual(truth);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("a pasted paragraph is found, too, with a few grams", async () => {
    const paragraph =
      "最近有计划重拾 Blog 的写作，这一篇记下在 MesosCon 2014 上的见闻，谈到集群的调度与容器的隔离。".repeat(20);
    const documents = [
      { title: "一", text: "别的" },
      { title: "二", text: `前文${paragraph}后文` },
    ];
    expect(client.gramsOf(client.fold(paragraph)).length).toBeLessThanOrEqual(12);
    expect(await search(paragraph.replaceAll(" ", ""), documents)).toEqual([1]);
  });
});

test("a search asks for the files of its own grams and no others", async () => {
  const documents = Array.from({ length: 50 }, (_, at) => ({
    title: `第${at}篇`,
    text: `集群${at} 调度器 kubernetes`,
  }));
  for (const [query, most] of [
    ["集群", 1],
    ["调度器", 2],
    ["群", 1],
    ["kubernetes", 5],
    ["没有的词", 3],
  ] as const) {
    const index = indexOf(documents, 64);
    await search(query, documents, index);
    expect(index.asked.size, query).toBeLessThanOrEqual(most);
  }
});

describe("matches in a text as it is written", () => {
  test.each([
    ["用 Ｄｏｃｋｅｒ 来隔离", ["docker"], ["Ｄｏｃｋｅｒ"]],
    ["缓冲\n区与缓冲区", ["缓冲区"], ["缓冲\n区", "缓冲区"]],
    ["等等…再说", ["...再"], ["…再"]],
    ["吃𠮷野家", ["𠮷野"], ["𠮷野"]],
    ["a-b 与 A-B", ["a-b"], ["a-b", "A-B"]],
    ["没有", ["集群"], []],
    ["见ﾃﾞｰﾀﾍﾞｰｽ。", ["データベース"], ["ﾃﾞｰﾀﾍﾞｰｽ"]],
    ["カ\u3099ラスとe\u0301te\u0301", ["ガラス", "été"], ["カ\u3099ラス", "e\u0301te\u0301"]],
    ["\u1112\u1161\u11ab국", ["한국"], ["\u1112\u1161\u11ab국"]],
  ])("%j, %j", (text, words, expected) => {
    expect(client.matchesIn(text, words).map(([from, to]) => text.slice(from, to))).toEqual(expected);
  });
});
