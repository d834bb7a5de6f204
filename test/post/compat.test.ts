/** What old blogs write in front matter and file names, and what becomes of it here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPost } from "../../src/post/read-post.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import { file, rules } from "./posts.ts";

type Ours = {
  readonly title?: string;
  readonly date?: string;
  readonly tags?: readonly string[];
  readonly categories?: readonly string[];
  readonly withheld?: string;
  readonly url?: string;
  /** Codes of the warnings. */
  readonly said?: readonly string[];
  /** `code:line:column` of each error: then there is no post. */
  readonly error?: readonly string[];
};
type Case = { readonly name: string; readonly file: string; readonly text: string; readonly ours: Ours };

const cases = JSON.parse(readFileSync(join(import.meta.dirname, "../data/compat.json"), "utf8")) as readonly Case[];
const permalink = "/:categories/:year/:month/:day/:title.html";

/** What a case does not say is as in most of them. */
const usual: Ours = { title: "T", date: "2020-01-05", tags: [], categories: [], said: [] };

test.each(cases)("$name", ({ file: name, text, ours }) => {
  expect(outcome(name, text)).toEqual(ours.error ? { error: ours.error } : { withheld: null, ...usual, ...ours });
});

function outcome(name: string, text: string) {
  try {
    const { card, withheld, problems } = readPost(file(text, `posts/${name}`), rules({ permalink }));
    return {
      title: card.title,
      date: card.date?.iso,
      tags: card.tags.map((term) => term.name),
      categories: card.categories.map((term) => term.name),
      withheld,
      url: card.url,
      said: problems.map((problem) => problem.code),
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const errors = error.problems.filter((problem) => problem.severity === "error");
    return { error: errors.map((problem) => `${problem.code}:${problem.line}:${problem.column}`) };
  }
}
