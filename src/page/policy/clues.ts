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

type Note = (kind: Clue["kind"], value: string) => void;

/**
 * Elements and attributes that need a word. Looked for in one pass over the text, without a tree: what is found in a
 * wrong place is the author's own text all the same, and what a browser sees differently stays forbidden.
 */
export function cluesIn(html: string): readonly Clue[] {
  const clues: Clue[] = [];
  const note: Note = (kind, value) => {
    if (!addressed.has(kind) || !plainlyHere.test(value)) clues.push({ kind, value });
  };
  const signs = new RegExp(sign);
  for (let found = signs.exec(html); found !== null; found = signs.exec(html)) {
    const [, element, attribute] = found;
    const next =
      element !== undefined
        ? behindElement(html, { name: element.toLowerCase(), at: signs.lastIndex, note })
        : attribute !== undefined
          ? behindAttribute(html, { name: attribute.toLowerCase(), at: signs.lastIndex, note })
          : html.indexOf("-->", signs.lastIndex - 2);
    // What never ends has nothing behind it.
    if (next < 0) break;
    signs.lastIndex = next;
  }
  return clues;
}

/**
 * A comment, the name of an element, the quote before the value of an attribute. Every page is read for them, so what is
 * looked for is what is rare: a `<`, or a quote behind `=`, before which the name is looked at.
 */
const sign =
  /<(?:!--|(script|style|link|img|source|video|audio|track|iframe|frame|embed|object|form|base|input|image)(?=[\s/>]))|="(?<=\s(style|on[a-z]{2,30}|data-(?:frame|script|connect|styles))=")/gi;

/** Clues that name nothing but an address: where it is one of this site, the page needs no word for it. */
const addressed: ReadonlySet<Clue["kind"]> = new Set<Clue["kind"]>([
  "script",
  "widget",
  "style",
  "image",
  "media",
  "frame",
  "connect",
  "form",
]);

/** Addresses of this site by their looks alone: taking one to pieces costs more than all else that is asked of a page. */
const plainlyHere = /^(?!\/\/)[\w./%~?=&#+-]+$/;

type Found = { readonly name: string; readonly at: number; readonly note: Note };

/** Where its tag ends, or the text of a script or style; negative where that never happens. */
function behindElement(html: string, { name, at, note }: Found): number {
  const tag = readTag(html, at);
  if (tag === null) return -1;
  noteTag(name, tag.attributes, note);
  if (name !== "script" && name !== "style") return tag.end;
  const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  close.lastIndex = tag.end;
  const end = close.exec(html);
  if (end === null) return -1;
  noteText(name, tag.attributes, { text: html.slice(tag.end, end.index), note });
  return end.index + 1;
}

/** The quote that ends its value. */
function behindAttribute(html: string, { name, at, note }: Found): number {
  const end = html.indexOf('"', at);
  if (end >= 0) noteAttribute(name, decoded(html.slice(at, end)), note);
  return end;
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

function noteTag(name: string, attributes: Attributes, note: Note): void {
  const noteNamed = (kind: Clue["kind"], key: string) => {
    const value = attributes.get(key);
    if (value !== undefined && value !== "") note(kind, value);
  };
  for (const [key, value] of attributes) noteAttribute(key, value, note);
  switch (name) {
    case "script":
      noteNamed("script", "src");
      break;
    case "link": {
      const rel = (attributes.get("rel") ?? "").toLowerCase();
      if (/\bstylesheet\b/.test(rel)) noteNamed("style", "href");
      else if (/\bicon\b/.test(rel)) noteNamed("image", "href");
      break;
    }
    case "img":
    case "input":
      noteNamed("image", "src");
      noteSet(attributes, note);
      break;
    case "image":
      noteNamed("image", "href");
      noteNamed("image", "xlink:href");
      break;
    case "video":
    case "audio":
    case "track":
    case "source":
      noteNamed("media", "src");
      noteNamed("image", "poster");
      noteSet(attributes, note);
      break;
    case "iframe":
    case "frame":
      noteNamed("frame", "src");
      break;
    case "embed":
    case "object":
      noteNamed("plugin", "src");
      noteNamed("plugin", "data");
      break;
    case "form":
      noteNamed("form", "action");
      break;
    case "base":
      note("base", attributes.get("href") ?? "");
  }
}

/** A picture in several sizes. */
function noteSet(attributes: Attributes, note: Note): void {
  const set = attributes.get("srcset");
  if (set === undefined) return;
  for (const each of set.split(/,\s+/)) {
    const value = each.trim().split(/\s/, 1)[0] ?? "";
    if (value !== "") note("image", value);
  }
}

/**
 * `data-frame`, `data-script` and `data-connect` say what a script of the theme will load or ask when it is told to;
 * `data-styles` that it brings styles nobody can know beforehand.
 */
function noteAttribute(name: string, value: string, note: Note): void {
  if (name === "style") note("style-attribute", value);
  else if (name === "data-frame") note("frame", value);
  else if (name === "data-script") note("widget", value);
  else if (name === "data-connect") note("connect", value);
  else if (name === "data-styles") note("styles", value);
  else if (/^on[a-z]+$/.test(name)) note("handler", value);
}

/** Scripts of other types are data: they run nowhere. */
const runs = /^(?:|module|importmap|speculationrules|(?:text|application)\/(?:x-)?(?:javascript|ecmascript))$/i;

function noteText(name: string, attributes: Attributes, { text, note }: { text: string; note: Note }): void {
  // A browser reads every line end as one sign.
  const value = text.replace(/\r\n?/g, "\n");
  if (name === "style") note("inline-style", value);
  else if (!attributes.has("src") && runs.test((attributes.get("type") ?? "").trim())) note("inline-script", value);
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
