/// <reference lib="dom" />
import type { Overlay } from "./overlay.ts";

const key = "inkstone-stay";

/**
 * The edited block comes into view, unless the reader is busy on the page: then nothing moves. Off for good, in this
 * browser, by the button that is shown whenever it happens; for everybody, by `dev.scrollToEdit` in `site.yml`.
 */
export function followEdit(touched: readonly Element[], overlay: Overlay): void {
  const block = touched.filter((element) => element.isConnected).find(isProse);
  if (block === undefined || isInView(block) || isBusy() || localStorage.getItem(key) === "yes") return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  block.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  overlay.note("Scrolled to your edit.", "Stay put from now on", () => localStorage.setItem(key, "yes"));
}

/** What surrounds the text changes along with it: dates, counts, lists of neighbours. */
function isProse(element: Element): boolean {
  return element.closest("article, main") !== null && element.closest("header, footer, nav, aside, form") === null;
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function isBusy(): boolean {
  const { activeElement } = document;
  const typing =
    activeElement !== null &&
    activeElement !== document.body &&
    activeElement.matches("input, textarea, select, [contenteditable]");
  return typing || getSelection()?.isCollapsed === false;
}
