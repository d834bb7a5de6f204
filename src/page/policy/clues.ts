/** What in a page runs, loads or looks different, as far as a content security policy has a word in it. */
export type Clue = {
  readonly kind:
    | "inline-script"
    | "inline-style"
    | "handler"
    | "style-attribute"
    | "script"
    | "widget"
    | "style"
    | "image"
    | "media"
    | "frame"
    | "plugin"
    | "connect"
    | "styles"
    | "form"
    | "base";
  /** Its text, or the address it names. */
  readonly value: string;
};

/**
 * Elements and attributes that need a word. Looked for in one pass over the text, without a tree: what is found in a
 * wrong place is the author's own text all the same, and what a browser sees differently stays forbidden.
 */
export function cluesIn(html: string): readonly Clue[] {
  const clues: Clue[] = [];
  const signs = signsIn(html);
  for (let sign = signs.after(0); sign !== null; ) {
    const { element, attribute, end: at } = sign;
    let next = at;
    if (element !== null) {
      const tag = readTag(html, at);
      if (tag === null) break;
      const name = element.toLowerCase();
      clues.push(...cluesOfTag(name, tag.attributes));
      next = tag.end;
      if (name === "script" || name === "style") {
        const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
        close.lastIndex = tag.end;
        const end = close.exec(html);
        if (end === null) break;
        clues.push(...cluesOfText(name, tag.attributes, html.slice(tag.end, end.index)));
        next = end.index + 1;
      }
    } else if (attribute !== null) {
      next = html.indexOf('"', at);
      if (next < 0) break;
      clues.push(...cluesOfAttribute(attribute.toLowerCase(), decoded(html.slice(at, next))));
    } else {
      next = html.indexOf("-->", at - 2);
      if (next < 0) break;
    }
    sign = signs.after(next);
  }
  return clues;
}

/** A comment begins where neither is given. `end`: behind the name of an element, the quote of an attribute, `<!--`. */
type Sign = { readonly element: string | null; readonly attribute: string | null; readonly end: number };

const elementSign =
  /<(?:!--|(script|style|link|img|source|video|audio|track|iframe|frame|embed|object|form|base|input|image)(?=[\s/>]))/gi;
const attributeName = /^(?:style|on[a-z]{2,30}|data-(?:frame|script|connect|styles))$/i;
const longestName = 32;

/**
 * The signs of a text in their order. Every page is read for them, so they are found by what is rare: a `<`, or a quote
 * behind `=`, before which the name is looked at.
 */
function signsIn(html: string): { after(from: number): Sign | null } {
  const elements = new RegExp(elementSign);
  let element: RegExpExecArray | null | undefined;
  let attribute: { readonly name: string; readonly quote: number } | null | undefined;
  return {
    after(from) {
      if (element === undefined || (element !== null && element.index < from)) {
        elements.lastIndex = from;
        element = elements.exec(html);
      }
      if (attribute === undefined || (attribute !== null && attribute.quote - attribute.name.length - 2 < from))
        attribute = nextAttribute(html, from);
      const start = attribute === null ? Number.POSITIVE_INFINITY : attribute.quote - attribute.name.length - 2;
      if (element !== null && element.index < start)
        return { element: element[1] ?? null, attribute: null, end: element.index + element[0].length };
      return attribute === null ? null : { element: null, attribute: attribute.name, end: attribute.quote + 1 };
    },
  };
}

/** The next ` style="` and the like whose white space stands at `from` or behind it. */
function nextAttribute(html: string, from: number): { readonly name: string; readonly quote: number } | null {
  for (let at = html.indexOf('="', from); at >= 0; at = html.indexOf('="', at + 2)) {
    let start = at;
    while (start > from && at - start < longestName && isOfName(html.charCodeAt(start - 1))) start -= 1;
    if (at - start < 4 || start <= from || !isSpace.test(html.charAt(start - 1))) continue;
    const name = html.slice(start, at);
    if (attributeName.test(name)) return { name, quote: at + 1 };
  }
  return null;
}

