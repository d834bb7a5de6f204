import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { isCjk } from "./cjk.ts";
import { type Env, warn } from "./env.ts";
import { placeOfToken, positionIn } from "./places.ts";

/**
 * Headings that are none: `＃ 标题` typed with an input method, `##标题` without a space. No engine reads them as
 * headings and neither do we; but the author is told, with the line that was meant.
 */
export function headingSlips(md: MarkdownIt): void {
  md.core.ruler.before("inline", "heading_slips", (state) => {
    for (const [index, token] of state.tokens.entries()) {
      const inParagraph = token.type === "inline" && state.tokens[index - 1]?.type === "paragraph_open";
      if (inParagraph && mayHold.test(token.content)) warnOfSlips(token, state.env);
    }
  });
}

const mayHold = /^[#＃]/m;

function warnOfSlips(token: Token, env: Env): void {
  const place = placeOfToken(env, token);
  const lines = token.content.split("\n");
  let offset = 0;
  for (const line of lines) {
    const meant = fullWidthHash(line) ?? missingSpace(line, lines.length);
    if (meant !== null) {
      const { code, message, heading } = meant;
      warn(env, positionIn(env, place, offset, line.length), { code, message, hint: `write \`${heading}\`` });
    }
    offset += line.length + 1;
  }
}

type Slip = { readonly code: string; readonly message: string; readonly heading: string };

function fullWidthHash(line: string): Slip | null {
  const match = /^([#＃]{1,6})[ \u3000]*(?=[^\s#＃])/.exec(line);
  if (match === null || !match[1]?.includes("＃") || line.includes("＃", match[0].length)) return null;
  return {
    code: "markdown/full-width-hash",
    message: "This line begins with a full-width ＃, so it is text and no heading.",
    heading: `${"#".repeat(match[1].length)} ${line.slice(match[0].length)}`,
  };
}

/** Certain for `##标题`; a single `#` may be a tag, so only a lone short line without another one or a full stop counts. */
function missingSpace(line: string, lineCount: number): Slip | null {
  const match = /^(#{1,6})(?=[\p{L}\p{N}])/u.exec(line);
  const hashes = match?.[1];
  if (hashes === undefined) return null;
  const text = line.slice(hashes.length);
  const mayBeTag = lineCount > 1 || text.length > 40 || !isCjk(text.codePointAt(0) ?? 0) || /[#。！？；\s]/.test(text);
  if (hashes.length === 1 && mayBeTag) return null;
  return {
    code: "markdown/heading-without-space",
    message: `There is no space after ${hashes}, so this line is text and no heading.`,
    heading: `${hashes} ${text}`,
  };
}
