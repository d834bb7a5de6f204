import type { Token } from "markdown-it";

/** The tokens of a line but for readings above characters: `<rt>かん</rt>`, and the brackets around it in `<rp>`. */
export function withoutReadings(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(({ type, content }) => type === "html_inline" && begins.test(content))) return tokens;
  let isReading = false;
  return tokens.filter(({ type, content }) => {
    if (type !== "html_inline") return !isReading;
    // The tags that end a reading may be left out.
    isReading = begins.test(content) || (isReading && !ends.test(content));
    return true;
  });
}

const begins = /^<r[tp][\s>]/i;
const ends = /^<\/?(?:r[tpb]|ruby)[\s>]/i;
