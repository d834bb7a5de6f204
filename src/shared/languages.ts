/** Which of the languages there are is meant by a tag. */

/** For `Intl`, which would speak the language of the machine where it does not know that of the text. */
export const inLanguage = (tag: string): readonly string[] => [tag, "en"];

/** The very tag, else one of the same script (`zh-HK` → `zh-TW`), else one of the same language; `null` = none. */
export function nearestLanguage(tag: string, known: readonly string[]): string | null {
  if (known.includes(tag)) return tag;
  const wanted = partsOf(tag);
  if (wanted === null) return null;
  const related = known.filter((candidate) => partsOf(candidate)?.language === wanted.language);
  return related.find((candidate) => partsOf(candidate)?.script === wanted.script) ?? related[0] ?? null;
}

/** What a person wrote, in its usual spelling: `zh_cn` → `zh-CN`; `null` when it is no tag of a language. */
export function languageTag(written: string): string | null {
  const tag = written.replaceAll("_", "-");
  if (languageOfCountry(tag) !== null) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** The language that is meant by the letters of a country, which are those of no language: `jp` → `ja`. */
export function languageOfCountry(written: string): string | null {
  return countries.get(written.toLowerCase()) ?? null;
}

const countries = new Map([
  ["jp", "ja"],
  ["cn", "zh-CN"],
  ["hk", "zh-HK"],
  ["cz", "cs"],
  ["dk", "da"],
  ["gr", "el"],
]);

/** `zh-TW` → `zh`. */
export function primaryLanguage(tag: string): string {
  return (tag.split("-")[0] ?? "").toLowerCase();
}

/** What a language calls itself: `日本語`. Chinese is told apart by its script, as readers do. */
export function ownName(tag: string): string {
  const parts = partsOf(tag);
  const shown = parts?.language === "zh" ? `zh-${parts.script}` : tag;
  const known = ownNames[shown];
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames(inLanguage(tag), { type: "language", fallback: "code" }).of(shown) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** Those of most blogs. To ask `Intl` for the first name takes it three milliseconds. */
const ownNames: Readonly<Record<string, string>> = {
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  en: "English",
  ja: "日本語",
  ko: "한국어",
};

type Parts = { readonly language: string; readonly script: string | undefined; readonly region: string | undefined };

/** `zh-HK` → `zh`, `Hant`, `HK`, with what most who speak the language write where the tag does not say it. */
export function partsOf(tag: string): Parts | null {
  const known = partsOfUsual[tag];
  if (known !== undefined) return known;
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    return { language, script, region };
  } catch {
    return null;
  }
}

/** Those of most blogs. To tell of the first tag takes `Intl` three milliseconds, too. */
export const partsOfUsual: Readonly<Record<string, Parts>> = {
  zh: { language: "zh", script: "Hans", region: "CN" },
  "zh-CN": { language: "zh", script: "Hans", region: "CN" },
  "zh-TW": { language: "zh", script: "Hant", region: "TW" },
  en: { language: "en", script: "Latn", region: "US" },
  ja: { language: "ja", script: "Jpan", region: "JP" },
  ko: { language: "ko", script: "Kore", region: "KR" },
};
