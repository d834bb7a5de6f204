let segmenter: Intl.Segmenter | null = null;

/** Characters as a reader counts them: 𠮷 and 👨‍👩‍👧 are one each. */
export function graphemes(text: string): string[] {
  // Of these each unit is a character; only what is left needs the slow way.
  if (/^[\u0020-\u02ff\u3000-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\uff00-\uffef]*$/.test(text))
    return text.split("");
  return Array.from(segments(text), ({ segment }) => segment);
}

/** The first of them; `null` of an empty text. */
export function firstGrapheme(text: string): string | null {
  const [first] = segments(text);
  return first?.segment ?? null;
}

/** The rules are read from Intl's data when they are first needed: that takes milliseconds. */
function segments(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  return segmenter.segment(text);
}
