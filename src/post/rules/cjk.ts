import type MarkdownIt from "markdown-it";
import { emphasisBesideCjk } from "./cjk/emphasis.ts";
import { foreignPassages } from "./cjk/foreign-passages.ts";
import { dropTypedIndent } from "./cjk/indent.ts";
import { latinEmphasisSlants } from "./cjk/latin-emphasis.ts";
import { linksEndAtCjk } from "./cjk/link-end.ts";
import { ruby } from "./cjk/ruby.ts";
import { runawayLinks } from "./cjk/runaway-links.ts";
import { typingSlips } from "./cjk/slips.ts";
import { joinLines, type Mixed } from "./cjk/soft-breaks.ts";

/** What a site, or the language of a post, decides about Chinese, Japanese and Korean in its Markdown. */
export type CjkRules = {
  /** Of the post. */
  readonly language: string;
  readonly siteLanguage: string;
  readonly breaks: boolean;
  readonly softBreakMixed: Mixed;
  readonly ruby: boolean;
  /** The style sheet indents the first lines of paragraphs. */
  readonly indent: boolean;
};

/** Chinese, Japanese and Korean as the normal case. Each rule leaves a text without them as it is. */
export function chineseJapaneseKorean(md: MarkdownIt, rules: CjkRules): void {
  const { language } = rules;
  emphasisBesideCjk(md, language);
  if (!rules.breaks) joinLines(md, { language, mixed: rules.softBreakMixed });
  if (rules.ruby) ruby(md);
  if (rules.indent) dropTypedIndent(md);
  latinEmphasisSlants(md, language);
  linksEndAtCjk(md);
  foreignPassages(md, { language, site: rules.siteLanguage });
  typingSlips(md);
  runawayLinks(md);
}
