import { whatIsWrongWithPath } from "../shared/address.ts";
import { isZone } from "../shared/date.ts";
import { languageOfCountry, languageTag } from "../shared/languages.ts";
import { nearest } from "../shared/nearest.ts";
import { permalinkTokens, unknownPermalinkToken } from "../shared/permalink-tokens.ts";

/** What is wrong with a value, or what it means. */
export type Read<Value> = { readonly value: Value } | { readonly message: string; readonly hint: string };

export type SiteAddress = { readonly origin: string; readonly base: string };

/** `https://example.com/blog` → where the site is, and under which path. */
export function readUrl(text: string): Read<SiteAddress> {
  const written = text.trim();
  if (written === "") return { value: { origin: "", base: "" } };
  if (written.startsWith("/") && !written.startsWith("//")) {
    return {
      message: `\`url\` is only a path, ${written}; feeds and canonical links need the whole address.`,
      hint: `write \`url: https://example.com${written}\`: the base path ${written} is taken from it, and \`baseurl\` is not needed.`,
    };
  }
  if (!/^https?:\/\//i.test(written)) {
    const bare = written.replace(/^[a-z][a-z0-9+.-]*:/i, "").replace(/^\/+/, "");
    return {
      message: `\`url\` is ${written}, which does not begin with https:// or http://.`,
      hint: `write \`url: https://${bare}\`.`,
    };
  }
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || url.hostname === "")
    return { message: `\`url\` is ${written}, which is no address.`, hint: "write it like https://example.com/blog." };
  if (url.username !== "" || url.password !== "")
    return {
      message: "`url` has a user name or a password in it.",
      hint: "leave them out: every page would show them.",
    };
  if (url.search !== "" || url.hash !== "")
    return {
      message: `\`url\` is ${written}; a site's address has no \`?\` and no \`#\`.`,
      hint: `write \`url: ${url.origin}${url.pathname}\`.`,
    };
  const base = readBase(decodePath(url.pathname), "url");
  return "value" in base ? { value: { origin: url.origin, base: base.value } } : noBase(written, url);
}

function noBase(written: string, { origin, pathname }: URL): Read<SiteAddress> {
  const path = pathname.replace(/\/{2,}/g, "/");
  const near = "value" in readBase(decodePath(path), "url") ? `${origin}${path}` : "https://example.com/blog";
  return { message: `\`url\` is ${written}, whose path is no base path.`, hint: `write it like ${near}.` };
}

/** `/blog/` → `/blog`; `/` → empty. Percent-encoded, as it stands in every address. */
export function readBase(text: string, name: string): Read<string> {
  const path = text.trim().normalize("NFC");
  if (path === "" || path === "/") return { value: "" };
  const segments = path.replace(/^\//, "").replace(/\/$/, "").split("/");
  const bad = segments.some(
    (segment) => segment === "" || segment === "." || segment === ".." || /[\\?#\p{Cc}]/u.test(segment),
  );
  if (bad || !path.startsWith("/") || /\p{Cs}/u.test(path)) {
    return { message: `\`${name}\` is ${text}, which is no base path.`, hint: "write it like /blog." };
  }
  return { value: `/${segments.map(encodeURIComponent).join("/")}` };
}

/** What other generators have a word for. */
const styles: Readonly<Record<string, string>> = {
  date: "/:categories/:year/:month/:day/:title.html",
  pretty: "/:categories/:year/:month/:day/:title/",
  ordinal: "/:categories/:year/:y_day/:title.html",
  none: "/:categories/:title.html",
};

/** A pattern that gives each post a path of its own within the site. */
export function readPermalink(pattern: string): Read<string> {
  const unknown = unknownPermalinkToken(pattern);
  if (unknown !== null) {
    return {
      message: `\`permalink\` has ${unknown.token} in it, which stands for nothing.`,
      hint: unknown.near === null ? `it may have ${permalinkTokens.join(" ")}.` : `did you mean ${unknown.near}?`,
    };
  }
  const style = Object.hasOwn(styles, pattern) ? styles[pattern] : undefined;
  const hint = `write a path such as ${style ?? "/:year/:month/:slug/"}.`;
  if (!pattern.includes(":") || pattern.includes("://")) {
    const wrong = style === undefined ? "under which all posts would have one address" : "a word of another generator";
    return {
      message: `\`permalink\` is ${pattern}, ${pattern.includes("://") ? "an address, not a path" : wrong}.`,
      hint,
    };
  }
  const wrong = /[?#]/.test(pattern)
    ? "it holds ? or #, which end a path"
    : whatIsWrongWithPath(pattern.replaceAll(":", ""));
  return wrong === null ? { value: pattern } : { message: `\`permalink\` is ${pattern}: ${wrong}.`, hint };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A language tag in its usual spelling: `zh-cn` → `zh-CN`. */
export function readLanguage(text: string): Read<string> {
  const tag = languageTag(text);
  if (tag !== null) return { value: tag };
  const meant = languageOfCountry(text);
  return {
    message: `\`language\` is ${text}, which is no language tag.`,
    hint: meant === null ? "write one such as zh-CN, zh-TW, en, ja or ko." : `did you mean ${meant}?`,
  };
}

/** A zone of the database, aliases such as `PRC` included. */
export function readZone(text: string): Read<string> {
  if (isZone(text)) return { value: text };
  const near = nearest(text, Intl.supportedValuesOf("timeZone"));
  const hint = near === null ? "write a zone such as Asia/Shanghai, Europe/Berlin or UTC." : `did you mean ${near}?`;
  return { message: `\`timezone\` is ${text}, which is no time zone.`, hint };
}

/** A label that this system can decode, in lower case. */
export function readEncoding(text: string): Read<string> {
  try {
    return { value: new TextDecoder(text).encoding };
  } catch {
    return {
      message: `\`encoding\` is ${text}, which is no encoding known here.`,
      hint: "write utf-8, gb18030, big5, shift_jis, euc-jp, euc-kr or utf-16le.",
    };
  }
}
