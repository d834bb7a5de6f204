/**
 * HTML and XML read back, independently of everything that writes them: what elements and attributes a page has, and
 * which text. Only as much of the standards as pages need, and strict where they are.
 */
export type Element = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Decoded text of the element and of all within it. */
  text: string;
};

const voidNames = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const rawNames = new Set(["script", "style"]);
const textOnlyNames = new Set(["title", "textarea"]);

/** Every element of a page in document order, as a browser's tokenizer sees them. */
export function readHtml(html: string): readonly Element[] {
  const elements: Element[] = [];
  let open: Element[] = [];
  const say = (text: string) => {
    for (const element of open) element.text += text;
  };
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    if (next < 0) {
      say(decodeEntities(html.slice(at)));
      break;
    }
    say(decodeEntities(html.slice(at, next)));
    const rest = html.slice(next);
    const bogus = /^<!--[\s\S]*?(?:--!?>|$)|^<[!?][^>]*(?:>|$)|^<\/(?![a-z])[^>]*(?:>|$)/i.exec(rest)?.[0];
    const closing = /^<\/([a-z][^\s/>]*)[^>]*(?:>|$)/i.exec(rest);
    const opening = bogus === undefined && closing === null ? readTag(rest) : null;
    if (bogus !== undefined) {
      at = next + bogus.length;
    } else if (closing !== null) {
      const name = (closing[1] ?? "").toLowerCase();
      const from = open.findLastIndex((element) => element.name === name);
      if (from >= 0) open = open.slice(0, from);
      at = next + closing[0].length;
    } else if (opening !== null) {
      const element: Element = { name: opening.name, attributes: opening.attributes, text: "" };
      elements.push(element);
      at = next + opening.length;
      if (rawNames.has(element.name) || textOnlyNames.has(element.name)) {
        const end = new RegExp(`</${element.name}[\\s/>]`, "i").exec(html.slice(at))?.index ?? html.length - at;
        const inner = html.slice(at, at + end);
        element.text = rawNames.has(element.name) ? inner : decodeEntities(inner);
        at += end;
      } else if (!voidNames.has(element.name) && !opening.closed) {
        open.push(element);
      }
    } else {
      say("<");
      at = next + 1;
    }
  }
  return elements;
}

const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/y;

function readTag(text: string) {
  const name = /^<([a-z][^\s/>]*)/i.exec(text)?.[1];
  if (name === undefined) return null;
  const attributes = new Map<string, string>();
  let at = name.length + 1;
  for (;;) {
    const end = /^[\s/]*(\/?)>/.exec(text.slice(at));
    if (end !== null) {
      const closed = text.slice(at, at + end[0].length).endsWith("/>");
      return { name: name.toLowerCase(), attributes, length: at + end[0].length, closed };
    }
    attribute.lastIndex = at;
    const match = attribute.exec(text);
    if (match === null || match[0] === "") {
      // Not a well-made tag: take what stands here as a name, so that nothing hides in it.
      if (at >= text.length) return { name: name.toLowerCase(), attributes, length: text.length, closed: false };
      const odd = /^[\s/]*[^\s>]*/.exec(text.slice(at))?.[0] ?? "";
      attributes.set(`odd ${odd}`, "");
      at += Math.max(1, odd.length);
      continue;
    }
    const [whole, key = "", double, single, bare] = match;
    attributes.set(key.toLowerCase(), decodeEntities(double ?? single ?? bare ?? ""));
    at += whole.length;
  }
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
};

/** Of HTML's named ones, those that pages are made with. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}

/** Every element of an XML document in document order; throws where it is not well-formed. */
export function readXml(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const refused = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
  if (refused.test(xml)) throw new Error("a character that XML does not allow");
  const token =
    /<\?[\s\S]*?\?>|<!--(?:(?!--)[\s\S])*-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (token.lastIndex < xml.length) {
    const from = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`not well-formed at: ${xml.slice(from, from + 80)}`);
    const [, closing, opening, attributes = "", closed, text] = match;
    if (closing !== undefined && open.pop()?.name !== closing) throw new Error(`</${closing}> closes nothing`);
    if (opening !== undefined) {
      const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(
        ([, key = "", value = ""]) => [key, strict(value)] as const,
      );
      const element: Element = { name: opening, attributes: new Map(pairs), text: "" };
      if (element.attributes.size !== pairs.length) throw new Error(`an attribute of <${opening}> is there twice`);
      elements.push(element);
      if (closed === "") open.push(element);
    }
    if (text !== undefined) {
      const said = strict(text);
      if (open.length === 0 && said.trim() !== "") throw new Error("text outside of the document");
      for (const element of open) element.text += said;
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  return elements;
}

function strict(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(text))
    throw new Error(`a bare & in: ${text.slice(0, 80)}`);
  return decodeEntities(text);
}
