/**
 * Bytes to text. A file that is not UTF-8 stops the build: guessing an encoding and being wrong would publish nonsense
 * under the author's name. The guess goes into the message, the decision stays with the author.
 */
import { isAscii, isUtf8 } from "node:buffer";
import type { Problem, SourcePath } from "../model.ts";
import { textOfUtf8 } from "../shared/utf8.ts";
import { guessEncoding } from "./guess-encoding.ts";

export type Decoded = { readonly text: string } | { readonly problem: Problem };

/** `encoding` is what `site.yml` says posts are in that are not UTF-8; `null` for files that it says nothing about. */
export function decode(bytes: Buffer, file: { readonly path: SourcePath; readonly encoding: string | null }): Decoded {
  if (isPlainUtf8(bytes)) return { text: textOfUtf8(withoutMark(bytes)) };
  const { path, encoding } = file;
  const isNamed = encoding !== null && encoding !== "utf-8";
  if (isDamagedUtf8(bytes, isNamed ? 20 : 4)) return { problem: damaged(bytes, path) };
  if (!isNamed) return { problem: notUtf8(bytes, file) };
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // Some decoders let a stray byte through as the control character of that number.
    if (!/[\u0080-\u009F]/.test(text)) return { text: text.startsWith("\uFEFF") ? text.slice(1) : text };
  } catch {}
  return { problem: notInEncoding(bytes, { path, encoding }) };
}

export function isPlainUtf8(bytes: Buffer): boolean {
  return isUtf8(bytes) && !looksLikeUtf16(bytes) && !looksLikeIso2022(bytes);
}

/**
 * Japanese in seven bits, as mail had it: each byte is that of an ASCII character, and a shift tells which are none.
 */
function looksLikeIso2022(bytes: Buffer): boolean {
  if (!bytes.includes("\x1b$B") && !bytes.includes("\x1b$@")) return false;
  return isAscii(bytes) && (bytes.includes("\x1b(B") || bytes.includes("\x1b(J"));
}

/** Some editors begin UTF-8 with a mark, which is no part of the text. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** Without its mark, UTF-16 of Latin letters is valid UTF-8: every second byte is NUL. */
function looksLikeUtf16(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 512);
  if (!head.includes(0)) return false;
  let nul = 0;
  for (const byte of head) if (byte === 0) nul += 1;
  return nul > head.length / 4;
}

/**
 * A file with an encoding of its own has hardly two characters in a row that UTF-8 could have written; one that was
 * cut, or pasted into, has little else. Read in any other encoding, all of it would be nonsense.
 *
 * @param least of how many characters; a few may look so by chance
 */
function isDamagedUtf8(bytes: Buffer, least: number): boolean {
  if (looksLikeUtf16(bytes) || looksLikeIso2022(bytes)) return false;
  let good = 0;
  let bad = 0;
  for (const [character] of bytes.toString("utf8").matchAll(/[^\0-\x7f]/gu)) {
    if (character === "\uFFFD") bad += 1;
    else good += 1;
  }
  return good >= least && good >= 4 * bad;
}

function damaged(bytes: Buffer, file: SourcePath): Problem {
  return {
    severity: "error",
    code: "source/not-utf8",
    message: `This file is not UTF-8 from byte ${firstBad(bytes)} on, though most of it is: it is damaged.`,
    file,
    ...placeOf(bytes, "utf-8"),
    hint: "write this place anew, or fetch the file again: it was cut here, or text in another encoding was put in.",
  };
}

function notUtf8(bytes: Buffer, { path: file, encoding }: Parameters<typeof decode>[1]): Problem {
  const guess = guessEncoding(bytes);
  const quoted = `'${file.replaceAll("'", "'\\''")}'`;
  const orElse = ` (or, if many posts are written so, set \`encoding: ${guess.label}\` in site.yml)`;
  return {
    severity: "error",
    code: "source/not-utf8",
    message: `This file is not UTF-8 from byte ${firstBad(bytes)} on; it looks like ${guess.name}.`,
    file,
    ...placeOf(bytes, guess.label),
    hint: `convert it: iconv -f ${guess.name} -t UTF-8 ${quoted} > converted && mv converted ${quoted}${encoding === null ? "" : orElse}.`,
  };
}

function notInEncoding(bytes: Buffer, file: { readonly path: SourcePath; readonly encoding: string }): Problem {
  return {
    severity: "error",
    code: "source/not-in-encoding",
    message: `This file is neither UTF-8 nor ${file.encoding}, which site.yml names as the encoding.`,
    file: file.path,
    ...placeOf(bytes, file.encoding),
    hint: "convert this file to UTF-8.",
  };
}

/** Where the first bad byte stands, and its line as the guessed encoding reads it. */
function placeOf(bytes: Buffer, label: string): Pick<Problem, "line" | "column" | "length" | "frame"> {
  const text = new TextDecoder(label).decode(bytes);
  if (label.startsWith("utf-16")) {
    return {
      line: 1,
      column: 1,
      length: 1,
      frame: { before: null, text: text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/, 1)[0] ?? "" },
    };
  }
  const bad = firstBad(bytes);
  const head = bytes
    .subarray(0, bad)
    .toString("utf8")
    .split(/\r\n|\n|\r/);
  const line = head.length;
  const lines = text.split(/\r\n|\n|\r/, line);
  return {
    line,
    column: (head.at(-1) ?? "").length + 1,
    length: 1,
    frame: { before: lines[line - 2] ?? null, text: lines[line - 1] ?? "" },
  };
}

/** Offset of the first byte that no UTF-8 text has there: the end of the longest good beginning. */
function firstBad(bytes: Buffer): number {
  if (looksLikeIso2022(bytes)) return bytes.indexOf("\x1b$");
  let good = 0;
  let end = bytes.length;
  // A beginning may be cut inside a character; the last three bytes of it decide nothing.
  while (end - good > 8) {
    const middle = wholeCharacters(bytes, good + Math.ceil((end - good) / 2));
    if (middle <= good) break;
    if (isUtf8(bytes.subarray(good, middle))) good = middle;
    else end = middle;
  }
  while (good < end) {
    const size = [1, 2, 3, 4].find((length) => isUtf8(bytes.subarray(good, good + length)) && good + length <= end);
    if (size === undefined) break;
    good += size;
  }
  return good;
}

/** The nearest start of a character at or before `end`. */
function wholeCharacters(bytes: Buffer, end: number): number {
  for (let back = 0; back < 4 && end - back > 0; back += 1) {
    if (((bytes[end - back] ?? 0) & 0xc0) !== 0x80) return end - back;
  }
  return end;
}
