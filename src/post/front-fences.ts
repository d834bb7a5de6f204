/**
 * Where the front matter of a file begins and ends. A fence is a line of exactly three dashes, or three plus signs for
 * TOML; JSON has its braces. What nearly is one is either read and said, or refused: nobody's front matter is ever
 * published as text.
 */
import type { Problem } from "../model.ts";
import { jsonBlockEnd } from "../shared/json-block.ts";
import {
  firstWritten,
  isDashes,
  isKnownKey,
  KEY,
  type Line,
  lineAt,
  linesBelow,
  MAY_CLOSE,
  PART_OF_FRONT_MATTER,
  refusal,
  type Source,
  warningAt,
  withoutBlanks,
} from "./front-lines.ts";
import { meaningOf } from "./keys.ts";
import { gluedFence, refuseBare, refuseStrangers } from "./refuse-near-fences.ts";

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

/** What an input method or an editor makes of three dashes. */
const WIDE_FENCE = /^[—–―－ー]{1,6}$/u;

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

const noOpening = {
  code: "front-matter/no-opening",
  message: "The front matter has no opening `---`; it is read all the same.",
  hint: "put a line of exactly --- above the first key",
};
