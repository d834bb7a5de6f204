/**
 * Short names for addresses. Native script is kept (第一天 stays 第一天), and what tells terms apart stays told apart:
 * C, C++, C# and .NET get four names.
 */
import { hash } from "./hash.ts";

/** Room for `.html` and the like below the 255 bytes that file systems give a name. */
const MOST_BYTES = 200;

/** Lower case, letters and digits of every script, one hyphen for all between; never empty. */
export function slugify(text: string): string {
  if (PLAIN.test(text) && !device.test(text.toLowerCase())) return text.toLowerCase();
  const slug = foldTerm(text)
    .replace(/[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, "")
    .replace(/^[\s./\\]*\.(?=\p{L})/u, (dots) => (/[/\\]/.test(dots) ? dots : "dot-"))
    .replace(/\+/g, "-plus-")
    .replace(/(?<=\p{L})#/gu, "-sharp-")
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, "-")
    .replace(/^-|-$/g, "");
  return device.test(slug) ? `${slug}-${markOf(text)}` : fitted(slug, text);
}

/** Most names of files: there is nothing to do to them. */
const PLAIN = /^(?=.{1,200}$)[a-z0-9_]+(?:-[a-z0-9_]+)*$/i;

/** What Windows takes for a device, whatever the folder. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** For `:title`: a file's name with its case, dots and other harmless signs, as old blogs' addresses have them. */
export function titleToken(name: string): string {
  const token = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._~!$&'()+,;=@-]+/gu, "-")
    .replace(/(?<!-)-+$/, "")
    .replace(/^-+/, "");
  return fitted(/^\.*$/.test(token) ? "" : token, name);
}

/** Equal for two spellings of one term: by case, width and Unicode form. */
export function foldTerm(name: string): string {
  return foldCase(name.normalize("NFKC").trim().replace(/\s+/g, " ")).normalize("NFKC");
}

/** Upper case first, so that `ß` meets `SS` and the Greek final sigma its brothers. No language's own rules. */
export function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}

/** Long names are cut between characters; what is cut off, and a name of signs alone, is told apart by a hash. */
function fitted(name: string, original: string): string {
  if (name === "") return `untitled-${markOf(original)}`;
  if (Buffer.byteLength(name) <= MOST_BYTES) return name;
  let bytes = 0;
  let kept = "";
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES - 9) break;
    kept += character;
  }
  return `${kept.replace(/(?<![\p{M}-])[\p{M}-]+$/u, "")}-${markOf(original)}`;
}

function markOf(original: string): string {
  return hash(original.normalize("NFC")).slice(0, 8);
}
