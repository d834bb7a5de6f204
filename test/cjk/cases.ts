/** The table of cases, and what its words are called here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Case = {
  readonly id: string;
  readonly input: unknown;
  readonly options: Readonly<Record<string, unknown>> & { readonly op: string };
  readonly expected: unknown;
};

export const cases: readonly Case[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "../data/cjk.json"), "utf8"),
) as readonly Case[];

/** Cases of what is not part of this version, with the reason. */
export const notYet: Readonly<Record<string, string>> = {
  "se-10": "search does not fold Traditional and Simplified characters",
};

/** The table's codes → ours. */
export const codes: Readonly<Record<string, string>> = {
  CJK_LIST_MARKER: "markdown/list-mark",
  HEADING_NO_SPACE: "markdown/heading-without-space",
  FULLWIDTH_HASH: "markdown/full-width-hash",
  BARE_URL_RUNS_INTO_CJK: "markdown/link-runs-on",
  FM_FULLWIDTH_COLON: "front-matter/fullwidth-colon",
  FM_FULLWIDTH_SPACE: "front-matter/fullwidth-space",
  FM_YAML: "front-matter/yaml",
  FM_BAD_DATE: "front-matter/bad-date",
  FM_BAD_FENCE: "front-matter/bad-fence",
  OUTPUT_COLLISION: "page/same-address",
  NOT_UTF8: "source/not-utf8",
};

/** White space of Markdown's output does not count; the ideographic space is text. */
export function collapsed(html: string): string {
  return html
    .replace(/[ \t\r\n]+/g, " ")
    .replace(/<(\/?)del>/g, "<$1s>")
    .trim();
}
