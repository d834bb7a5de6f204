/** Things a person does to a blog, as data: a random list of them is a story that can be told again. */
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { type Project, put } from "./project.ts";

export type Edit =
  | {
      readonly do: "post";
      readonly number: number;
      readonly title: string;
      readonly tags: readonly string[];
      readonly body: string;
    }
  | { readonly do: "forget"; readonly number: number }
  | { readonly do: "rename"; readonly number: number }
  | { readonly do: "layout"; readonly words: string | null }
  | { readonly do: "partial"; readonly words: string }
  | { readonly do: "asset"; readonly number: number; readonly words: string | null }
  | { readonly do: "settings"; readonly title: string; readonly paginate: number };

const PARTIAL = "templates/words.njk";

const number = fc.integer({ min: 0, max: 4 });
const words = fc.constantFrom("one", "two <b>", "三 & 四", "2014", "a: b");
const body = fc.constantFrom(
  "x",
  "# 标题\n\n文字。",
  "[next](p1.md)",
  "![a](/a0.txt)",
  "**粗**体\n\n<!-- more -->\n\nmore",
);

export const anEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("post" as const),
      number,
      title: words,
      tags: fc.subarray(["docker", "Docker", "集群", "C++", "a/b"]),
      body,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forget" as const), number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("layout" as const), words: fc.option(words) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("partial" as const), words }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("asset" as const), number, words: fc.option(words) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("settings" as const),
      title: words,
      paginate: fc.integer({ min: 0, max: 2 }),
    }),
  },
);

export function applyEdit(project: Project, edit: Edit): void {
  switch (edit.do) {
    case "post":
      write(project, whereIs(project, edit.number), postText(edit));
      break;
    case "forget":
      write(project, whereIs(project, edit.number), null);
      break;
    case "rename":
      rename(project, edit.number);
      break;
    case "layout":
      if (!existsSync(path.join(project.root, PARTIAL))) write(project, PARTIAL, "<p>words</p>\n");
      write(project, "templates/post.njk", edit.words === null ? null : layoutText(edit.words));
      break;
    case "partial":
      write(project, PARTIAL, `<p>{{ "${edit.words}" }}</p>\n`);
      break;
    case "asset":
      write(project, `assets/a${edit.number}.txt`, edit.words);
      break;
    case "settings":
      write(project, "site.yml", settingsText(edit));
      break;
  }
}

/** `null` takes the file away. */
function write(project: Project, file: string, text: string | null): void {
  if (text === null) rmSync(path.join(project.root, file), { force: true });
  else put(project, { [file]: text });
}

function postText(edit: Extract<Edit, { do: "post" }>): string {
  const tags = JSON.stringify(edit.tags);
  return `---\ntitle: ${JSON.stringify(edit.title)}\ndate: 2014-11-0${edit.number + 1}\ntags: ${tags}\n---\n${edit.body}\n`;
}

/** A post has two names it may go by. */
function whereIs(project: Project, post: number): string {
  const other = `posts/again/p${post}-renamed.md`;
  return existsSync(path.join(project.root, other)) ? other : `posts/p${post}.md`;
}

function rename(project: Project, post: number): void {
  const from = whereIs(project, post);
  const to = from.startsWith("posts/again/") ? `posts/p${post}.md` : `posts/again/p${post}-renamed.md`;
  if (!existsSync(path.join(project.root, from))) return;
  put(project, { [to]: "" });
  renameSync(path.join(project.root, from), path.join(project.root, to));
}

function layoutText(words: string): string {
  const head = `<!doctype html>\n<html lang="en"><head><title>{{ page.title }}</title></head>\n`;
  return `${head}<body><h1>{{ page.title }}</h1>{% include "words.njk" %}{{ "${words}" }}{{ post.html }}</body></html>\n`;
}

function settingsText({ title, paginate }: Extract<Edit, { do: "settings" }>): string {
  return `title: ${JSON.stringify(title)}\nurl: https://example.com\npaginate: {home: ${paginate}, terms: 1}\n`;
}
