/** Texts of tiny posts: front matter in the shapes people write, a body that needs other files. */
import fc from "fast-check";
import { images, targets, terms, titles } from "./tiny-names.ts";

const term = fc.constantFrom(...terms);
const quoted = (text: string) => JSON.stringify(text);

/** A list of terms as a flow list, a block list, or one word alone. */
const termList = (key: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.array(term, { minLength: 1, maxLength: 4 }).map((some) => `${key}: [${some.map(quoted).join(", ")}]`),
    fc
      .array(term, { minLength: 1, maxLength: 3 })
      .map((some) => `${key}:\n${some.map((one) => `  - ${quoted(one)}\n`).join("")}`.trimEnd()),
    term.map((one) => `${key}: ${quoted(one)}`),
  );

const sometimes = (line: fc.Arbitrary<string>): fc.Arbitrary<string | null> => fc.option(line, { freq: 2 });
const rarely = (line: fc.Arbitrary<string>): fc.Arbitrary<string | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 9 }, { arbitrary: line, weight: 1 });
const lineOf = (key: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).map((value) => `${key}: ${value}`);

const frontMatter: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...titles).map((title) => `title: ${quoted(title)}`),
    sometimes(
      lineOf("date", "2014-08-24", "2014-08-24 23:42:02 +0800", "2015/1/2", "2016年3月4日", "2016-12-31T23:30:00Z"),
    ),
    sometimes(termList("tags")),
    sometimes(termList("categories")),
    rarely(lineOf("modified", "2014-08-25", "2015-05-05 08:00", "2014-13-01")),
    rarely(lineOf("description", '"一句话 <b>&amp;"')),
    rarely(lineOf("series", "连载", "other")),
    rarely(lineOf("featured", "true")),
    rarely(lineOf("lang", "ja", "en", "ko", "tlh")),
    rarely(lineOf("draft", "true")),
    rarely(lineOf("published", "false")),
    rarely(lineOf("layout", "page", "memo", "no-such")),
    rarely(lineOf("slug", "own-slug", "自己的")),
    rarely(lineOf("permalink", "/own/", "/Own/", "/a/b", "/tags/", "/posts/集群/")),
    rarely(lineOf("aliases", "[/old/, /旧 的/]", "/archive/")),
    rarely(lineOf("imagefeature", "a.svg", "图.svg", "missing.png")),
    rarely(lineOf("link", "https://example.com/out")),
    rarely(lineOf("unknownKey", "[1, {a: 二}]")),
    rarely(lineOf("tittle", "near miss")),
  )
  .map((lines) => lines.filter((line) => line !== null).join("\n"));

const target = fc.constantFrom(...targets);

const block: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "第一段，**加粗**和 `code`。\n第二行。",
    "A plain paragraph, with <b>inline</b> HTML & an entity &copy;.",
    "## 第一天",
    "## another\n\n### another",
    "```js\n{{ notATemplate }} </script>\n```",
    "| 甲 | 乙 |\n|---|---|\n| 1 | [x](/archive/) |",
    "- [ ] one\n- [x] two",
    "> [!NOTE]\n> 注意",
    "脚注[^1]。\n\n[^1]: 在这里 [链接](/tags/docker/)。",
    "<!-- more -->",
    '<a href="2015-01-02-集群.md">raw</a> <img src=\'a.svg\' alt="">',
    "https://example.com/裸链接。后面",
    "::no-such{a=1}",
    ":::note\n内容 [里](/nowhere/)\n:::",
    "::include{file=code.js}",
  ),
  target.map((to) => `见[这里](<${to}>)。`),
  fc.constantFrom(...images).map((path) => `![图](<${path.split("/").at(-1)}>)`),
  fc.constantFrom(...images).map((path) => `![图](<${path.replace(/^assets/, "")}> "题")`),
  target.map((to) => `::card{post="${to}"}`),
);

/** Mostly a post as it should be; sometimes no front matter, other line ends, another Unicode form. */
export const post: fc.Arbitrary<string> = fc
  .record({
    head: frontMatter,
    blocks: fc.array(block, { maxLength: 5 }),
    form: fc.oneof(
      { arbitrary: fc.constant("plain" as const), weight: 12 },
      { arbitrary: fc.constantFrom("crlf" as const, "nfd" as const, "bare" as const), weight: 1 },
    ),
  })
  .map(({ head, blocks, form }) => inForm(form, head, `${blocks.join("\n\n")}\n`));

function inForm(form: "plain" | "crlf" | "nfd" | "bare", head: string, body: string): string {
  const text = `---\n${head}\n---\n\n${body}`;
  switch (form) {
    case "plain":
      return text;
    case "crlf":
      return text.replaceAll("\n", "\r\n");
    case "nfd":
      return text.normalize("NFD");
    case "bare":
      return body;
  }
}
