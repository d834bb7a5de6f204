/** Values that lead somewhere: outward links, pictures with their credits, authors. */
import type { Author, CardImage, Json } from "../model.ts";
import { type Meaning, spellingsOf } from "./keys.ts";
import { type Desk, fault, isEmpty, itemsAt, oneLine, presentKeys, rawValue, readText, textAt } from "./read-values.ts";

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const HARMLESS = new Set(["http", "https", "mailto", "tel"]);

/** A link in front matter may not run anything: `javascript:` is refused. */
export function readOutward(desk: Desk, meaning: Meaning): string | null {
  const [key] = presentKeys(desk, meaning);
  if (key === undefined) return null;
  // Of several the first, as jekyll-redirect-from has it.
  const text = meaning === "redirect" ? (itemsAt(desk, key)[0]?.text ?? null) : textAt(desk, key);
  return text === null ? null : outward(desk, key, text);
}

function outward(desk: Desk, key: string, text: string): string | null {
  const scheme = SCHEME.exec(text.replace(/\s/g, ""))?.[1];
  if (scheme === undefined || HARMLESS.has(scheme.toLowerCase())) return text;
  const message = `\`${key}\` is a \`${scheme}:\` address, to which no page may lead.`;
  fault(desk, key, { code: "front-matter/bad-link", message, hint: "write an address that begins with https:// or /" });
  return null;
}

// ----------------------------------------------------------------------------------------------------------- pictures

/** `key` says where it was found, for the place of a problem. */
export type FoundImage = CardImage & { readonly key: string };

const IMAGE_PARTS = ["feature", "thumb", "src", "url", "path", "image", "teaser"];

export function readImage(desk: Desk): FoundImage | null {
  for (const top of presentKeys(desk, "image")) {
    for (const key of imageKeys(desk, top)) {
      const text = isEmpty(desk, key) ? null : textAt(desk, key);
      const src = text === null ? null : outward(desk, key, withoutSiteUrl(text));
      if (src === null || src === "") continue;
      const credit = readText(desk, "imageCredit") ?? partOf(desk, top, "credit");
      const creditLink = readOutward(desk, "imageCreditLink") ?? partOf(desk, top, "creditlink");
      return { src, credit, creditLink, key };
    }
  }
  return null;
}

export function readPhoto(desk: Desk): { readonly src: string; readonly key: string } | null {
  const [key] = presentKeys(desk, "photo");
  const text = key === undefined ? null : textAt(desk, key);
  const src = key === undefined || text === null ? null : outward(desk, key, withoutSiteUrl(text));
  return key === undefined || src === null ? null : { src, key };
}

/** A bare name is a file of `images/`, as in the themes that write it so. */
export function imageTarget(src: string): string {
  if (SCHEME.test(src) || /^(?:\/|\.\.?\/)/.test(src)) return src;
  return src.startsWith("images/") ? `/${src}` : `/images/${src}`;
}

function imageKeys(desk: Desk, top: string): readonly string[] {
  const value = rawValue(desk, top);
  if (Array.isArray(value)) return [`${top}.0`];
  if (!isMap(value)) return [top];
  return IMAGE_PARTS.filter((part) => Object.hasOwn(value, part)).map((part) => `${top}.${part}`);
}

function partOf(desk: Desk, top: string, part: string): string | null {
  const value = rawValue(desk, top);
  if (!isMap(value) || !Object.hasOwn(value, part)) return null;
  const text = textAt(desk, `${top}.${part}`);
  return text === null || part === "credit" ? text : outward(desk, `${top}.${part}`, text);
}

/** Jekyll's themes put the site's address before a path by a template tag. */
const withoutSiteUrl = (text: string): string => text.replace(/^(?:\{\{\s*site\.(?:url|baseurl)\s*\}\})+/, "").trim();

function isMap(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// ------------------------------------------------------------------------------------------------------------ authors

/** `author: 王小明`, a list of names, or maps with `name`, `email`, `url`, `avatar`. */
export function readAuthors(desk: Desk): readonly Author[] {
  const authors = new Map<string, Author>();
  for (const key of presentKeys(desk, "author")) {
    for (const author of authorsIn(desk, key)) if (!authors.has(author.name)) authors.set(author.name, author);
  }
  return [...authors.values()];
}

function authorsIn(desk: Desk, key: string): readonly Author[] {
  const value = rawValue(desk, key);
  if (Array.isArray(value)) return value.flatMap((_, index) => authorsIn(desk, `${key}.${index}`));
  if (!isMap(value)) {
    const name = textAt(desk, key);
    return name === null ? [] : [{ name, email: null, url: null, avatar: null }];
  }
  const part = (...names: readonly string[]): string | null => {
    const found = names.find((name) => typeof value[name] === "string" && value[name].trim() !== "");
    return found === undefined ? null : oneLine(String(value[found]));
  };
  const name = part("name", "nick", "nickname", "display_name");
  if (name === null) {
    const message = `\`${key}\` is a map without a \`name\`.`;
    fault(desk, key, { code: "front-matter/wrong-type", message, hint: `write ${spellingsOf.author[0]}: { name: … }` });
    return [];
  }
  const url = part("url", "link", "website", "homepage", "uri");
  const avatar = part("avatar", "picture", "image");
  return [{ name, email: part("email", "mail"), url: url === null ? null : outward(desk, key, url), avatar }];
}