const isSpace = /\s/;

/** `a` to `z` in either case, and the hyphen. */
function isOfName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 45;
}

type Attributes = ReadonlyMap<string, string>;

/** One attribute: a name, and a value in quotes or without. */
const attributeAt = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?/y;

/** The attributes of a tag and where it ends; `null` when it never does. */
function readTag(html: string, from: number): { readonly attributes: Attributes; readonly end: number } | null {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    attributeAt.lastIndex = at;
    const found = attributeAt.exec(html);
    if (found === null) break;
    const [whole, name = "", double, single, bare] = found;
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decoded(double ?? single ?? bare ?? ""));
    at += whole.length;
  }
  const end = html.indexOf(">", at);
  return end < 0 ? null : { attributes, end: end + 1 };
}

function cluesOfTag(name: string, attributes: Attributes): readonly Clue[] {
  const named = (kind: Clue["kind"], ...keys: readonly string[]): Clue[] =>
    keys.flatMap((key) => {
      const value = attributes.get(key);
      return value === undefined || value === "" ? [] : [{ kind, value }];
    });
  const own = [...attributes].flatMap(([key, value]) => cluesOfAttribute(key, value));
  const sources = (attributes.get("srcset") ?? "").split(/,\s+/).map((each) => each.trim().split(/\s/, 1)[0] ?? "");
  const images: Clue[] = sources.filter((value) => value !== "").map((value) => ({ kind: "image", value }));
  switch (name) {
    case "script":
      return [...own, ...named("script", "src")];
    case "link": {
      const rel = (attributes.get("rel") ?? "").toLowerCase();
      if (/\bstylesheet\b/.test(rel)) return [...own, ...named("style", "href")];
      return /\bicon\b/.test(rel) ? [...own, ...named("image", "href")] : own;
    }
    case "img":
    case "input":
      return [...own, ...named("image", "src"), ...images];
    case "image":
      return [...own, ...named("image", "href", "xlink:href")];
    case "video":
    case "audio":
    case "track":
    case "source":
      return [...own, ...named("media", "src"), ...named("image", "poster"), ...images];
    case "iframe":
    case "frame":
      return [...own, ...named("frame", "src")];
    case "embed":
    case "object":
      return [...own, ...named("plugin", "src", "data")];
    case "form":
      return [...own, ...named("form", "action")];
    case "base":
      return [...own, { kind: "base", value: attributes.get("href") ?? "" }];
    default:
      return own;
  }
}

/**
 * `data-frame`, `data-script` and `data-connect` say what a script of the theme will load or ask when it is told to;
 * `data-styles` that it brings styles nobody can know beforehand.
 */
function cluesOfAttribute(name: string, value: string): readonly Clue[] {
  if (name === "style") return [{ kind: "style-attribute", value }];
  if (name === "data-frame") return [{ kind: "frame", value }];
  if (name === "data-script") return [{ kind: "widget", value }];
  if (name === "data-connect") return [{ kind: "connect", value }];
  if (name === "data-styles") return [{ kind: "styles", value }];
  return /^on[a-z]+$/.test(name) ? [{ kind: "handler", value }] : [];
}

/** Scripts of other types are data: they run nowhere. */
const runs = /^(?:|module|importmap|speculationrules|(?:text|application)\/(?:x-)?(?:javascript|ecmascript))$/i;

function cluesOfText(name: string, attributes: Attributes, text: string): readonly Clue[] {
  // A browser reads every line end as one sign.
  const value = text.replace(/\r\n?/g, "\n");
  if (name === "style") return [{ kind: "inline-style", value }];
  const isCode = runs.test((attributes.get("type") ?? "").trim());
  return isCode && !attributes.has("src") ? [{ kind: "inline-script", value }] : [];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex: string, decimal: string, word: string) => {
      if (word !== undefined) return entities[word] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
