import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keepTrees, treeIn } from "../../src/page/templates/own-trees.ts";
import { parseAll } from "../../src/page/templates/parse.ts";

const folder = path.join(import.meta.dirname, "../../templates");
const ours = (fs.readdirSync(folder, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".njk"))
  .map((file) => fs.readFileSync(path.join(folder, file), "utf8"));

/** Through a file and back. */
const kept = (texts: readonly string[]) => JSON.parse(JSON.stringify(keepTrees(parseAll(texts))));

test("a tree that was kept is the one that is parsed", () => {
  const trees = kept(ours);
  const parsed = parseAll(ours);
  expect(parsed.length).toBe(ours.length);
  for (const [text, tree] of parsed) expect(treeIn(trees, text)).toStrictEqual(tree);
});

test("and so it is with every tag and value there is", () => {
  const tags = [
    "{% if a %}1{% elif b %}2{% else %}3{% endif %}",
    "{% for k, v in {a: 1, 'b': [2, none, true, 1.5]} %}{{ loop.index }}{% else %}-{% endfor %}",
    "{% set x, y = 1 %}{% set z %}text{% endset %}",
    "{% macro m(a, b=2) %}{{ caller() }}{% endmacro %}{% call m(1, b=3) %}x{% endcall %}",
    "{% switch a %}{% case 1 %}one{% case 2 %}two{% default %}many{% endswitch %}",
    "{% from 'x.njk' import a, b as c %}{% import 'y.njk' as d with context %}",
    "{% include 'z.njk' ignore missing %}{% include name %}",
    "{% extends 'base.njk' %}{% block main %}{{ super() }}{% endblock %}",
    "{% raw %}{{ as it stands }}{% endraw %}{# said aside #}",
    "{{ (a or b) and not c if d in e else f is defined }}",
    "{{ -a + 1 - 2 * 3 / 4 // 5 % 6 ** 7 ~ '「」' }}{{ a.b[c].d(1, e=2) | f | g(h) }}",
    '{{ r/^[^\\x00-\\u2fff]"{1,8}$/gim.test(a) }}{{ a == 1 and b !== 2 or c <= 3 }}',
    "{% filter upper %}x{% endfilter %}",
  ];
  for (const [text, tree] of parseAll(tags)) expect(treeIn(kept([text]), text)).toStrictEqual(tree);
  expect(parseAll(tags).length).toBe(tags.length);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...tags, "文字\n", "\n"), { maxLength: 6 }), (parts) => {
      const text = parts.join("");
      for (const [, tree] of parseAll([text])) expect(treeIn(kept([text]), text)).toStrictEqual(tree);
    }),
  );
});

test("a text that was changed, or that has no tree, has none that is kept", () => {
  const trees = kept(["{{ a }}", "{% if %}"]);
  expect(treeIn(trees, "{{ a }}")).not.toBeNull();
  for (const text of ["{{ b }}", "{% if %}", "__proto__"]) expect(treeIn(trees, text)).toBeNull();
});
