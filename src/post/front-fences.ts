/**
 * Where the front matter of a file begins and ends. A fence is a line of exactly three dashes, or three plus signs for
 * TOML; JSON has its braces. What nearly is one is either read and said, or refused: nobody's front matter is ever
 * published as text.
 */
import type { Position, Problem } from "../model.ts";
import { readMoment } from "../shared/date.ts";
import { jsonBlockEnd } from "../shared/json-block.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";
import { meaningOf } from "./keys.ts";

type Source = { readonly path: string; readonly text: string };

export type Split = {
  readonly format: "yaml" | "toml" | "json" | "none";
  readonly block: string;
  /** Line of the file on which the block begins. */
  readonly blockLine: number;
  readonly body: { readonly text: string; readonly firstLine: number };
  readonly problems: readonly Problem[];
};

/** Throws when a fence is wrong in a way that leaves open what is front matter and what is body. */
export function splitFences(source: Source): Split {
  const opening = firstWritten(source.text);
  if (/^ {0,3}---[ \t]*(?:ya?ml[ \t]*)?$/.test(opening.text)) return fenced(source, opening, "yaml");
  if (/^\+\+\+[ \t]*$/.test(opening.text)) return fenced(source, opening, "toml");
  // Blanks that nobody sees, such as U+3000, are no reason to publish the keys below as text.
  const bare = withoutBlanks(opening.text);
  const below = lineAt(source.text, opening.next).text;
  if ((/^---\s*(?:ya?ml)?$/.test(bare) || WIDE_FENCE.test(bare)) && KEY.test(below)) {
    return fenced(source, opening, "yaml");
  }
  if (bare === "+++" && /^[\w-]+[ \t]*=/.test(below)) return fenced(source, opening, "toml");
  if (isJson(source, opening)) return braced(source, opening);
  refuseStrangers(source, opening);
  const front = unopened(source, opening);
  if (front === null) refuseBare(source, opening);
  return front ?? bodyAlone(source);
}

const bodyAlone = ({ text }: Source): Split => ({
  format: "none",
  block: "",
  blockLine: 1,
  body: { text, firstLine: 1 },
  problems: [],
});

// ------------------------------------------------------------------------------------------------------------- lines

/** `number` counts from 1; `next` is the offset of the line below, the end of the text for the last. */
type Line = { readonly text: string; readonly number: number; readonly start: number; readonly next: number };

function lineAt(text: string, start: number, number = 1): Line {
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x0a || code === 0x0d) break;
  }
  const next = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length);
  return { text: text.slice(start, end), number, start, next };
}

function* linesBelow(text: string, line: Line): Generator<Line> {
  let current = line;
  while (current.next < text.length) {
    current = lineAt(text, current.next, current.number + 1);
    yield current;
  }
}

function firstWritten(text: string): Line {
  const first = lineAt(text, text.startsWith("\ufeff") ? 1 : 0);
  if (withoutBlanks(first.text) !== "") return first;
  for (const line of linesBelow(text, first)) if (withoutBlanks(line.text) !== "") return line;
  return first;
}

/** Without what cannot be seen at either end: blanks of every width and of none, marks of direction, soft hyphens. */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
const BLANK = /[\s\u00ad\u200b-\u200f\u2060]/;

