/**
 * The texts of a post as bytes in memory that threads share: less than strings take, nothing that the garbage collector
 * would have to move about, no copy on the way to another thread, and as they are kept in the store: the body as a line
 * of JSON, then what is searched.
 */
import type { Body, KeptText } from "../model.ts";
import type { BytePool } from "../shared/byte-pool.ts";

export type PackedText = Uint8Array;

export function packText({ body, searchText }: KeptText, pool: BytePool): PackedText {
  // JSON has no line breaks of its own.
  return pool.keepText(`${JSON.stringify(body)}\n${searchText}`);
}

export function bodyIn(packed: PackedText): Body {
  return JSON.parse(textOf(packed.subarray(0, packed.indexOf(lineBreak)))) as Body;
}

export function searchTextIn(packed: PackedText): string {
  return textOf(packed.subarray(packed.indexOf(lineBreak) + 1));
}

const lineBreak = 0x0a;

export function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("utf8");
}
