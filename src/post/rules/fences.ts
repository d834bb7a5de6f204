import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { type Env, warn } from "./env.ts";
import { placeAt, positionIn } from "./places.ts";

/**
 * Blocks of code between fences. The first word after the fence is the language, `title="…"` is kept for the theme, the
 * rest of the line is nobody's. A fence that is never closed takes the rest of the post with it, and is told about.
 */
export function fences(md: MarkdownIt): void {
  const { escapeHtml, unescapeAll } = md.utils;
  md.renderer.rules.fence = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    warnWhenOpen(token, env);
    const label = unescapeAll(token.info).trim();
    const language = /^[^\s{]+/.exec(label)?.[0];
    const title = /(?:^|[\s{])title=(?:"([^"]*)"|'([^']*)')/.exec(label);
    const name = title?.[1] ?? title?.[2];
    const data = name === undefined ? "" : ` data-title="${escapeHtml(name)}"`;
    const kind =
      language === undefined || language.startsWith("title=") ? "" : ` class="language-${escapeHtml(language)}"`;
    return `<pre${data}><code${kind}>${escapeHtml(token.content)}</code></pre>\n`;
  };
}

function warnWhenOpen(token: Token, env: Env): void {
  const [first, afterLast] = token.map ?? [0, 0];
  const last = env.lines[env.firstLine + afterLast - 2] ?? "";
  if (afterLast - first > 1 && endsWithFence(last, token.markup)) return;
  const line = env.firstLine + first;
  const text = env.lines[line - 1] ?? "";
  const at = Math.max(0, text.indexOf(token.markup));
  warn(env, positionIn(env, placeAt(text, line), at, text.trimEnd().length - at), {
    code: "markdown/fence-not-closed",
    message: "This code block is never closed, so everything that follows it is shown as code.",
    hint: `end it with ${token.markup} on a line of its own, indented like the line that opens it.`,
  });
}

/** The fence rule ended either at such a line or at the end of what it is in. */
function endsWithFence(line: string, markup: string): boolean {
  const text = line.trimEnd();
  if (!text.endsWith(markup)) return false;
  const before = text.slice(0, text.length - markup.length);
  return /^[\s>]*$/.test(before.replaceAll(markup[0] ?? "", ""));
}
