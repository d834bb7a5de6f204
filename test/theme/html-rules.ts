/** What "valid" means here: the checker's recommended rules, save matters of taste, in which this house has another. */
import { HtmlValidate, StaticConfigLoader } from "html-validate";

type Rule = "off" | ["error", { allowAnyNamable: boolean } | { relaxed: boolean }];

const taste: Record<string, Rule> = {
  "void-style": "off",
  "doctype-style": "off",
  "long-title": "off",
  "no-trailing-whitespace": "off",
  "attr-quotes": "off",
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "no-raw-characters": "off",
  "require-sri": "off",
  "no-inline-style": "off",
  "prefer-native-element": "off",
  "unique-landmark": "off",
  "tel-non-breaking": "off",
  // A list may have a name.
  "aria-label-misuse": ["error", { allowAnyNamable: true }],
  // A search is answered while it is typed, and at Enter.
  "wcag/h32": "off",
  // HTML asks of an id that it has no blanks. `1-introduction` is what GitHub makes, and what old links lead to.
  "valid-id": ["error", { relaxed: true }],
};

/** `file:line rule: what is wrong`, of one page. */
export async function faultsOf(html: string, file: string): Promise<readonly string[]> {
  checker ??= new HtmlValidate(
    new StaticConfigLoader({ extends: ["html-validate:recommended"], rules: taste, root: true }),
  );
  const { results } = await checker.validateString(html, file);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${file}:${line} ${ruleId}: ${message}`),
  );
}

let checker: HtmlValidate | undefined;
