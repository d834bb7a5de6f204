/// <reference lib="dom" />

/** Which node of the page as it was sent each living node is; scripts and readers change pages after they arrive. */
export type Alignment = {
  readonly sourceOf: ReadonlyMap<Node, Node>;
  /** Elements whose children are no longer those that were sent: a script rebuilt them. */
  readonly rebuilt: ReadonlySet<Node>;
};

/** Ours: in the living page, and never in the one that was sent. */
export const ownName = "inkstone-overlay";

export function align(living: Element, sent: Element): Alignment {
  const sourceOf = new Map<Node, Node>();
  const rebuilt = new Set<Node>();
  const pairs: [Node, Node][] = [[living, sent]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [live, source] = pair;
    sourceOf.set(live, source);
    const children = [...live.childNodes];
    let at = 0;
    for (const wanted of source.childNodes) {
      const found = children.findIndex((child, index) => index >= at && isLike(child, wanted));
      if (found >= 0) {
        pairs.push([children[found] as Node, wanted]);
        at = found + 1;
        continue;
      }
      const wrapped = wrappedIn(children, wanted, at);
      if (wrapped !== null) {
        pairs.push([wrapped.inner, wanted]);
        at = wrapped.index + 1;
      } else if (!isBlank(wanted)) rebuilt.add(live);
    }
  }
  return { sourceOf, rebuilt };
}

/** A script may have put an element as it was sent into a box of its own: code with a button beside it. */
function wrappedIn(children: readonly Node[], wanted: Node, from: number): { inner: Node; index: number } | null {
  if (!(wanted instanceof Element)) return null;
  for (const [index, child] of children.entries()) {
    if (index < from || !(child instanceof Element)) continue;
    for (const inner of child.querySelectorAll(wanted.localName))
      if (isLike(inner, wanted) && inner.textContent === wanted.textContent) return { inner, index };
  }
  return null;
}

/** The same kind of node; what is in it may have been changed. */
function isLike(live: Node, source: Node): boolean {
  if (live.nodeType !== source.nodeType || live.nodeName !== source.nodeName) return false;
  if (live instanceof Element && source instanceof Element) {
    return live.id === source.id || live.id === "" || source.id === "";
  }
  return live.nodeValue === source.nodeValue;
}

function isBlank(node: Node): boolean {
  return node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() === "");
}
