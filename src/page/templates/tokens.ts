import { lex, type Token, type Tokens } from "./nunjucks.ts";

export type TemplateTokens = Tokens & {
  /** Where the tag (`{{` or `{%`) being read began; `null` between tags. */
  openTag(): Token | null;
  /** Where the token being read begins. */
  start(): Point;
  /** Where the token before it begins, white space aside. */
  before(): Point;
  /** Says that the next text loses the white space at its start, as after `-%}`. */
  trimNext(): void;
  /** Whether the next text does so; it is asked by whoever reads that text instead of these tokens. */
  takesTrim(): boolean;
};

export type Point = { readonly lineno: number; readonly colno: number };

/**
 * The lexer's tokens, with white space settled before the parser sees it:
 * a line that holds only tags leaves no line behind, and `-` beside a tag takes the white space on that side.
 * (The parser's own way with `-` takes quadratic time on long runs of blanks.)
 */
export function tokensOf(text: string): TemplateTokens {
  const tokens = lex(text);
  const lines = tagOnlyLines(text);
  const next = tokens.nextToken.bind(tokens);
  let openTag: Token | null = null;
  let start: Point = { lineno: 0, colno: 0 };
  let last = start;
  let before = start;
  let trim = false;

  const settle = (token: Token, from: number): Token => {
    if (token.type === "data") {
      let data = withoutTagLines(token.value, from, lines);
      if (trim) data = data.trimStart();
      if (/^\{[{%#]-/.test(text.slice(tokens.index, tokens.index + 3))) data = data.trimEnd();
      trim = false;
      return { ...token, value: data };
    }
    if (tokens.in_code) {
      if (!token.type.endsWith("-start")) return token;
      trim = false;
      openTag = token;
      return { ...token, value: token.value.slice(0, 2) };
    }
    trim = token.value.at(-3) === "-";
    openTag = null;
    return { ...token, value: token.type === "comment" ? "{##}" : token.value.slice(-2) };
  };

  return Object.assign(tokens, {
    nextToken() {
      const from = tokens.index;
      const point = { lineno: tokens.lineno, colno: tokens.colno };
      if (tokens.in_code && !/\s/.test(text[from] ?? "")) {
        before = last;
        last = point;
      }
      start = point;
      const token = next();
      return token === null ? null : settle(token, from);
    },
    trimNext() {
      trim = true;
    },
    takesTrim() {
      const isTrimmed = trim;
      trim = false;
      return isTrimmed;
    },
    openTag: () => openTag,
    start: () => start,
    before: () => before,
  });
}

type Range = { readonly from: number; readonly to: number };

/** Where the lines are that hold block tags or comments and nothing else, each with its line end, in order. */
function tagOnlyLines(text: string): readonly Range[] {
  const tag = /\{%(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^"'%\n]|%(?!\}))*%\}|\{#(?:[^#\n]|#(?!\}))*#\}/y;
  const ranges: Range[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end + 1;
    let at = skipBlanks(text, from);
    let tags = 0;
    for (;;) {
      tag.lastIndex = at;
      if (text[at] !== "{" || !tag.test(text)) break;
      at = skipBlanks(text, tag.lastIndex);
      tags += 1;
    }
    if (tags > 0 && at >= (end === -1 ? text.length : end)) ranges.push({ from, to });
    from = to;
  }
  return ranges;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

/** Data touches a line of tags only with its first and its last line: what lies between are whole lines of text. */
function withoutTagLines(data: string, from: number, lines: readonly Range[]): string {
  const to = from + data.length;
  const first = rangeAt(lines, from);
  const last = rangeAt(lines, to - 1);
  const begin = first === null ? from : Math.min(first.to, to);
  const end = last === null ? to : Math.max(last.from, begin);
  return data.slice(begin - from, end - from);
}

function rangeAt(ranges: readonly Range[], at: number): Range | null {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle] as Range;
    if (at < range.from) high = middle - 1;
    else if (at >= range.to) low = middle + 1;
    else return range;
  }
  return null;
}
