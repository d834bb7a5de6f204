import type { Problem } from "../model.ts";
import { partsOf } from "../shared/languages.ts";
import { parseYaml } from "../shared/yaml.ts";
import { isMap } from "./check-value.ts";
import type { Look } from "./look.ts";
import type { Table } from "./read-data.ts";
import { readTable } from "./read-data.ts";
import type { Found } from "./scan.ts";
import { nameOf } from "./theme.ts";

/**
 * The theme's words in the site's language: English below everything, the nearest language above it, the language
 * itself on top; for each, a site's own words over ours.
 *
 * @param files string tables, ours before the site's
 */
export function readStrings(language: string, files: readonly Found[], look: Look): Table<string> {
  const value: Record<string, string> = {};
  const problems: Problem[] = [];
  for (const wanted of languagesBelow(language)) {
    for (const file of files.filter((table) => languageOf(table) === wanted.toLowerCase())) {
      const read = readTable(file, look, ({ path, text }) => parseYaml(text, { path, firstLine: 1, whole: text }));
      if ("problems" in read) {
        problems.push(...read.problems);
        continue;
      }
      const { data, scalars } = read.table;
      if (!isMap(data)) continue;
      for (const [key, word] of Object.entries(data)) {
        const text = typeof word === "string" ? word : scalars[key];
        if (text === undefined || word === null) continue;
        value[key] = text;
        // A language that does not tell one from many does not borrow English's word for one.
        if (!Object.hasOwn(data, `${key}One`)) delete value[`${key}One`];
      }
    }
  }
  return { value, problems };
}

/** From the last resort to the language itself: `zh-HK` → `en`, `zh-TW`, `zh-HK`. */
function languagesBelow(language: string): readonly string[] {
  const parts = partsOf(language);
  if (parts === null) return ["en", language];
  const { language: primary, script, region } = parts;
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
