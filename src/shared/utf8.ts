import { isAscii, transcode } from "node:buffer";

/** V8 before 13 takes five times as long for a text with Chinese in it as Node's own tables do. */
const readsSlowly = Number.parseInt(process.versions.v8, 10) < 13;

/**
 * The text of bytes that are known to be UTF-8: what `toString` answers, and sooner. Other bytes may throw, and do so on
 * some versions of Node only. The bytes may lie in memory that threads share.
 */
export function textOfUtf8({ buffer, byteOffset, length }: Uint8Array): string {
  const bytes = Buffer.from(buffer, byteOffset, length);
  if (isAscii(bytes)) return bytes.toString("latin1");
  // A Node without tables of characters has no `transcode`.
  if (!readsSlowly || transcode === undefined) return bytes.toString("utf8");
  return transcode(bytes, "utf8", "utf16le").toString("utf16le");
}
