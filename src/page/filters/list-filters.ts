import { graphemes } from "../../shared/graphemes.ts";
import { inLanguage } from "../../shared/languages.ts";
import { isSafe, markSafe } from "../templates/safe-text.ts";
import { argument, type Filter, type FilterCall, refuse } from "./filter.ts";
import { initial } from "./initial.ts";
import { localeOf } from "./locale.ts";

/** Filters of lists, and of texts as lists of characters. They make new lists and leave the old ones as they are. */
export const listFilters: Readonly<Record<string, Filter>> = {
  default: (call) => defaultOf(call),
  d: (call) => defaultOf(call),
  first: ({ value }) => items(value)[0],
  last: ({ value }) => items(value).at(-1),
  length: ({ value }) => (isMap(value) ? Object.keys(value).length : items(value).length),
  list: ({ value }) =>
    isMap(value) ? Object.entries(value).map(([key, item]) => ({ key, value: item })) : [...items(value)],
  reverse({ value }) {
    const reversed = [...items(value)].reverse();
    return typeof value === "string" ? reversed.join("") : isSafe(value) ? markSafe(reversed.join("")) : reversed;
  },
  join(call) {
    const by = argument(call, 0, "separator") ?? "";
    return items(call.value)
      .map((item) => at(call, item, argument(call, 1, "attribute")))
      .map((item) => (item === null || item === undefined ? "" : String(item)))
      .join(String(by));
  },
  sort: (call) => sortBy(call, argument(call, 2, "attribute"), argument(call, 0, "reverse") === true),
  dictsort(call) {
    if (!isMap(call.value)) return refuse("it sorts a map.");
    const side = argument(call, 1, "by") === "value" ? 1 : 0;
    return Object.entries(call.value).sort((a, b) => compare(a[side], b[side], call));
  },
  known: ({ value }) =>
    isMap(value) ? Object.fromEntries(Object.entries(value).filter(([, item]) => isThere(item))) : value,
  batch: (call) => batch(items(call.value), Number(argument(call, 0, "size")), argument(call, 1, "fill")),
  slice: (call) => slices(items(call.value), Number(argument(call, 0, "slices")), argument(call, 1, "fill")),
  groupby: (call) => groupBy(call, argument(call, 0, "attribute")),
  letters: (call) => underLetters(call, argument(call, 0, "attribute")),
  select: (call) => items(call.value).filter((item) => passes(call, item)),
  reject: (call) => items(call.value).filter((item) => !passes(call, item)),
  selectattr: (call) => items(call.value).filter((item) => Boolean(at(call, item, argument(call, 0, "attribute")))),
  rejectattr: (call) => items(call.value).filter((item) => !at(call, item, argument(call, 0, "attribute"))),
  sum: (call) =>
    items(call.value).reduce<number>(
      (total, item) => total + Number(at(call, item, argument(call, 0, "attribute")) ?? 0),
      Number(argument(call, 1, "start") ?? 0),
    ),
};

function items(value: unknown): readonly unknown[] {
  if (value === null || value === undefined || value === false) return [];
  if (Array.isArray(value)) return value;
  if (typeof value === "string" || isSafe(value)) return graphemes(value.toString());
  return refuse("it works on a list or a text.");
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isSafe(value);
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "";
}

function defaultOf(call: FilterCall): unknown {
  const isMissing = argument(call, 1, "falsy") === true ? !call.value : call.value === undefined || call.value === null;
  return isMissing ? argument(call, 0, "value") : call.value;
}

/** `attribute="date.ms"`: a member of each item, by the rules of templates. */
function at(call: FilterCall, item: unknown, path: unknown): unknown {
  if (path === undefined || path === null) return item;
  return String(path)
    .split(".")
    .reduce((target, key) => call.member(target, key), item);
}

function sortBy(call: FilterCall, attribute: unknown, isReversed: boolean): unknown[] {
  const keyed = items(call.value).map((item) => ({ item, key: at(call, item, attribute) }));
  const sign = isReversed ? -1 : 1;
  return keyed.sort((a, b) => sign * compare(a.key, b.key, call)).map(({ item }) => item);
}

const collators = new Map<string, Intl.Collator>();

/** In the order of the page's language: 北京 before 张三, 第 2 章 before 第 10 章. What is not there comes last. */
function compare(one: unknown, other: unknown, { lang, facts }: FilterCall): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  const [isMissing, isOtherMissing] = [one === null || one === undefined, other === null || other === undefined];
  if (isMissing || isOtherMissing) return Number(isMissing) - Number(isOtherMissing);
  const locale = localeOf(lang, facts.language);
  let collator = collators.get(locale);
  if (collator === undefined) {
    collator = new Intl.Collator(inLanguage(locale), { numeric: true });
    collators.set(locale, collator);
  }
  return collator.compare(String(one), String(other));
}

function batch(list: readonly unknown[], size: number, fill: unknown): unknown[][] {
  if (!(size >= 1)) return refuse("its first argument is how many belong together, at least 1.");
  const batches: unknown[][] = [];
  for (let from = 0; from < list.length; from += size) batches.push(list.slice(from, from + size));
  const last = batches.at(-1);
  if (fill !== undefined && last !== undefined) while (last.length < size) last.push(fill);
  return batches;
}

function slices(list: readonly unknown[], count: number, fill: unknown): unknown[][] {
  if (!(count >= 1 && count <= 10_000)) return refuse("its first argument is how many parts are made, at least 1.");
  const size = Math.floor(list.length / count);
  const longer = list.length % count;
  let from = 0;
  return Array.from({ length: count }, (_, part) => {
    const to = from + size + (part < longer ? 1 : 0);
    const slice = list.slice(from, to);
    from = to;
    return fill !== undefined && part >= longer && longer > 0 ? [...slice, fill] : slice;
  });
}

function groupBy(call: FilterCall, attribute: unknown): unknown {
  return call.lenient(Object.fromEntries(grouped(call, (item) => String(at(call, item, attribute) ?? ""))));
}

/** An index: each letter once, in order, and what begins with it as it came. */
function underLetters(call: FilterCall, attribute: unknown): unknown {
  return [...grouped(call, (item) => initial({ ...call, value: at(call, item, attribute) }))]
    .sort(([one], [other]) => compare(one, other, call))
    .map(([letter, list]) => ({ letter, list }));
}

function grouped(call: FilterCall, keyOf: (item: unknown) => string): ReadonlyMap<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const item of items(call.value)) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function passes(call: FilterCall, item: unknown): boolean {
  return call.test(String(call.args[0] ?? "truthy"), item, call.args.slice(1));
}
