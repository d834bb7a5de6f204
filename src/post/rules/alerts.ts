import type { Token } from "markdown-it";

/** The name above `> [!NOTE]`, in the language of the post. */
export function alertTitle(language: string): (tokens: readonly Token[], index: number) => string {
  const titles = byLanguage.find(([pattern]) => pattern.test(language))?.[1] ?? english;
  return (tokens, index) => {
    const kind = tokens[index]?.markup ?? "";
    return `<p class="markdown-alert-title">${titles[kind] ?? kind}</p>\n`;
  };
}

const english: Readonly<Record<string, string>> = {
  note: "Note",
  tip: "Tip",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
};

const byLanguage: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/^zh\b/i, { note: "注意", tip: "提示", important: "重要", warning: "警告", caution: "小心" }],
  [/^ja\b/i, { note: "メモ", tip: "ヒント", important: "重要", warning: "警告", caution: "注意" }],
  [/^ko\b/i, { note: "참고", tip: "팁", important: "중요", warning: "경고", caution: "주의" }],
];
