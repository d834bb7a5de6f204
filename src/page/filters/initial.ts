import { graphemes } from "../../shared/graphemes.ts";
import type { FilterCall } from "./filter.ts";
import { localeOf } from "./locale.ts";
import { text } from "./text-filters.ts";

/**
 * Under which letter a word stands in an index: Chinese by its sound in pinyin, Latin without accents, kana by its
 * character; signs and digits under `#`.
 */
export function initial({ value, lang, facts }: FilterCall): string {
  const first = graphemes(text(value).normalize("NFKC").trim())[0] ?? "";
  const bare = first.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  if (/^\p{Script=Latin}/u.test(bare)) return [...bare][0] ?? "#";
  if (/^\p{Script=Han}/u.test(first) && /^zh\b/i.test(localeOf(lang, facts.language))) return letterOf(first);
  return /^\p{L}/u.test(first) ? first.normalize("NFC") : "#";
}

/** The first character of each letter's part in pinyin order; no sound begins with I, U or V. */
const firsts: readonly (readonly [string, string])[] = [
  ..."A阿B八C嚓D哒E妸F发G旮H哈J丌K咔L垃M妈N拏O噢P妑Q七R呥S仨T他W屲X夕Y丫Z帀".matchAll(/([A-Z])(\p{Script=Han})/gu),
].map(([, letter = "", character = ""]) => [letter, character]);

let byPinyin: Intl.Collator | null = null;

function letterOf(character: string): string {
  byPinyin ??= new Intl.Collator("zh-Hans-u-co-pinyin");
  const { compare } = byPinyin;
  return firsts.findLast(([, first]) => compare(first, character) <= 0)?.[0] ?? "A";
}
