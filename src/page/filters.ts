import type { FilterTable } from "./filters/filter.ts";
import { listFilters } from "./filters/list-filters.ts";
import { numberFilters } from "./filters/number-filters.ts";
import { siteFilters } from "./filters/site-filters.ts";
import { textFilters } from "./filters/text-filters.ts";

/**
 * Every filter there is, in place of nunjucks' own: those split characters that are two units long, count no Chinese
 * word, sort by code point, and one of them rolls dice. `templates/README.md` lists them.
 */
export const builtInFilters: FilterTable = new Map([
  ...Object.entries(siteFilters),
  ...Object.entries(textFilters),
  ...Object.entries(listFilters),
  ...Object.entries(numberFilters),
]);
