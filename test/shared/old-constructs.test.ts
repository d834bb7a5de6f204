/** What another generator would have replaced in a text. */
import { expect, test } from "vitest";
import { readConstructs } from "../../src/shared/old-constructs.ts";

const found = (text: string, compat: string) => Object.keys(readConstructs(text, compat)?.counts ?? {});

test("tags, outputs, shortcodes and attributes, outside of code and formulas", () => {
  const text =
    "{% note %} {{ page.x }} `{{ a }}` $x_{{ i }}$ and $$\\frac{{a}}{{b}}$$\n\n$$\n{{ b }}\n$$\n\n```\n{% c %}\n```\n{{ d }}";
  expect(found(text, "jekyll")).toEqual(["{% note %}", "{{ page.x }}", "{{ d }}"]);
});

test("of a Hugo blog shortcodes alone", () => {
  expect(found("{{< gist a >}} {{ x }} {: .note} {% y %}", "hugo")).toEqual(["{{< gist >}}"]);
});
