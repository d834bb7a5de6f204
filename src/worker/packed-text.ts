/**
 * The texts of a post as bytes in memory that threads share: less than strings take, nothing that the garbage collector
 * would have to move about, no copy on the way to another thread, and as they are kept in the store.
 */
import type { Body, Html, KeptText } from "../model.ts";
import { type BytePool, noText } from "../shared/byte-pool.ts";
import { textOfUtf8 } from "../shared/utf8.ts";

/** Three texts, a byte between them that no UTF-8 has: what the body is made of, its html, and what is searched. */
export type PackedText = Uint8Array;

/** All of a body but the html between its gaps, of which only lengths are here. */
type Frame = Omit<Body, "html"> & { readonly parts: readonly (number | Exclude<Html[number], string>)[] };

export function packText({ body: { html, ...rest }, searchText }: KeptText, pool: BytePool): PackedText {
  const parts = html.map((part) => (typeof part === "string" ? part.length : part));
  const text = html.filter((part) => typeof part === "string").join("");
  return pool.keepTexts([JSON.stringify({ ...rest, parts } satisfies Frame), text, searchText]);
}

export function bodyIn(packed: PackedText): Body {
  const between = packed.indexOf(noText);
  const { parts, ...rest } = JSON.parse(textOfUtf8(packed.subarray(0, between))) as Frame;
  const text = textOfUtf8(packed.subarray(between + 1, packed.indexOf(noText, between + 1)));
  let at = 0;
  const html = parts.map((part) => {
    if (typeof part !== "number") return part;
    at += part;
    return text.slice(at - part, at);
  });
  return { ...rest, html };
}

export function searchTextIn(packed: PackedText): string {
  return textOfUtf8(packed.subarray(packed.lastIndexOf(noText) + 1));
}
