/**
 * The one maker of addresses. A path here is decoded, in Unicode form C, rooted, and without the site's base path;
 * from it come the `Url` (percent-encoded, base path before it) and the file below the output folder. Nothing else
 * joins strings to a folder.
 */
import { domainToASCII } from "node:url";
import { foldCase } from "./slug.ts";

export type Address = { readonly url: string; readonly file: string };

/** What a web server sends under its own name; any other dot belongs to the name: `/1.2.0` is `1.2.0.html`. */
const FILES = /\.(?:html?|xhtml|xml|json|txt|rss|atom|css|js|csv|svg|ics|webmanifest)$/i;

/** `/mesos/x/` → `mesos/x/index.html`; `/a/b` → `a/b.html`, reachable without the extension; `/feed.xml` as it is. */
export function addressOf(path: string, base: string): Address {
  const rooted = `/${path.normalize("NFC").replace(/^\/+/, "")}`.replace(/\/index\.html$/, "/");
  const url = base + encodePath(rooted);
  if (rooted.endsWith("/")) return { url, file: `${rooted.slice(1)}index.html` };
  return { url, file: FILES.test(rooted) ? rooted.slice(1) : `${rooted.slice(1)}.html` };
}

/** Percent-encoded as UTF-8, upper-case hexadecimal, slashes kept. */
export function encodePath(path: string): string {
  if (/^[\w\-.!~*'()/:@,;=$]*$/.test(path)) return path;
  return encodeURIComponent(path.normalize("NFC").toWellFormed()).replace(/%(?:2F|3A|40|2C|3B|3D|24)/g, (code) =>
    decodeURIComponent(code),
  );
}

/** What a person wrote as an address, ready for an attribute: what cannot stand in one is encoded, nothing twice. */
export function encodeWritten(url: string): string {
  if (PLAIN.test(url)) return url;
  return withPlainHost(url).replace(/[^\x21-\x7e]+/g, (text) =>
    encodeURIComponent(text.normalize("NFC").toWellFormed()),
  );
}

function withPlainHost(url: string): string {
  const [, before = "", host = ""] = HOST.exec(url) ?? [];
  const plain = PLAIN.test(host) ? host : domainToASCII(host);
  return plain === "" ? url : before + plain + url.slice(before.length + host.length);
}

const PLAIN = /^[\x21-\x7e]*$/;
const HOST = /^((?:https?:)?\/\/(?:[^/?#@\s]*@)?)([^/?#@:\s]+)/i;

/** The inverse of `encodePath`. What is no percent-escape of UTF-8 stays as it stands. */
export function decodeUrl(url: string): string {
  if (!url.includes("%")) return url.normalize("NFC");
  return url
    .replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      const text = Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8");
      return text.includes("\ufffd") && !/%ef%bf%bd/i.test(escapes) ? escapes : text;
    })
    .normalize("NFC");
}

/** The base path before a rooted path, once: a path that begins with it stays. */
export function withBase(path: string, base: string): string {
  if (base === "" || !path.startsWith("/") || path.startsWith("//")) return path;
  return path === base || path.startsWith(`${base}/`) ? path : base + path;
}

export function termUrl(kind: "tag" | "category", slug: string, base: string): string {
  return addressOf(`/${kind === "tag" ? "tags" : "categories"}/${slug}/`, base).url;
}

/** Equal for two files that one disk would take for one: without case, in either Unicode form. */
export function foldAddress(file: string): string {
  return foldCase(file.normalize("NFC")).normalize("NFC");
}

/** Why a path may not become a file of the output, to stand behind `because`; `null` when it may. */
export function whatIsWrongWithPath(path: string): string | null {
  if (HARMLESS.test(path)) return null;
  if (path.trim() === "") return "it is empty";
  const once = decodeUrl(path);
  if (/%[0-9a-f]{2}/i.test(once)) return "it holds a percent-escape that is escaped again";
  return whatIsWrongWhenDecoded(once);
}

/** Most paths there are: a few short names of letters and digits. */
const HARMLESS = /^(?:\/[a-z0-9_][a-z0-9_.~-]{0,200}){1,8}\/?$/i;

function whatIsWrongWhenDecoded(path: string): string | null {
  if (path.includes("\\")) return "it holds a backslash (\\), which some systems take for a slash";
  const control = /\p{Cc}/u.exec(path)?.[0];
  if (control) return `it holds the control character ${codePointName(control)}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return "it is an address of another site, not a path of this one";
  if (path.startsWith("//")) return "it begins with //, which leads to another site";
  const segments = path.replace(/^\//, "").replace(/\/$/, "").split("/");
  for (const segment of segments) {
    if (segment === "" && segments.length > 1) return "it holds // with nothing between";
    if (/^\.\.?$/.test(segment)) return `it holds \`${segment}\`, which leads out of its folder`;
    if (/^\.git$/i.test(segment)) return "it holds `.git`, where git keeps what is its own";
    if (/^[.\s]+$/.test(segment)) return "a part of it is made of dots or blanks only";
    const bytes = Buffer.byteLength(segment);
    if (bytes > 255) return `a part of it is ${bytes} bytes long, and no file name may be longer than 255`;
  }
  return Buffer.byteLength(path) > 2048 ? "it is longer than 2048 bytes" : null;
}

/** What hosts that read `_redirects` take for a pattern: `*` stands for everything there, `:word` for anything. */
export function isPatternOfHosts(url: string): boolean {
  return /\*|\/:[a-z]/i.test(url);
}

export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** What is looked for below, all at once. */
const MAY_TROUBLE = /[<>:"|?*#]|[. ](?:\/|$)|(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:$|[./])/i;

/** What Windows cannot hold or an address cannot say plainly, to stand behind `because`; `null` when all is well. */
export function windowsTrouble(path: string): string | null {
  if (!MAY_TROUBLE.test(path)) return null;
  for (const segment of path.split("/")) {
    const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=$|\.)/i.exec(segment)?.[0];
    if (device) return `Windows cannot hold a file named \`${device}\``;
    const sign = /[<>:"|?*]/.exec(segment)?.[0];
    if (sign) return `Windows cannot hold a file with \`${sign}\` in its name`;
    if (/[. ]$/.test(segment)) return "Windows cannot hold a name that ends in a dot or a blank";
    if (segment.includes("#")) return "`#` in an address begins the name of a place in the page";
  }
  return null;
}
