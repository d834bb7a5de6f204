/**
 * Old blogs of others, searched for words of their own. They are not part of this repository: `INKSTONE_CORPORA` names a
 * folder with one blog to a folder. The truth is asked of the pages that were written: a post says a word when the word
 * is a piece of its title or text, whatever the case, the width and the white space.
 */
import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, emptyProject, type Project } from "../bad-inputs/project.ts";
import { inkstone } from "../bad-inputs/run.ts";
import { client } from "../search/client.ts";
import { type Built, readBuilt } from "../search/read-built.ts";

const corpora = process.env.INKSTONE_CORPORA ?? null;
if (corpora === null) process.stderr.write("skipped: INKSTONE_CORPORA names no folder of old blogs\n");

/** Where generators keep posts. */
const FOLDERS = ["_posts", "source/_posts", "content", "_wiki"];
const blogs =
  corpora === null
    ? []
    : readdirSync(corpora)
        .sort()
        .flatMap((name) => FOLDERS.map((posts) => ({ name, posts })))
        .filter(({ name, posts }) => existsSync(path.join(corpora, name, posts)));
const WORDS = 20;

test.skipIf(corpora === null)("there are blogs to search", () => {
  expect(blogs).not.toEqual([]);
});

describe.skipIf(corpora === null).each(blogs)("$name/$posts", ({ name, posts }) => {
  let project: Project;
  let blog: Built;

  beforeAll(async () => {
    project = emptyProject();
    cpSync(path.join(corpora ?? "", name, posts), path.join(project.root, posts), { recursive: true });
    writeFileSync(path.join(project.root, "site.yml"), `posts: ${posts}\n`);
    await inkstone(project, ["build", "--keep-going"], { seconds: 500 });
    blog = readBuilt(project.dist);
  });
  afterAll(() => discard(project));

  test("every post that says one of its frequent words is found", async () => {
    const words = frequentWords(blog.documents.map(({ text }) => text));
    expect(words).toHaveLength(WORDS);
    const missed: string[] = [];
    let found = 0;
    let rightly = 0;
    for (const word of words) {
      const truth = blog.documents.flatMap(({ text }, at) =>
        client.fold(text).includes(client.fold(word)) ? [at] : [],
      );
      const { documents } = await client.find([client.fold(word)], blog.index);
      for (const at of truth) if (!documents.includes(at)) missed.push(`${word} in ${blog.documents[at]?.url}`);
      found += documents.length;
      rightly += truth.length;
    }
    console.info(`${name}: ${blog.documents.length} posts, ${words.join(" ")}: ${found} found, ${rightly} rightly`);
    expect(missed).toEqual([]);
  });
});

/** Two to four characters or letters, by how often they stand there. */
function frequentWords(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  const all = texts.join("\n");
  const language = /[\u3041-\u30ff]{20}/.test(all) ? "ja" : /[가-힣]{5}/.test(all) ? "ko" : "zh";
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const ofScript = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(all)
    ? /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}ー]{2,4}$/u
    : /^[a-z]{2,4}$/i;
  for (const text of texts) {
    for (const { segment, isWordLike } of segmenter.segment(text)) {
      if (isWordLike === true && ofScript.test(segment)) counts.set(segment, (counts.get(segment) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, WORDS)
    .map(([word]) => word);
}
