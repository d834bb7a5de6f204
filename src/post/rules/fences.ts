import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import type { Position } from "../../model.ts";
import { codeBlock, plainBlock } from "../../shared/code/code-block.ts";
import { findLanguage, languageNames } from "../../shared/code/languages.ts";
import { escapeHtml } from "../../shared/html.ts";
import { nearest } from "../../shared/nearest.ts";
import { onceForText } from "../../shared/once.ts";
import { chart } from "./chart.ts";
import { type CodeLabel, readCodeLabel } from "./code-label.ts";
import { type Env, warn } from "./env.ts";
import { fencedFormula } from "./math.ts";
import { placeAt, positionIn } from "./places.ts";

/**
 * Blocks between fences: code, and what is written like code but is something else. The first word after the fence says
 * which. A fence that is never closed takes the rest of the post with it, and is told about.
 */
export function fences(md: MarkdownIt): void {
  const { unescapeAll } = md.utils;
  const labelOf = onceForText((info) => readCodeLabel(unescapeAll(info).trim()));
  md.renderer.rules.fence = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    warnWhenOpen(token, env);
    const label = labelOf(token.info);
    switch (label.language) {
      case "chart":
        return chart(token, label, env) ?? asWritten(token, label);
      case "mermaid":
        return diagram(token.content, label);
      case "math":
        return fencedFormula(token, env) ?? asWritten(token, label);
      default:
        return code(token, label, env);
    }
  };
}

function code(token: Token, label: CodeLabel, env: Env): string {
  const { language, title, firstNumber, marked, diff, wrap } = label;
  if (env.highlight) warnWhenUnknown(token, label, env);
  warnWhenOutside(token, label, env);
  return codeBlock({ text: token.content, language, title, firstNumber, marked, diff, wrap, colours: env.highlight });
}

function asWritten({ content }: Token, { language, title }: CodeLabel): string {
  return codeBlock({ ...plainBlock, text: content, language, title, colours: false });
}

/** The source of a diagram, in the element that a script for it looks for; without one it is to be read as it is. */
function diagram(text: string, { title }: CodeLabel): string {
  const caption = title === null ? "" : `<figcaption>${escapeHtml(title)}</figcaption>\n`;
  return `<figure class="diagram">\n${caption}<pre class="mermaid">${escapeHtml(text)}</pre>\n</figure>\n`;
}

/** Once for each name: a post that writes `zig` does so in all of its blocks. */
function warnWhenUnknown(token: Token, { language }: CodeLabel, env: Env): void {
  if (language === null || env.unknownLanguages.has(language) || findLanguage(language) !== null) return;
  env.unknownLanguages.add(language);
  const near = nearest(language, languageNames());
  warn(env, placeOfOpening(token, env), {
    code: "code/unknown-language",
    message: `Nobody here knows the language \`${language.slice(0, 60)}\`, so its code has no colours.`,
    hint: near === null ? "write `text` for text that needs none." : `did you mean \`${near}\`?`,
  });
}

function warnWhenOutside(token: Token, { marked }: CodeLabel, env: Env): void {
  if (marked.length === 0) return;
  const count = token.content.replace(/\n$/, "").split("\n").length;
  const outside = marked.find(({ first, last }) => first < 1 || last > count);
  if (outside === undefined) return;
  const line = outside.first < 1 ? outside.first : outside.last;
  warn(env, placeOfOpening(token, env), {
    code: "code/no-such-line",
    message: `Line ${line} is to be marked, but this block has ${count} ${count === 1 ? "line" : "lines"}.`,
    hint: "lines are counted from 1 within the block.",
  });
}

function warnWhenOpen(token: Token, env: Env): void {
  const [first, afterLast] = token.map ?? [0, 0];
  const last = env.lines[env.firstLine + afterLast - 2] ?? "";
  if (afterLast - first > 1 && endsWithFence(last, token.markup)) return;
  warn(env, placeOfOpening(token, env), {
    code: "markdown/fence-not-closed",
    message: "This code block is never closed, so everything that follows it is shown as code.",
    hint: `end it with ${token.markup} on a line of its own, indented like the line that opens it.`,
  });
}

/** The fence and what stands behind it. */
function placeOfOpening(token: Token, env: Env): Position {
  const line = env.firstLine + (token.map?.[0] ?? 0);
  const text = env.lines[line - 1] ?? "";
  const at = Math.max(0, text.indexOf(token.markup));
  return positionIn(env, placeAt(text, line), at, text.trimEnd().length - at);
}

/** The fence rule ended either at such a line or at the end of what it is in. */
function endsWithFence(line: string, markup: string): boolean {
  const text = line.trimEnd();
  if (!text.endsWith(markup)) return false;
  const before = text.slice(0, text.length - markup.length);
  return before === "" || /^[\s>]*$/.test(before.replaceAll(markup[0] ?? "", ""));
}
