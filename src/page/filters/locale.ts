const locales = new Map<string, string>();

/** A language that `Intl` speaks. A post may call its language whatever it likes: then the site's speaks for it. */
export function localeOf(lang: string, siteLanguage: string): string {
  const key = `${lang} ${siteLanguage}`;
  const known = locales.get(key);
  if (known !== undefined) return known;
  const locale = [lang, siteLanguage].find(isLocale) ?? "en";
  locales.set(key, locale);
  return locale;
}

function isLocale(lang: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(lang).length === 1;
  } catch {
    return false;
  }
}
