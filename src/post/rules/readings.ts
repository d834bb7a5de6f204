import type { Token } from "markdown-it";

/** The tokens of a line but for readings above characters: `<rt>かん</rt>`, and the brackets around it in `<rp>`. */
export function withoutReadings(tokens: readonly Token[]): readonly Token[] {
  if (!holdReadings(tokens)) return tokens;
  let isReading = false;
  return tokens.filter(({ type, content }) => {
    if (type !== "html_inline") return !isReading;
    // The tags that end a reading may be left out.
    isReading = begins.test(content) || (isReading && !ends.test(content));
    return true;
  });
}

/** Every line of every post is asked. */
function holdReadings(tokens: readonly Token[]): boolean {
  for (const { type, content } of tokens) if (type === "html_inline" && begins.test(content)) return true;
  return false;
}

const begins = /^<r[tp][\s>]/i;
const ends = /^<\/?(?:r[tpb]|ruby)[\s>]/i;
