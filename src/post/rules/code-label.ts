import type { LineRange } from "../../shared/code/code-block.ts";

/** What the line that opens a block of code says. */
export type CodeLabel = {
  readonly language: string | null;
  readonly title: string | null;
  readonly firstNumber: number | null;
  readonly marked: readonly LineRange[];
  readonly diff: boolean;
  readonly wrap: boolean;
  /** Words that mean nothing to code; blocks of other kinds may know them. */
  readonly words: readonly string[];
};

/**
 * Reads `js {1,3-5} title="greet.js" linenos wrap diff`, and the ways other generators have of saying the same:
 * `js{1,3}`, `js:greet.js`, `{hl_lines=[1,"3-5"], linenos=true, linenostart=9}`, `mark:1,3`, `showLineNumbers`.
 */
export function readCodeLabel(label: string): CodeLabel {
  const first = /^[^\s{]+/.exec(label)?.[0] ?? "";
  const isLanguage = first !== "" && !/^[a-z]+=/i.test(first);
  const rest = label.slice(isLanguage ? first.length : 0, longest);
  const said = {
    ...nothing,
    ...(isLanguage ? readLanguage(first) : {}),
    marked: [] as LineRange[],
    words: [] as string[],
  };
  for (const [, braces, name = "", double, single, bare, word] of rest.matchAll(parts)) {
    if (braces !== undefined) readBraces(braces, said);
    else if (word !== undefined) readWord(word, said);
    else readPair(name, double ?? single ?? bare ?? "", said);
  }
  return said;
}

/** Nobody says more than this about a block. */
const longest = 2000;
const parts = /\{([^{}]*)\}|([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s{}"']*))|([^\s{}]+)/g;

type Said = { -readonly [Key in keyof CodeLabel]: CodeLabel[Key] } & { marked: LineRange[]; words: string[] };

const nothing: CodeLabel = {
  language: null,
  title: null,
  firstNumber: null,
  marked: [],
  diff: false,
  wrap: false,
  words: [],
};

/** `js`, `js:greet.js`, `js:line-numbers`, `diff-js`. */
function readLanguage(word: string): Partial<CodeLabel> {
  const [, written = word, more] = /^([^:]+):(.+)$/.exec(word) ?? [];
  const changed = /^diff[-_:](.+)$/i.exec(written)?.[1];
  const numbers = more === undefined ? null : /^line-numbers(?:=(\d{1,9}))?$/.exec(more);
  return {
    language: changed ?? written,
    diff: changed !== undefined,
    ...(more === undefined ? {} : numbers === null ? { title: more } : { firstNumber: Number(numbers[1] ?? 1) }),
  };
}

function readBraces(text: string, said: Said): void {
  if (ranges.test(text)) said.marked.push(...readRanges(text));
  const lines = /\bhl_lines\s*=\s*(?:\[([^\]]*)\]|"([^"]*)"|(\d[\d-]*))/.exec(text);
  if (lines !== null) said.marked.push(...readRanges(lines.slice(1).join(" ")));
  const start = /\blinenostart\s*=\s*"?(\d{1,9})/.exec(text)?.[1];
  if (start !== undefined || /\blinenos\s*=\s*"?(?:true|table|inline)/.test(text))
    said.firstNumber = Number(start ?? 1);
}

const ranges = /^[\d\s,-]+$/;

function readWord(word: string, said: Said): void {
  const marked = /^mark:([\d,-]+)$/.exec(word)?.[1];
  if (marked !== undefined) said.marked.push(...readRanges(marked));
  else if (/^(?:linenos|line-?numbers|show-?line-?numbers)$/i.test(word)) said.firstNumber ??= 1;
  else if (word === "wrap") said.wrap = true;
  else if (word === "diff" && said.language !== null) said.diff = true;
  else said.words.push(word);
}

function readPair(name: string, value: string, said: Said): void {
  switch (name.toLowerCase()) {
    case "title":
    case "filename":
      said.title = value === "" ? null : value;
      break;
    case "hl_lines":
      said.marked.push(...readRanges(value));
      break;
    case "linenos":
    case "linenostart":
    case "startline":
      if (/^\d{1,9}$/.test(value)) said.firstNumber = Number(value);
      else if (value !== "false") said.firstNumber ??= 1;
      break;
    default:
      said.words.push(`${name}=${value}`);
  }
}

function readRanges(text: string): readonly LineRange[] {
  return [...text.matchAll(/(\d{1,9})(?:-(\d{1,9}))?/g)].map(([, first = "", last = first]) => ({
    first: Math.min(Number(first), Number(last)),
    last: Math.max(Number(first), Number(last)),
  }));
}
