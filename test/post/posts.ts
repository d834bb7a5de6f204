/** Small posts for the tests of this folder. */
import { readPost } from "../../src/post/read-post.ts";
import type { ReadRules } from "../../src/post/read-rules.ts";
import { ProblemError } from "../../src/shared/problem.ts";

export function rules(changes: Partial<ReadRules> = {}): ReadRules {
  return {
    base: "",
    language: "zh-CN",
    timezone: "Asia/Shanghai",
    permalink: "/posts/:slug/",
    posts: "posts",
    pages: "pages",
    html: "allow",
    breaks: false,
    softBreakMixed: "auto",
    ruby: ["ja"],
    indent: false,
    readingSpeed: { characters: null, words: null },
    headingIds: "github",
    highlight: true,
    search: true,
    termSlugs: { tags: {}, categories: {} },
    collections: [],
    sections: [],
    defaults: [],
    compat: null,
    editions: [{ language: "zh-CN", path: "" }],
    limits: { postBytes: 20 * 1024 * 1024, frontMatterBytes: 64 * 1024 },
    ...changes,
  };
}

export function file(text: string, path = "posts/2014-08-24-mesos.md") {
  return { path, text, hash: "" };
}

/** The post that these lines of front matter make. */
export function post(
  frontMatter: string,
  changes: Partial<ReadRules> & { readonly path?: string; readonly body?: string } = {},
) {
  const { path, body = "正文。", ...others } = changes;
  return readPost(file(`---\n${frontMatter}\n---\n\n${body}\n`, path), rules(others));
}

/** `severity code line:column message hint` of everything that is said about a text, whether it becomes a post or not. */
export function said(text: string, path?: string, changes?: Partial<ReadRules>): readonly string[] {
  const problems = () => {
    try {
      return readPost(file(text, path), rules(changes)).problems;
    } catch (error) {
      if (error instanceof ProblemError) return error.problems;
      throw error;
    }
  };
  return problems().map(
    ({ severity, code, line, column, message, hint }) =>
      `${severity} ${code} ${line}:${column} ${message} ${hint ?? ""}`,
  );
}
