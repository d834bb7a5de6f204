/** A tag in a text of HTML, with the places of its attributes' values. */
export type Tag = {
  /** Lower case. */
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: readonly Attribute[];
  /** After the `>`. */
  readonly end: number;
};

/** `from` and `to` enclose the value with its quotes; `value` is as written. */
export type Attribute = {
  readonly name: string;
  readonly value: string;
  readonly valueAt: number;
  readonly from: number;
  readonly to: number;
};

/** Something that begins with `<`. `open` = it is begun and never ends: the rest of the text belongs to it. */
export type Markup =
  | { readonly kind: "tag"; readonly tag: Tag; readonly end: number }
  | { readonly kind: "comment"; readonly text: string; readonly end: number }
  | { readonly kind: "text"; readonly end: number }
  | { readonly kind: "open"; readonly end: number };

/**
 * Reads what stands at a `<`, as browsers do: after the name of an element everything is read until the tag ends, so that
 * no piece of text is ever read twice. A word that is no element is text.
 */
export function readMarkup(html: string, at: number, isElement: (name: string) => boolean): Markup {
  const next = html.charCodeAt(at + 1);
  if (next === 0x21 || next === 0x3f) return readComment(html, at);
  const closing = next === 0x2f;
  const nameAt = at + (closing ? 2 : 1);
  if (!isLetter(html.charCodeAt(nameAt))) return { kind: "text", end: at + 1 };
  const nameEnd = endOfName(html, nameAt, tagNameEnds);
  const name = html.slice(nameAt, nameEnd).toLowerCase();
  if (!isElement(name)) return { kind: "text", end: at + 1 };
  const attributes: Attribute[] = [];
  let from = nameEnd;
  for (;;) {
    from = skipBetween(html, from);
    if (from >= html.length) return { kind: "open", end: html.length };
    if (html[from] === ">") return { kind: "tag", tag: { name, closing, attributes, end: from + 1 }, end: from + 1 };
    const attribute = readAttribute(html, from);
    if (attribute.to > html.length) return { kind: "open", end: html.length };
    attributes.push(attribute);
    from = attribute.to;
  }
}

/** After an opening tag whose content is not HTML: where its closing tag begins, or the end. */
export function endOfRawText(html: string, tag: Tag): number {
  if (tag.closing || !rawText.has(tag.name)) return tag.end;
  const closing = new RegExp(`</${tag.name}(?=[\\s/>])`, "gi");
  closing.lastIndex = tag.end;
  return closing.exec(html)?.index ?? html.length;
}

const rawText = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]);

function readComment(html: string, at: number): Markup {
  const isComment = html.startsWith("<!--", at);
  const end = isComment ? html.indexOf("-->", at + 4) : html.indexOf(">", at + 2);
  if (end < 0) return { kind: "open", end: html.length };
  return { kind: "comment", text: isComment ? html.slice(at + 4, end) : "", end: end + (isComment ? 3 : 1) };
}

/** `to` lies beyond the text when a quote is never closed. */
function readAttribute(html: string, at: number): Attribute {
  const nameEnd = endOfName(html, at + 1, attributeNameEnds);
  const name = html.slice(at, nameEnd).toLowerCase();
  const equals = skipSpaces(html, nameEnd);
  if (html[equals] !== "=") return { name, value: "", valueAt: nameEnd, from: nameEnd, to: nameEnd };
  const from = skipSpaces(html, equals + 1);
  const quote = html[from];
  if (quote !== '"' && quote !== "'") {
    const to = endOfName(html, from, unquotedValueEnds);
    return { name, value: html.slice(from, to), valueAt: from, from, to };
  }
  const close = html.indexOf(quote, from + 1);
  const end = close < 0 ? html.length : close;
  return { name, value: html.slice(from + 1, end), valueAt: from + 1, from, to: end + 1 };
}

const tagNameEnds = /[\s/>]/g;
const attributeNameEnds = /[\s/>=]/g;
const unquotedValueEnds = /[\s>]/g;

function endOfName(html: string, from: number, ends: RegExp): number {
  ends.lastIndex = from;
  return ends.exec(html)?.index ?? html.length;
}

function skipSpaces(html: string, from: number): number {
  let at = from;
  while (at < html.length && html.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** White space and stray slashes between attributes. */
function skipBetween(html: string, from: number): number {
  let at = from;
  while (at < html.length && (html.charCodeAt(at) <= 0x20 || html[at] === "/")) at += 1;
  return at;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
