/** Our rules for Chinese, Japanese and Korean take nothing from CommonMark. */

// @ts-expect-error The package has no types.
import spec from "commonmark-spec";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, test } from "vitest";
import { emphasisBesideCjk } from "../../src/post/rules/cjk/emphasis.ts";
import { foreignPassages } from "../../src/post/rules/cjk/foreign-passages.ts";
import { dropTypedIndent } from "../../src/post/rules/cjk/indent.ts";
import { ruby } from "../../src/post/rules/cjk/ruby.ts";
import { joinLines } from "../../src/post/rules/cjk/soft-breaks.ts";
import { render } from "../post/markdown/show.ts";
import { htmlOf } from "./operations.ts";

type Example = {
  readonly number: number;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
};

const examples: readonly Example[] = spec.tests;
/** The specification shows tabs as arrows. */
const tabbed = (text: string) => text.replaceAll("→", "\t");

/** markdown-it writes an empty quotation in one line, which is the same to a browser. */
const withBreaks = (html: string) => html.replaceAll("<blockquote></blockquote>", "<blockquote>\n</blockquote>");

/** All our rules about text. Bare addresses are no links in CommonMark, so the rule about their ends is not among them. */
function commonmark(language: string): MarkdownIt {
  const md = new MarkdownIt("commonmark");
  emphasisBesideCjk(md, language);
  joinLines(md, { language, mixed: "auto" });
  ruby(md);
  dropTypedIndent(md);
  foreignPassages(md, { language, site: "zh-CN" });
  return md;
}

test("the specification is whole", () => expect(examples).toHaveLength(652));

describe.each(["en", "zh-CN", "ja", "ko"])("on a page in %s", (language) => {
  const md = commonmark(language);
  test("every example gives its html", () => {
    const rendered = (markdown: string) => withBreaks(md.render(tabbed(markdown)));
    const other = examples.filter(({ markdown, html }) => rendered(markdown) !== tabbed(html));
    expect(other.map(({ number, section }) => `${number} ${section}`)).toEqual([]);
  });
});

test("where there is no CJK, emphasis is CommonMark's", () => {
  const markdownIt = new MarkdownIt();
  const text = fc.array(fc.constantFrom("*", "**", "_", "~~", "a", "b ", " ", "(", '"', ".", "é", "\\", "`"), {
    maxLength: 24,
  });
  fc.assert(
    fc.property(text, (pieces) => {
      const input = `x${pieces.join("")}x`;
      // A class says how emphasis of Latin words looks on a Chinese page; where it stands is what is held here.
      const html = htmlOf(render(input, { language: "zh" })).replaceAll('<em class="latin">', "<em>");
      expect(html).toBe(markdownIt.render(input));
    }),
  );
});
