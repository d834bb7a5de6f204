import fc from "fast-check";
import { expect, test } from "vitest";
import type { KeptText } from "../../src/model.ts";
import { bytePool } from "../../src/shared/byte-pool.ts";
import { textOfUtf8 } from "../../src/shared/utf8.ts";
import { bodyIn, packText, searchTextIn } from "../../src/worker/packed-text.ts";

test("texts in one pool do not touch each other, however long they are", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("砚".repeat(1_500_000), "a".repeat(4_194_304), "", "😀".repeat(70_000)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
      const pool = bytePool();
      const kept = texts.map((each, at) => (at % 3 === 0 ? pool.keep(Buffer.from(each)) : pool.keepTexts([each])));
      expect(kept.map(textOfUtf8)).toEqual(texts);
    }),
    { numRuns: 30 },
  );
});

test("bytes are read as Node itself reads them", () => {
  const unit = fc.constantFrom("砚", "a", "\u0000", "é", "😀", "\ufeff", "\r\n", "\u007f", "\u0080");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 3000 }), fc.nat(4), (text, before) => {
      const bytes = Buffer.from(" ".repeat(before) + text).subarray(before);
      expect(textOfUtf8(bytes)).toBe(bytes.toString("utf8"));
    }),
  );
});

test("a post's texts come out of their package as they went in", () => {
  const words = fc.string({ unit: fc.constantFrom("砚", "a", "\n", '"', "\\", "\u2028", "\t", "😀", "\u0000") });
  fc.assert(
    fc.property(fc.array(words, { minLength: 1 }), words, (html, searchText) => {
      const text: KeptText = { body: { html, headings: [] }, searchText };
      const packed = packText(text, bytePool());
      expect({ body: bodyIn(packed), searchText: searchTextIn(packed) }).toEqual(text);
    }),
  );
});
