import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import type { Position, Reference } from "../../model.ts";
import type { Env, Span } from "./env.ts";
import { gap } from "./gaps.ts";
import { warnNoAlt } from "./image-alt.ts";
import { isOutward } from "./link-target.ts";
import { positionIn } from "./places.ts";
import { recordSpan } from "./wrap.ts";

/**
 * Links and images: where they lead within the site is known only later, so each leaves a gap and a reference with its
 * place in the file. Outward addresses are written at once.
 */
export function linksAndImages(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  recordSpan(md, "link");
  recordSpan(md, "image");

  md.renderer.rules.link_open = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    const target = token?.attrGet("href") ?? "";
    const title = token?.attrGet("title");
    const href =
      token === undefined || isOutward(target)
        ? escapeHtml(target)
        : gap(env, { late: "address", reference: refer(env, token, "link", target) });
    const attributes = title ? `href="${href}" title="${escapeHtml(title)}"` : `href="${href}"`;
    return isEmpty(tokens, index) ? `<a ${attributes} aria-label="${escapeHtml(target)}">` : `<a ${attributes}>`;
  };

  md.renderer.rules.image = (tokens, index, options, env: Env, renderer) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const target = token.attrGet("src") ?? "";
    const title = token.attrGet("title");
    const alt = renderer.renderInlineAsText(token.children?.map(asText) ?? [], options, env);
    const says = alt.trim() !== "" || title || tokens.at(-1)?.type === "figcaption";
    if (!says) warnNoAlt(env, positionOfToken(env, token));
    const attributes: Readonly<Record<string, string>> = {
      alt,
      ...(title ? { title } : {}),
      loading: "lazy",
      decoding: "async",
    };
    if (!isOutward(target))
      return gap(env, { late: "image", reference: refer(env, token, "image", target), attributes });
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
    return `<img src="${escapeHtml(target)}"${written.join("")}>`;
  };
}

/** A link of no words is not seen; who comes to it by key or ear is told where it leads. */
function isEmpty(tokens: readonly Token[], open: number): boolean {
  const [first, second] = [tokens[open + 1], tokens[open + 2]];
  if (first?.type === "link_close") return true;
  return second?.type === "link_close" && first?.type === "text" && first.content.trim() === "";
}

/** What cannot be read aloud as it is shown is read as it is written. */
function asText(token: Token): Token {
  return token.type === "math" ? Object.assign(Object.create(token), { type: "text" }) : token;
}

function refer(env: Env, token: Token, kind: Reference["kind"], target: string): number {
  return env.targets.push({ kind, target, ...positionOfToken(env, token) }) - 1;
}

function positionOfToken(env: Env, token: Token): Position {
  const { start, end }: Span = token.meta ?? { start: 0, end: 0 };
  return positionIn(env, env.place, start, end - start);
}
