/** Characters that no page and no feed may hold are taken out, and said: XML 1.0 has no way to write them. */
import type { Json, Position, Problem } from "../model.ts";
import { codePointName } from "../shared/address.ts";
import { problemAt } from "../shared/problem.ts";

/** Half a surrogate pair among them: an escape may name one, and no file can hold it. */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, without halves of pairs
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/**
 * Alone on a line that an old Mac ended: without them, that end and the next would be one, and all places a line off.
 */
const ALONE = new RegExp(`(?<=\\r)(?:${CONTROLS.source})+(?=\\n)`, "g");

type Source = { readonly path: string; readonly text: string };

/** The text without them; one warning tells all kinds, at the place of the first. */
export function withoutControls(source: Source): { readonly text: string; readonly problems: readonly Problem[] } {
  // Said so, it costs a quarter of what looking for all of them at once does, and most files have none.
  if (!CONTROL.test(source.text) && source.text.isWellFormed()) return { text: source.text, problems: [] };
  const first = source.text.search(CONTROLS);
  const above = source.text.slice(0, first).split(/\r\n|\n|\r/);
  const position = { line: above.length, column: (above.at(-1) ?? "").length + 1, length: 1 };
  return {
    text: source.text.replace(ALONE, "\n").replace(CONTROLS, ""),
    problems: [warning(source, position, source.text)],
  };
}

/** The same for values, into which an escape such as `"\x10"` may have brought them. */
export function valuesWithoutControls(
  fields: Readonly<Record<string, Json>>,
  source: Source & { readonly at: Readonly<Record<string, Position>> },
): { readonly fields: Readonly<Record<string, Json>>; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const cleaned = Object.entries(fields).map(([key, value]): [string, Json] => {
    const found: string[] = [];
    const clean = withoutControlsDeep(value, found);
    if (found.length === 0) return [key, value];
    problems.push(warning(source, source.at[key] ?? { line: 1, column: 1, length: 1 }, found.join("")));
    return [key, clean];
  });
  return problems.length === 0 ? { fields, problems } : { fields: Object.fromEntries(cleaned), problems };
}

function withoutControlsDeep(value: Json, found: string[]): Json {
  if (typeof value === "string") {
    const controls = value.match(CONTROLS);
    if (!controls) return value;
    found.push(...controls);
    return value.replace(CONTROLS, "");
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withoutControlsDeep(item, found));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutControlsDeep(inner, found)]));
}

function warning(source: Source, position: Position, holder: string): Problem {
  const kinds = [...new Set(holder.match(CONTROLS))].map(codePointName);
  const names = kinds.length > 4 ? `${kinds.slice(0, 4).join(", ")} and others` : kinds.join(", ");
  return problemAt(source, position, {
    severity: "warning",
    code: "front-matter/control-character",
    message: `Control characters are taken out of the text: ${names}.`,
    hint: "they cannot be seen; delete and write the place anew",
  });
}
