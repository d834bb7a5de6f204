import { blame, type Place, wordsOf } from "./place.ts";
import { isSafe } from "./safe-text.ts";

/** Characters that a text made in a template may have: twenty doublings of a page are a mistake. */
const longestText = 20_000_000;

/** `a ~ b`: nothing joins as nothing, where nunjucks writes `null`. */
export function concat(left: unknown, right: unknown, place: Place): string {
  const text = asText(left) + asText(right);
  if (text.length > longestText)
    blame(place, { code: "template/too-long", message: `A text here grows beyond ${longestText} characters.` });
  return text;
}

/** `a + b`: numbers are added, anything else is joined. */
export function add(left: unknown, right: unknown, place: Place): unknown {
  return typeof left === "number" && typeof right === "number" ? left + right : concat(left, right, place);
}

function asText(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** `a in b`, of a list, a text, or the keys of a map. */
export function contains(needle: unknown, haystack: unknown, place: Place): boolean {
  if (haystack === null || haystack === undefined) return false;
  if (Array.isArray(haystack)) return haystack.includes(isSafe(needle) ? needle.toString() : needle);
  if (typeof haystack === "string" || isSafe(haystack)) return haystack.toString().includes(asText(needle));
  if (typeof haystack === "object") return Object.hasOwn(haystack, asText(needle));
  return blame(place, { code: "template/not-a-list", message: `Nothing can be \`in\` a ${typeof haystack}.` });
}

/** The rows of `{% for %}`: items of a list, characters of a text, or with two names the pairs of a map. */
export function rows(value: unknown, names: number, place: Place): readonly unknown[] {
  if (value === null || value === undefined || value === false || value === "") return [];
  const what = `\`${wordsOf(place.node)}\``;
  if (Array.isArray(value)) {
    const bad = names > 1 && value.some((item) => !Array.isArray(item));
    if (!bad) return value;
    const message = `The loop has ${names} names, but ${what} is a list of single things.`;
    return blame(place, { code: "template/bad-loop", message, hint: "write `for item in …`." });
  }
  if (typeof value === "string" || isSafe(value)) return [...value.toString()];
  if (typeof value !== "object")
    return blame(place, { code: "template/bad-loop", message: `${what} is a ${typeof value}, not a list.` });
  if (names === 2) return Object.entries(value);
  const message = `${what} is a map, whose parts have a key and a value.`;
  return blame(place, { code: "template/bad-loop", message, hint: "write `for key, value in …`." });
}

/** What `loop` is within a loop. */
export function loop(index0: number, length: number): Readonly<Record<string, number | boolean>> {
  return {
    index: index0 + 1,
    index0,
    revindex: length - index0,
    revindex0: length - index0 - 1,
    first: index0 === 0,
    last: index0 === length - 1,
    length,
  };
}
