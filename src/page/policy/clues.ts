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
    | "form"
    | "base";
  /** Its text, or the address it names. */
  readonly value: string;
};

/**
 * Elements and attributes that need a word. Looked for in one pass over the text, without a tree: what is found in a
 * wrong place is the author's own text all the same, and what a browser sees differently stays forbidden.
 */
const signs =
  /<!--|<(script|style|link|img|source|video|audio|track|iframe|frame|embed|object|form|base|input|image)(?=[\s/>])|\s(style|on[a-z]{2,30}|data-(?:frame|script|connect))="/gi;

export function cluesIn(html: string): readonly Clue[] {
  const clues: Clue[] = [];
  const scan = new RegExp(signs);
  for (let sign = scan.exec(html); sign !== null; sign = scan.exec(html)) {
    const [, element, attribute] = sign;
    if (element !== undefined) {
      const tag = readTag(html, scan.lastIndex);
      if (tag === null) break;
      const name = element.toLowerCase();
      clues.push(...cluesOfTag(name, tag.attributes));
      scan.lastIndex = tag.end;
      if (name !== "script" && name !== "style") continue;
      const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
      close.lastIndex = tag.end;
      const end = close.exec(html);
      if (end === null) break;
      clues.push(...cluesOfText(name, tag.attributes, html.slice(tag.end, end.index)));
      scan.lastIndex = end.index + 1;
    } else if (attribute !== undefined) {
      const end = html.indexOf('"', scan.lastIndex);
      if (end < 0) break;
      clues.push(...cluesOfAttribute(attribute.toLowerCase(), decoded(html.slice(scan.lastIndex, end))));
      scan.lastIndex = end;
    } else {
      const end = html.indexOf("-->", sign.index + 2);
      if (end < 0) break;
      scan.lastIndex = end;
    }
  }
  return clues;
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

/** `data-frame`, `data-script` and `data-connect` say what a script of the theme will load or ask when it is told to. */
function cluesOfAttribute(name: string, value: string): readonly Clue[] {
  if (name === "style") return [{ kind: "style-attribute", value }];
  if (name === "data-frame") return [{ kind: "frame", value }];
  if (name === "data-script") return [{ kind: "widget", value }];
  if (name === "data-connect") return [{ kind: "connect", value }];
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
