import type { FrontMatter } from "./front-matter.ts";

type Body = FrontMatter["body"];

/**
 * The body with `<!--more-->` where a mark of the blog's own ends the excerpt: in its place if it is a comment, else on
 * the empty line before it. No line moves, since problems are told by their lines.
 */
export function withExcerptEnd(body: Body, mark: string | null): Body {
  const at = mark === null ? -1 : body.text.indexOf(mark);
  if (mark === null || at < 0) return body;
  const before = body.text.slice(0, at);
  const after = body.text.slice(at);
  if (/^<!--.*-->$/s.test(mark)) return { ...body, text: `${before}<!--more-->${after.slice(mark.length)}` };
  const [, end = ""] = /\n[ \t]*(\r?\n)$/.exec(before) ?? [];
  return end === "" ? body : { ...body, text: `${before.slice(0, -end.length)}<!--more-->${end}${after}` };
}
