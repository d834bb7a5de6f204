import type MarkdownIt from "markdown-it";
import type { Position } from "../../model.ts";
import type { Env, Span } from "./env.ts";
import { gap } from "./gaps.ts";
import { type Attribute, endOfRawText, readMarkup, type Tag } from "./html-tags.ts";
import { warnNoAlt } from "./image-alt.ts";
import { isOutward } from "./link-target.ts";
import { placeOfToken, positionIn } from "./places.ts";
import { guardBlock, guardInline, recordSpan } from "./wrap.ts";

/**
 * HTML in a post passes through, with three differences: its addresses are resolved like those of Markdown, its ids are
 * known to the link check, and words in angle brackets that are no elements are shown instead of vanishing.
 */
export function rawHtml(md: MarkdownIt): void {
  guardBlock(md, "html_block", ["paragraph", "reference", "blockquote"], (state, line) =>
    mayBeMarkup(state.src, (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.env),
  );
  guardInline(md, "html_inline", (state) => mayBeMarkup(state.src, state.pos, state.env));
  recordSpan(md, "html_inline");

  const decode = (value: string) => md.utils.unescapeAll(value.replaceAll("\\", "\\\\"));

  md.renderer.rules.html_block = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const place = placeOfToken(env, token);
    return rewrite(token.content, env, { decode, positionOf: (at, length) => positionIn(env, place, at, length) });
  };
  md.renderer.rules.html_inline = (tokens, index, _options, env: Env) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const { start }: Span = token.meta ?? { start: 0, end: 0 };
    const positionOf = (at: number, length: number) => positionIn(env, env.place, start + at, length);
    return rewrite(token.content, env, { decode, positionOf });
  };
}

const lessThan = 0x3c;

/** Comments and the like, and tags whose name is an element's. */
function mayBeMarkup(text: string, at: number, env: Env): boolean {
  if (text.charCodeAt(at) !== lessThan) return false;
  const next = text.charCodeAt(at + 1);
  if (next === 0x21 || next === 0x3f) return true;
  tagName.lastIndex = at;
  const name = tagName.exec(text)?.[1];
  return name !== undefined && env.isElement(name);
}

const tagName = /<\/?([a-z][^\s/<>]*)/iy;

type Source = {
  readonly decode: (value: string) => string;
  readonly positionOf: (at: number, length: number) => Position;
};

function rewrite(html: string, env: Env, source: Source): string {
  let written = "";
  let from = 0;
  for (let at = html.indexOf("<"); at >= 0; ) {
    const markup = readMarkup(html, at, env.isElement);
    let next = markup.end;
    if (markup.kind === "text") {
      written += `${html.slice(from, at)}&lt;`;
      from = next;
    } else if (markup.kind === "tag") {
      if (isImageWithoutAlt(markup.tag)) warnNoAlt(env, source.positionOf(at, markup.end - at));
      for (const attribute of markup.tag.attributes) {
        const value = markup.tag.closing ? null : newValue(attribute, markup.tag, env, source);
        if (value === null) continue;
        written += `${html.slice(from, attribute.from)}"${value}"`;
        from = attribute.to;
      }
      next = endOfRawText(html, markup.tag);
    }
    at = html.indexOf("<", next);
  }
  return written + html.slice(from);
}

/** What takes the place of an attribute's value, ready to stand in double quotes; `null` = it stays as it is. */
function newValue(attribute: Attribute, tag: Tag, env: Env, source: Source): string | null {
  const { value, valueAt } = attribute;
  if (value === "") return null;
  const name = attribute.name === "data" && tag.name === "object" ? "src" : attribute.name;
  switch (name) {
    case "id":
      env.anchors.push(source.decode(value));
      return null;
    case "name":
      if (tag.name === "a") env.anchors.push(source.decode(value));
      return null;
    case "href":
    case "src":
    case "poster": {
      const kind = name === "poster" || tag.name === "img" ? "image" : "link";
      return addressGap(env, {
        kind,
        target: source.decode(value).trim(),
        at: () => source.positionOf(valueAt, value.length),
      });
    }
    case "srcset":
      return candidates(value, (address, at) => {
        const position = () => source.positionOf(valueAt + at, address.length);
        return addressGap(env, { kind: "image", target: source.decode(address), at: position });
      });
    default:
      return null;
  }
}

/** `alt=""` says that there is nothing to be said. */
function isImageWithoutAlt({ name, closing, attributes }: Tag): boolean {
  return name === "img" && !closing && !attributes.some((attribute) => attribute.name === "alt");
}

type Found = { readonly kind: "link" | "image"; readonly target: string; readonly at: () => Position };

/** `#` and `#top` lead to the top of every page. */
function addressGap(env: Env, { kind, target, at }: Found): string | null {
  if (target === "" || target === "#" || target === "#top" || isOutward(target)) return null;
  const reference = env.targets.push({ kind, target, ...at() }) - 1;
  return gap(env, { late: "address", reference });
}

/** `a.png 1x, b.png 2x`: each address is replaced where `replace` has something better. */
function candidates(srcset: string, replace: (address: string, at: number) => string | null): string | null {
  let written = "";
  let changed = false;
  let expectsAddress = true;
  let from = 0;
  for (const { 0: word, index } of srcset.matchAll(/[^\s]+/g)) {
    const address = word.replace(/,+$/, "");
    const replaced = expectsAddress && address !== "" ? replace(address, index) : null;
    if (replaced !== null) {
      written += srcset.slice(from, index) + replaced;
      from = index + address.length;
      changed = true;
    }
    expectsAddress = word.endsWith(",");
  }
  return changed ? (written + srcset.slice(from)).replaceAll('"', "&quot;") : null;
}
