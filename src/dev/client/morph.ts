/// <reference lib="dom" />
/**
 * The new page into the old one. Only what differs between the page as it was sent and the page as it is now is touched;
 * what the reader or a script did to the rest stays: scroll, focus, selection, open details, a half-typed search.
 */
import { Idiomorph } from "idiomorph";
import { type Alignment, align, ownName } from "./align.ts";
import { swapHead } from "./head.ts";
import { scriptsOf } from "./scripts.ts";

/** `reload`: its scripts cannot bear the change. Otherwise the elements that changed. */
export type Morphed = "reload" | readonly Element[];

export function morphPage(now: Document, before: Document | null): Morphed {
  if (scriptsOf(before ?? document).join() !== scriptsOf(now).join()) return "reload";
  const aligned = before === null ? null : align(document.documentElement, before.documentElement);
  setAttributes(document.documentElement, before?.documentElement ?? null, now.documentElement);
  setAttributes(document.body, before?.body ?? null, now.body);
  swapHead(now.head, before?.head ?? null);
  if (aligned?.rebuilt.has(document.body) && before?.body.isEqualNode(now.body) === false) return "reload";
  return morphBody(now.body, aligned);
}

function morphBody(now: HTMLElement, aligned: Alignment | null): Morphed {
  const touched: Element[] = [];
  const becomes = new Map<Node, Node>();
  let unbearable = false;
  Idiomorph.morph(document.body, now, {
    morphStyle: "innerHTML",
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed(live: Node, next: Node) {
        const source = aligned?.sourceOf.get(live);
        if (source === undefined ? live.isEqualNode(next) : source.isEqualNode(next)) return false;
        if (aligned?.rebuilt.has(live)) {
          unbearable = true;
          return false;
        }
        becomes.set(live, next);
        if (live.nodeType === Node.TEXT_NODE && live.parentElement !== null) touched.push(live.parentElement);
        return true;
      },
      beforeAttributeUpdated(name, element) {
        const source = aligned?.sourceOf.get(element);
        const next = becomes.get(element);
        if (!(source instanceof Element && next instanceof Element)) return name !== "open";
        return source.getAttribute(name) !== next.getAttribute(name);
      },
      beforeNodeRemoved: (node) => !isAdded(node, aligned),
      afterNodeAdded(node: Node) {
        const element = node instanceof Element ? node : node.parentElement;
        if (element !== null) touched.push(element);
      },
      afterNodeRemoved(node) {
        if (node.parentElement !== null) touched.push(node.parentElement);
      },
    },
  });
  return unbearable ? "reload" : touched;
}

/** Ours, or made by a script: it was never part of the page, and stays beside what was. */
function isAdded(node: Node, aligned: Alignment | null): boolean {
  if (node instanceof Element && (node.localName === ownName || isSnippet(node))) return true;
  return aligned !== null && !aligned.sourceOf.has(node);
}

function isSnippet(element: Element): boolean {
  return element.matches('meta[name="inkstone-socket"], script[src="/__inkstone/client.js"]');
}

/** What the source changed; a theme that the reader chose stays chosen. */
export function setAttributes(live: Element, before: Element | null, now: Element): void {
  const source = before ?? live;
  for (const { name } of [...source.attributes, ...now.attributes]) {
    const value = now.getAttribute(name);
    if (before !== null && before.getAttribute(name) === value) continue;
    if (before === null && value === null) continue;
    if (value === null) live.removeAttribute(name);
    else if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}
