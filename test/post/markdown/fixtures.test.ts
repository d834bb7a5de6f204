/**
 * What Markdown becomes. Each case in `fixtures/` is a title, a dot, the Markdown, a dot, the html, a dot; gaps that are
 * filled in later are shown as `«target»`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { render, show } from "./show.ts";

const folder = join(import.meta.dirname, "fixtures");

describe.each(readdirSync(folder).sort())("%s", (file) => {
  const cases = casesOf(readFileSync(join(folder, file), "utf8"));
  test("holds cases", () => expect(cases.length).toBeGreaterThan(2));
  test.each(cases)("$title", ({ input, expected }) => {
    expect(show(render(input)).trimEnd()).toBe(expected);
  });
});

function casesOf(text: string): readonly { title: string; input: string; expected: string }[] {
  const pieces = text.split(/^\.\n/m);
  const cases = [];
  for (let at = 0; at + 2 < pieces.length; at += 3) {
    const [title = "", input = "", expected = ""] = pieces.slice(at, at + 3);
    cases.push({ title: title.trim(), input, expected: expected.trimEnd() });
  }
  return cases;
}
