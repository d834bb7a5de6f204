/**
 * What other generators read as front matter, and what a slip of the keyboard makes of a fence: refused by name, since
 * it would be printed as text. Rules, dialogues, poems and recipes begin alike, and are left alone.
 */
import { readMoment } from "../shared/date.ts";
import {
  isDashes,
  isKnownKey,
  KEY,
  keyIn,
  type Line,
  lineAt,
  linesBelow,
  PART_OF_FRONT_MATTER,
  refusal,
  type Source,
  withoutBlanks,
} from "./front-lines.ts";
import { meaningOf } from "./keys.ts";

/** Other languages, and fences of more than three dashes: refused by name rather than printed as text. */
export function refuseStrangers(source: Source, first: Line): void {
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

/**
 * Keys up to an empty line, and no fence at all: other generators read it so, and would not have printed a word of it.
 */
export function refuseBare(source: Source, first: Line): void {
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

export const gluedFence = (line: Line) => ({
  code: "front-matter/bad-fence",
  message: `\`${line.text.trim().slice(0, 40)}\` is no fence: a fence is a line of exactly three dashes, \`---\`.`,
  hint: "put --- on a line of its own, or indent this line if it belongs to the value above",
});