/** A key with its colon; other scripts and full-width signs are seen too, so that they can be named. */
const KEY = /^[\p{L}_][\p{L}\p{N}_-]*[ \t]*(?::(?:\s|$)|：)/u;
const PART_OF_FRONT_MATTER = /^(?:[ \t]|$|-(?:[ \t]|$)|#|[\p{L}_"'][^:：]*[:：])/u;
/** What an input method or an editor makes of three dashes. */
const WIDE_FENCE = /^[—–―－ー]{1,6}$/u;
/** What is indented by blanks of YAML's own belongs to the value above. */
const MAY_CLOSE = /^(?:[-.+—–―－ー]|(?![ \t])[\s\u00ad\u200b-\u200f\u2060])/u;

// ------------------------------------------------------------------------------------------------- an opened block

function fenced(source: Source, opening: Line, format: "yaml" | "toml"): Split {
  const wide = WIDE_FENCE.test(withoutBlanks(opening.text));
  const closes = format === "toml" ? /^\+\+\+$/ : wide ? /^(?:---|[—–―－ー]{1,6})$/u : /^(?:---|\.\.\.)$/;
  let glued: Line | null = null;
  let closing: Line | null = null;
  for (let line = opening; line.next < source.text.length; ) {
    line = lineAt(source.text, line.next, line.number + 1);
    // Few lines begin as a fence of any kind does, and the patterns need not be tried on the others.
    if (!MAY_CLOSE.test(line.text)) continue;
    if (closes.test(withoutBlanks(line.text))) {
      closing = line;
      break;
    }
    if (format === "yaml" && !glued && line.text.startsWith("---")) glued = line;
  }
  if (glued && (closing || holdsKeysOnly(source, opening, glued))) throw refusal(source, glued, gluedFence(glued));
  if (!closing) {
    // Three dashes alone may be a line drawn across the page, above a text that has no front matter at all.
    if (format === "yaml" && !KEY.test(lineAt(source.text, opening.next).text)) return bodyAlone(source);
    throw refusal(source, opening, neverClosed(withoutBlanks(opening.text)));
  }
  return {
    format,
    block: source.text.slice(opening.next, closing.start),
    blockLine: opening.number + 1,
    body: { text: source.text.slice(closing.next), firstLine: closing.number + 1 },
    problems: [...oddities(source, opening), ...oddities(source, closing)],
  };
}

function holdsKeysOnly({ text }: Source, opening: Line, end: Line): boolean {
  for (const line of linesBelow(text, opening)) {
    if (line.start >= end.start) return true;
    if (!PART_OF_FRONT_MATTER.test(line.text)) return false;
  }
  return true;
}

/** Fences that are read although they are not quite as they should be. */
function oddities(source: Source, fence: Line): readonly Problem[] {
  const bare = withoutBlanks(fence.text);
  const words = (code: string, message: string) => [
    warningAt(source, fence, { code, message, hint: `write a line of exactly ${bare === "+++" ? bare : "---"}` }),
  ];
  if (WIDE_FENCE.test(bare)) {
    return words("front-matter/bad-fence", `The line \`${bare}\` is read as the fence \`---\` of the front matter.`);
  }
  if (bare === "...") {
    return words("front-matter/bad-fence", "The front matter is closed by `...`, which is read as the fence `---`.");
  }
  const problems: Problem[] = [];
  if (fence.text !== bare) {
    const where = fence.text.startsWith(bare) ? "after" : "before";
    problems.push(...words("front-matter/fence-blanks", `There are blanks ${where} the fence \`${bare}\`.`));
  }
  if (fence.number > 1 && withoutBlanks(source.text.slice(0, fence.start)) === "") {
    const message = "There is an empty line above the opening `---`; the front matter is read all the same.";
    const hint = "let the file begin with ---";
    problems.push(warningAt(source, fence, { code: "front-matter/blank-first", message, hint }));
  }
  return problems;
}

const gluedFence = (line: Line) => ({
  code: "front-matter/bad-fence",
  message: `\`${line.text.trim().slice(0, 40)}\` is no fence: a fence is a line of exactly three dashes, \`---\`.`,
  hint: "put --- on a line of its own, or indent this line if it belongs to the value above",
});

const neverClosed = (fence: string, close = fence) => ({
  code: "front-matter/never-closed",
  message: `The front matter is opened by \`${fence}\` here and never closed.`,
  hint: `put a line of exactly ${close} below the last key`,
});

// ------------------------------------------------------------------------------------------------------------- JSON

/** A text may begin with an object, too; one key that we know tells front matter. */
function isJson({ text }: Source, { start }: Line): boolean {
  if (!text.startsWith("{", start) || !/^\{\s*"[^"]+"\s*:/.test(text.slice(start, start + 1000))) return false;
  const end = jsonBlockEnd(text, start);
  const block = text.slice(start, end < 0 ? start + 10_000 : end);
  return [...block.matchAll(/"([^"\\]{1,60})"\s*:/g)].some(([, key = ""]) => meaningOf(key) !== null);
}

/** Behind the last brace the line ends; the text is below it. */
function braced(source: Source, opening: Line): Split {
  const end = jsonBlockEnd(source.text, opening.start);
  const rest = end < 0 ? opening : lineAt(source.text, end);
  if (end < 0) throw refusal(source, opening, neverClosed("{", "}"));
  if (withoutBlanks(rest.text) !== "") throw refusal(source, opening, goesOn);
  const block = source.text.slice(opening.start, end);
  const lines = block.split(/\r\n|\n|\r/).length;
  return {
    format: "json",
    block,
    blockLine: opening.number,
    body: { text: source.text.slice(rest.next), firstLine: opening.number + lines },
    problems: [],
  };
}

const goesOn = {
  code: "front-matter/bad-fence",
  message: "The front matter in braces ends within a line, and there is more behind its last brace.",
  hint: "let the text begin on the line below",
};

// ---------------------------------------------------------------------------------------------- no opening fence

/** Keys from the first line on up to a `---`: the opening fence was left out, as Hexo allows. */
function unopened(source: Source, first: Line): Split | null {
  if (!KEY.test(first.text)) return null;
  // A heading underlined by dashes may hold a colon; a key that we know tells the two apart.
  let known = isKnownKey(first.text);
  for (const line of linesBelow(source.text, first)) {
    if (isDashes(line)) {
      if (!known) return null;
      return {
        format: "yaml",
        block: source.text.slice(first.start, line.start),
        blockLine: first.number,
        body: { text: source.text.slice(line.next), firstLine: line.number + 1 },
        problems: [warningAt(source, first, noOpening)],
      };
    }
    if (!PART_OF_FRONT_MATTER.test(line.text)) return null;
    known ||= isKnownKey(line.text);
  }
  return null;
}

const isDashes = ({ text }: Line): boolean => MAY_CLOSE.test(text) && withoutBlanks(text) === "---";
const keyIn = (line: string): string => line.split(/[ \t]*[:：]/)[0] ?? "";
const isKnownKey = (line: string): boolean => meaningOf(keyIn(line)) !== null;

const noOpening = {
  code: "front-matter/no-opening",
  message: "The front matter has no opening `---`; it is read all the same.",
  hint: "put a line of exactly --- above the first key",
};

/**
 * Keys up to an empty line, and no fence at all: other generators read it so, and would not have printed a word of it.
 */
function refuseBare(source: Source, first: Line): void {
  if (!isKnownKey(first.text)) return;
  const keys = [first];
  for (const line of linesBelow(source.text, first)) {
    if (withoutBlanks(line.text) === "") break;
    if (KEY.test(line.text)) keys.push(line);
    else if (!/^[ \t]/.test(line.text)) return;
  }
  // Poems, recipes and invitations are written so, too: these have no day that can be read.
  const meant = (meaning: string) => keys.find(({ text }) => meaningOf(keyIn(text)) === meaning);
  const day =
    meant("date")
      ?.text.replace(/^[^:：]*[:：]/, "")
      .trim() ?? "";
  const hasDay = /^\d{4}\D\d/.test(day) && "moment" in readMoment(day, "UTC");
  const isDraft = keys.some(({ text }) => /^status[ \t]*:[ \t]*(?:draft|hidden)[ \t]*$/i.test(text));
  if (meant("title") === undefined || !(hasDay || isDraft)) return;
  throw refusal(source, first, {
    code: "front-matter/no-fences",
    message:
      "The file begins with keys of front matter and has no fence `---` around them: they would be printed as text.",
    hint: `put a line of exactly --- above and below them${isDraft ? ", and draft: true in place of its `status`" : ""}; where they are the text, begin with two lines of ---`,
  });
}

// -------------------------------------------------------------------------------------- what is front matter elsewhere

/** Other languages, and fences of more than three dashes: refused by name rather than printed as text. */
function refuseStrangers(source: Source, first: Line): void {
  const below = lineAt(source.text, first.next).text;
  const dashes = /^----+[ \t]*$/.test(first.text);
  if (dashes && KEY.test(below)) throw refusal(source, first, gluedFence(first));
  if (isNearlyFence(source, first)) throw refusal(source, first, nearlyFence(first));
  const language = /^---[ \t]*[^\s-]\S*/.exec(first.text)?.[0];
  if (language !== undefined && (/^---[a-z]+[ \t]*$/i.test(first.text) || hasClosing(source.text, first))) {
    throw refusal(source, first, {
      code: "front-matter/language",
      message: `\`${language.slice(0, 40)}\` opens front matter of another kind; only YAML, TOML and JSON between braces are read, and no code is run.`,
      hint: "write the front matter as YAML between two lines of exactly ---",
    });
  }
  if (first.text === ";;;" || /^"[^"]+"\s*:.*,\s*$/.test(first.text)) {
    throw refusal(source, first, {
      code: "front-matter/language",
      message: "The file begins with front matter in JSON without its braces, which is not read.",
      hint: "put it between braces, or write it as YAML between two lines of exactly ---",
    });
  }
}

/** Another number of signs, or other signs, around nothing but keys of which we know one. Rules look like it, too. */
function isNearlyFence(source: Source, first: Line): boolean {
  const sign = /^(?:--|\*{3,}|\+{4,})[ \t]*$/.test(first.text) ? first.text.charAt(0) : null;
  if (sign === null) return false;
  const key = sign === "+" ? /^[\w-]+[ \t]*=/ : KEY;
  if (!key.test(lineAt(source.text, first.next).text)) return false;
  let known = false;
  for (const line of linesBelow(source.text, first)) {
    const bare = withoutBlanks(line.text);
    if (bare.length > 1 && bare.replaceAll(sign, "") === "") return known;
    if (bare === "---" || bare === "+++") return known;
    if (sign !== "+" && !PART_OF_FRONT_MATTER.test(line.text)) return false;
    // A rule and a scene have empty lines between them.
    if (bare === "") return false;
    known ||= isKnownKey(line.text.replace(/[ \t]*=.*/, ""));
  }
  return false;
}

const nearlyFence = (line: Line) => {
  const fence = line.text.startsWith("+") ? "+++" : "---";
  return {
    code: "front-matter/bad-fence",
    message: `\`${withoutBlanks(line.text).slice(0, 40)}\` is no fence: a fence is a line of exactly \`${fence}\`.`,
    hint: `write ${fence} above the first key and below the last`,
  };
};

function hasClosing(text: string, opening: Line): boolean {
  for (const line of linesBelow(text, opening)) if (isDashes(line)) return true;
  return false;
}

// ----------------------------------------------------------------------------------------------------------- problems

type Words = { readonly code: string; readonly message: string; readonly hint: string };

function wholeLine(line: Line): Position {
  const bare = withoutBlanks(line.text);
  return { line: line.number, column: line.text.indexOf(bare) + 1, length: Math.max(1, bare.length) };
}

const refusal = (source: Source, line: Line, words: Words): ProblemError =>
  new ProblemError(problemAt(source, wholeLine(line), { severity: "error", ...words }));

const warningAt = (source: Source, line: Line, words: Words): Problem =>
  problemAt(source, wholeLine(line), { severity: "warning", ...words });
