/** One line comes into a front matter, and nothing else of the text changes. */
import { expect, test } from "vitest";
import { addAliases } from "../../src/commands/add-aliases.ts";

test.each([
  ["yaml", "---\ntitle: A\n---\n\nText.\n", '---\ntitle: A\naliases: ["/old/"]\n---\n\nText.\n'],
  ["yaml without a body", "---\ntitle: A\n---", '---\ntitle: A\naliases: ["/old/"]\n---'],
  [
    "with redirects of Jekyll",
    "---\nredirect_from: [/x/]\n---\n",
    '---\nredirect_from: [/x/]\naliases: ["/old/"]\n---\n',
  ],
  ["with aliases", "---\naliases: [/x/]\nb: 1\n---\n", '---\naliases: [/x/, "/old/"]\nb: 1\n---\n'],
  ["with an empty list", "---\naliases: []\n---\n", '---\naliases: ["/old/"]\n---\n'],
  ["with line ends of Windows", "---\r\na: 1\r\n---\r\nT\r\n", '---\r\na: 1\r\naliases: ["/old/"]\r\n---\r\nT\r\n'],
  ["with a mark of its bytes", "\ufeff---\na: 1\n---\n", '\ufeff---\na: 1\naliases: ["/old/"]\n---\n'],
  ["toml with tables", "+++\na = 1\n[t]\nb = 2\n+++\nT\n", '+++\naliases = ["/old/"]\na = 1\n[t]\nb = 2\n+++\nT\n'],
])("%s", (_, before, after) => {
  expect(addAliases(before, ["/old/"])).toBe(after);
});

test.each([
  ["no front matter", "# Title\n"],
  ["an open fence", "---\ntitle: A\n"],
  ["aliases a line each", "---\naliases:\n  - /x/\n---\n"],
  ["aliases in TOML", '+++\naliases = ["/x/"]\n+++\n'],
])("%s is left to a person", (_, text) => {
  expect(addAliases(text, ["/old/"])).toBeNull();
});
