/// <reference lib="dom" />
/** The new page into the old one, without loading it: scroll, focus, selection and whatever else a reader did stay. */
import { Idiomorph } from "idiomorph";
import { align, ownName } from "./align.ts";
import { swapHead } from "./head.ts";
import { changeAttributes, type Patched, patch } from "./patch.ts";
import { scriptsOf } from "./scripts.ts";

/** @param before the page as this browser was sent it; `null` when nobody knows */
export function morphPage(now: Document, before: Document | null): Patched {
  if (scriptsOf(before ?? document).join() !== scriptsOf(now).join()) return "reload";
  const aligned = before === null ? null : align(document.body, before.body);
  swapHead(now.head, before?.head ?? null);
  if (before === null || aligned === null) return morphBlindly(now.body);
  changeAttributes({ live: document.documentElement, before: before.documentElement, now: now.documentElement });
  return patch({ live: document.body, before: before.body, now: now.body }, aligned);
}

/** The browser was away while the page changed: what differs from what it shows now is taken from the new page. */
function morphBlindly(now: HTMLElement): Patched {
  Idiomorph.morph(document.body, now, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: {
      beforeAttributeUpdated: (name) => name !== "open",
      beforeNodeRemoved: (node) => !(node instanceof Element && (node.localName === ownName || isSnippet(node))),
    },
  });
  return [];
}

function isSnippet(element: Element): boolean {
  return element.matches('meta[name="inkstone-socket"], script[src^="/__inkstone/"]');
}
