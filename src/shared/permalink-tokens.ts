import { nearest } from "./nearest.ts";

/** What a permalink may be made of. */
export const permalinkTokens = [
  ":year",
  ":short_year",
  ":month",
  ":i_month",
  ":short_month",
  ":long_month",
  ":day",
  ":i_day",
  ":y_day",
  ":w_year",
  ":week",
  ":w_day",
  ":short_day",
  ":long_day",
  ":hour",
  ":minute",
  ":second",
  ":title",
  ":slug",
  ":category",
  ":categories",
  ":slugified_categories",
  ":name",
  ":path",
  ":sections",
  ":slugorfilename",
  ":abbrlink",
  ":output_ext",
] as const;

/** The first word after a colon that stands for nothing, and what was probably meant. */
export function unknownPermalinkToken(
  pattern: string,
): { readonly token: string; readonly near: string | null } | null {
  const known: readonly string[] = permalinkTokens;
  const token = pattern.match(/:[\p{L}\p{N}]+(?:_[\p{L}\p{N}]+)*/gu)?.find((word) => !known.includes(word));
  return token === undefined ? null : { token, near: nearest(token, known) };
}

/** Hugo's words in ours: a bundle has the name of its folder in both. */
export function fromHugo(pattern: string): string {
  return pattern.replace(/:(slugor)?(?:filename|contentbasename)\b/g, (_, own) => (own ? ":slugorfilename" : ":name"));
}
