import { blame, type Place, wordsOf } from "./place.ts";
import { isSafe } from "./safe-text.ts";

/**
 * What `{{ … }}` becomes in a file of each kind: escaped for html and xml, plain in `.txt`. Nothing prints nothing; a
 * thing that has no text of its own is a mistake and not `[object Object]`.
 */
export function printHtml(value: unknown, place: Place): string {
  return isSafe(value) ? value.toString() : escapeHtml(textOf(value, place));
}

/** Characters that XML forbids would make the whole file unreadable, even as references: they are left out. */
export function printXml(value: unknown, place: Place): string {
  return isSafe(value) ? value.toString() : escapeHtml(withoutIllegal(textOf(value, place)));
}

export function printText(value: unknown, place: Place): string {
  return textOf(value, place);
}

function textOf(value: unknown, place: Place): string {
  switch (typeof value) {
    case "string":
      return value;
    case "undefined":
      return "";
    case "function":
      return blame(place, {
        code: "template/prints-function",
        message: `\`${wordsOf(place.node)}\` is a function and has no text.`,
        hint: "call it, with `()` after its name.",
      });
    case "object":
      if (value === null) return "";
      if (isSafe(value)) return value.toString();
      if (Array.isArray(value)) return value.map((item) => textOf(item, place)).join(",");
      return blame(place, {
        code: "template/prints-object",
        message: `\`${wordsOf(place.node)}\` is a thing with members and has no text of its own.`,
        hint: `print one of its members: ${Object.keys(value).slice(0, 12).join(", ")}.`,
      });
    default:
      return String(value);
  }
}

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  '"': "&quot;",
  "'": "&#39;",
  "<": "&lt;",
  ">": "&gt;",
};

export function escapeHtml(text: string): string {
  return /[&"'<>]/.test(text) ? text.replace(/[&"'<>]/g, (sign) => references[sign] as string) : text;
}

/** XML 1.0 knows tab, line feed, carriage return, and what is not a control, half a pair or a non-character. */
export function withoutIllegal(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
