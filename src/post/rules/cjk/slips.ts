import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { isEastAsian } from "../../../shared/character-class.ts";
import { type Env, warn } from "../env.ts";
import { placeOfToken, positionIn } from "../places.ts";

/**
 * Marks typed with an input method that mean nothing to Markdown: `＃ 标题`, `##标题` without a space, `#　标题` with
 * an ideographic one, `１．第一`, `1、第一`, `1.第一`, a line of `———`. No engine reads them and neither do we; but the author is told, with the line that was meant.
 */
export function typingSlips(md: MarkdownIt): void {
  md.core.ruler.before("inline", "typing_slips", (state) => {
    let parent = "";
    for (const token of state.tokens) {
      if (parent === "paragraph_open" && mayHoldSlip(token.content)) warnOfSlips(token, state.env);
      parent = token.type;
    }
  });
}

/** Whether a line begins as a slip does. Nearly all paragraphs are done with at this, so it looks at a few characters only. */
function mayHoldSlip(text: string): boolean {
  for (let at = 0; ; ) {
    const code = text.charCodeAt(at);
    if (code < 0x80 ? (code === hash || isDigit(code)) && isSlipAfter(text, at + 1) : isSuspicious(code)) return true;
    at = text.indexOf("\n", at) + 1;
    if (at === 0) return false;
  }
}

const hash = 0x23;
const dot = 0x2e;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Behind `#` or a digit: neither the blank that makes a heading, nor a number or a word of Latin letters. */
function isSlipAfter(text: string, from: number): boolean {
  let at = from;
  if (text.charCodeAt(at - 1) === hash) {
    while (text.charCodeAt(at) === hash) at += 1;
    return text.charCodeAt(at) !== 0x20;
  }
  if (isDigit(text.charCodeAt(at))) at += 1;
  const code = text.charCodeAt(at);
  return code >= 0x3000 || (code === dot && text.charCodeAt(at + 1) >= 0x3000);
}

const suspicious = "＃０１２３４５６７８９－＊＿";

function isSuspicious(code: number): boolean {
  return (
    code === 0x2014 ||
    code === 0x2015 ||
    (code >= 0xff03 && code <= 0xff3f && suspicious.includes(String.fromCharCode(code)))
  );
}

type Slip = { readonly code: string; readonly message: string; readonly meant: string };

function warnOfSlips(token: Token, env: Env): void {
  const place = placeOfToken(env, token);
  const lines = token.content.split("\n");
  const listed = listMark(lines);
  let offset = 0;
  for (const [at, line] of lines.entries()) {
    const slip =
      fullWidthHash(line) ??
      missingSpace(line, lines.length) ??
      (listed?.at === at ? listed : null) ??
      dashes(line, lines.length);
    if (slip !== null) {
      const { code, message, meant } = slip;
      warn(env, positionIn(env, place, offset, line.length), { code, message, hint: `write \`${meant}\`` });
    }
    offset += line.length + 1;
  }
}

// ---------------------------------------------------------------------------------------------------------- headings

function fullWidthHash(line: string): Slip | null {
  const match = /^([#＃]{1,6})[ \u3000]*(?=[^\s#＃])/.exec(line);
  if (match === null || !match[1]?.includes("＃") || line.includes("＃", match[0].length)) return null;
  return {
    code: "markdown/full-width-hash",
    message: "This line begins with a full-width ＃, so it is text and no heading.",
    meant: `${"#".repeat(match[1].length)} ${line.slice(match[0].length)}`,
  };
}

/** Certain for `##标题`; a single `#` may be a tag, so only a lone short line without another one or a full stop counts. */
function missingSpace(line: string, lineCount: number): Slip | null {
  const [found = "", hashes = "", blank = ""] = /^(#{1,6})(\u3000*)(?=[\p{L}\p{N}])/u.exec(line) ?? [];
  if (blank !== "") {
    return {
      code: "markdown/heading-without-space",
      message: `The space after ${hashes} is a full-width one, so this line is text and no heading.`,
      meant: `${hashes} ${line.slice(found.length)}`,
    };
  }
  if (found === "") return null;
  const text = line.slice(hashes.length);
  const isWide = isEastAsian(text.codePointAt(0) ?? 0);
  const mayBeTag = lineCount > 1 || text.length > 40 || !isWide || /[#。！？；\s]/.test(text);
  if (hashes.length === 1 && mayBeTag) return null;
  return {
    code: "markdown/heading-without-space",
    message: `There is no space after ${hashes}, so this line is text and no heading.`,
    meant: `${hashes} ${text}`,
  };
}

// ------------------------------------------------------------------------------------------------------------- lists

const listMarks =
  /^([0-9０-９]{1,2})(?:([．、]|(?<=[０-９])\.)[ \u3000]*(?=[^\s0-9０-９．、])|(\.)(?:\u3000+(?=\S)|(?=[\u3041-\u9fff\uac00-\ud7a3])))/;

/** Told once for a list. A line amid a paragraph may begin with a number by chance; two of them do not. */
function listMark(lines: readonly string[]): (Slip & { readonly at: number }) | null {
  const found = lines.flatMap((line, at) => (listMarks.test(line) ? [at] : []));
  const [at] = found;
  if (at === undefined || (at > 0 && found.length < 2)) return null;
  const line = lines[at] ?? "";
  const [mark = "", number = "", wide = "", sign = wide] = listMarks.exec(line) ?? [];
  return {
    at,
    code: "markdown/list-mark",
    message: `${number}${sign} makes no list${wide === "" ? " without a space behind it" : ""}, so this is text.`,
    meant: `${number.normalize("NFKC")}. ${line.slice(mark.length)}`,
  };
}

// ------------------------------------------------------------------------------------------------------------- rules

function dashes(line: string, lineCount: number): Slip | null {
  if (lineCount > 1 || !/^(?:[—―－]{3,}|＊{3,}|＿{3,})$/.test(line.trimEnd())) return null;
  return {
    code: "markdown/dash-line",
    message: "These are no hyphens, so this line is text and parts nothing.",
    meant: "---",
  };
}
