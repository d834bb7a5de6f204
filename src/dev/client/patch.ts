/// <reference lib="dom" />
import type { Alignment } from "./align.ts";
import { inStep } from "./in-step.ts";

/** `reload`: a script rebuilt the very block that changed. Otherwise the elements that were touched. */
export type Patched = "reload" | readonly Element[];

export type Versions<N extends Node = Node> = { readonly live: N; readonly before: N; readonly now: N };

/**
 * What differs between the page as it was sent and the page as it is now is changed in the living page, and nothing
 * else is touched. A node that a script or a reader changed and the source did not stays as they left it.
 */
export function patch(root: Versions, { sourceOf, rebuilt }: Alignment): Patched {
  const liveOf = new Map([...sourceOf].map(([live, source]) => [source, live]));
  const touched: Element[] = [];
  let unbearable = false;
  patchNode(root);
  return unbearable ? "reload" : touched;

  function patchNode({ live, before, now }: Versions): void {
    if (before.isEqualNode(now)) return;
    if (live instanceof Element && before instanceof Element && now instanceof Element) {
      if (changeAttributes({ live, before, now })) touched.push(live);
      if (rebuilt.has(live)) unbearable = true;
      else patchChildren({ live, before, now });
    } else {
      live.nodeValue = now.nodeValue;
      if (live.parentElement !== null) touched.push(live.parentElement);
    }
  }

  function patchChildren({ live, before, now }: Versions): void {
    let last: Node | null = null;
    const put = (node: Node) => {
      live.insertBefore(node, last === null ? live.firstChild : last.nextSibling);
      touched.push(node instanceof Element ? node : (live as Element));
      last = node;
    };
    for (const { left, right } of inStep([...before.childNodes], [...now.childNodes])) {
      const there = left === null ? undefined : liveOf.get(left);
      if (left === null && right !== null) put(document.importNode(right, true));
      else if (left !== null && right === null) {
        if (there !== undefined) live.removeChild(childHolding(live, there));
        touched.push(live as Element);
      } else if (left !== null && right !== null) {
        if (there !== undefined) patchNode({ live: there, before: left, now: right });
        else if (!left.isEqualNode(right)) put(document.importNode(right, true));
        last = there === undefined ? last : childHolding(live, there);
      }
    }
  }
}

/** A node that a script has put into a box goes and stays with its box. */
function childHolding(parent: Node, node: Node): Node {
  let child = node;
  while (child.parentNode !== null && child.parentNode !== parent) child = child.parentNode;
  return child;
}

/** What the source changed; a theme that the reader chose stays chosen. */
export function changeAttributes({ live, before, now }: Versions<Element>): boolean {
  let changed = false;
  for (const name of new Set([...before.getAttributeNames(), ...now.getAttributeNames()])) {
    const value = now.getAttribute(name);
    if (before.getAttribute(name) === value) continue;
    changed = true;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
  }
  return changed;
}
