import type { Problem } from "../model.ts";
import { ProblemError } from "../shared/problem.ts";
import { parseYaml } from "../shared/yaml.ts";
import { isMap } from "./check-value.ts";
import type { Table } from "./read-data.ts";
import { readSource } from "./read-data.ts";
import type { Found } from "./scan.ts";
import { nameOf } from "./theme.ts";

/**
 * The theme's words in the site's language: English below everything, the nearest language above it, the language
 * itself on top; for each, a site's own words over ours.
 *
 * @param files string tables, ours before the site's
 */
export function readStrings(language: string, files: readonly Found[]): Table<string> {
  const value: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const wanted of languagesBelow(language)) {
    for (const file of files.filter((table) => languageOf(table) === wanted.toLowerCase())) {
      try {
        const source = readSource(file);
        const { data, scalars } = parseYaml(source.text, { path: source.path, firstLine: 1, whole: source.text });
        if (!isMap(data)) continue;
        for (const [key, word] of Object.entries(data)) {
          const text = typeof word === "string" ? word : scalars[key];
          if (text === undefined || word === null) continue;
          value[key] = text;
          // A language that does not tell one from many does not borrow English's word for one.
          if (!Object.hasOwn(data, `${key}One`)) delete value[`${key}One`];
        }
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        problems.push(...error.problems);
      }
    }
  }
  return { value, problems };
}

/** From the last resort to the language itself: `zh-HK` → `en`, `zh-TW`, `zh-HK`. */
function languagesBelow(language: string): readonly string[] {
  const { language: primary, script, region } = new Intl.Locale(language).maximize();
  const chinese = script === "Hant" ? "zh-TW" : "zh-CN";
  const near = primary === "zh" ? [chinese] : [primary, `${primary}-${region}`];
  return [...new Set(["en", ...near, language])];
}

function languageOf(file: Found): string {
  return nameOf(file)
    .replace(/^templates\/strings\//, "")
    .replace(/\.yml$/, "")
    .toLowerCase();
}
