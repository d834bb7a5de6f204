/**
 * A text as search compares it: NFKC (Ｄｏｃｋｅｒ is Docker, ﾄﾞ is ド), case folded, without white space and without what
 * is no sign of its own (soft hyphens, joiners, variation selectors), so that it is found however it is typed, spaced or
 * broken into lines. `assets/js/search.js` folds what a reader types, and must do the same.
 */
export function foldText(text: string): string {
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").replace(unseen, "");
}

const unseen = /[\s\p{Default_Ignorable_Code_Point}]+/gu;

/** Folds a text that comes in pieces. */
export type TextFolder = {
  add(text: string): void;
  /** Adds html from a place up to the next `<` or `&`, and returns where that is, or the end. */
  addUpToMarkup(html: string, from: number): number;
  /** What was added so far; the folder is empty afterwards. */
  take(): string;
};

/**
 * Every text of a blog goes through here, and folding it whole would take a third of the time of its Markdown. So each
 * character is folded once and looked up from then on; only where characters may join with those before them is a
 * piece folded as a whole.
 */
export function textFolder(): TextFolder {
  let units = new Uint16Array(1 << 14);
  let length = 0;
  let allUnits = 0;

  function fold(text: string, from: number, markup: "is text" | "ends it"): number {
    while (units.length < length + text.length - from) units = grown(units);
    const start = length;
    for (let at = from; at < text.length; ) {
      at = foldPlain(text, at);
      if (at === text.length) break;
      const unit = text.charCodeAt(at);
      const known = folded[unit] || learn(unit);
      if (known === BEGINS_MARKUP) {
        if (markup === "ends it") return at;
        write(text[at] ?? "");
      } else if (known === EXPANDS) write(expansions.get(unit) ?? "");
      else if (known === JOINS) {
        const end = markup === "ends it" ? endOfText(text, at) : text.length;
        length = start;
        write(foldText(text.slice(from, end)));
        return end;
      }
      if (known <= 0) at += 1;
    }
    return text.length;
  }

  /** The loop in which the time is spent: up to the next character that is more than looked up. */
  function foldPlain(text: string, from: number): number {
    const into = units;
    let end = length;
    let widest = allUnits;
    let at = from;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      // Han stays as it is, which is said faster than it is looked up.
      const known = unit >= 0x4e00 && unit <= 0x9fff ? unit : (folded[unit] as number);
      if (known > 0) {
        into[end++] = known;
        widest |= known;
      } else if (known !== VANISHES) break;
    }
    length = end;
    allUnits = widest;
    return at;
  }

  function write(text: string): void {
    while (units.length < length + text.length) units = grown(units);
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      units[length++] = unit;
      allUnits |= unit;
    }
  }

  return {
    add: (text) => void fold(text, 0, "is text"),
    addUpToMarkup: (html, from) => fold(html, from, "ends it"),
    take() {
      // A string of narrow units takes half the room.
      const text =
        allUnits < 0x100
          ? Buffer.from(units.subarray(0, length)).toString("latin1")
          : Buffer.from(units.buffer, 0, length * 2).toString("utf16le");
      length = 0;
      allUnits = 0;
      return text;
    },
  };
}

function endOfText(html: string, from: number): number {
  let at = from;
  while (at < html.length && folded[html.charCodeAt(at)] !== BEGINS_MARKUP) at += 1;
  return at;
}

/** By UTF-16 unit: what it becomes, or one of the following; 0 = not met yet. */
const folded = new Int32Array(0x10000);
const VANISHES = -1;
const EXPANDS = -2;
const JOINS = -3;
const BEGINS_MARKUP = -4;
const expansions = new Map<number, string>();
for (const sign of "<&") folded[sign.charCodeAt(0)] = BEGINS_MARKUP;

function learn(unit: number): number {
  const text = foldText(String.fromCharCode(unit));
  let known = text.charCodeAt(0);
  if ((unit & 0xf800) === 0xd800 || mayJoin.test(text)) known = JOINS;
  else if (text === "") known = VANISHES;
  else if (text.length > 1 || known === 0) {
    known = EXPANDS;
    expansions.set(unit, text);
  }
  folded[unit] = known;
  return known;
}

/** Marks, and the vowels and finals of Korean syllables. */
const mayJoin = /[\p{M}\u1160-\u11ff]/u;

function grown(units: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(units.length * 2);
  larger.set(units);
  return larger;
}
