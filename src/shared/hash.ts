import { createHash, hash as digest } from "node:crypto";

/** A short name for some bytes: the first 128 bits of their SHA-256, in hexadecimal. */
export function hash(data: string | Uint8Array): string {
  return digest("sha256", data, "hex").slice(0, 32);
}

/** The whole SHA-256, as a content security policy names it: `'sha256-…'`. */
export function policyHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
