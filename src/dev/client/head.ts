/// <reference lib="dom" />
import { replaceSheet } from "./files.ts";

/** Elements of the head that the source changed come and go; style sheets change places without a bare moment. */
export function swapHead(now: HTMLHeadElement, before: HTMLHeadElement | null): void {
  const was = before ?? document.head;
  const leave = without(was, now);
  const come = without(now, was);
  for (const element of leave) {
    const live = [...document.head.children].find((child) => child.outerHTML === element.outerHTML);
    if (live === undefined || (before === null && isOurs(live))) continue;
    const heir = isSheet(live) ? come.find((other) => isSheet(other)) : undefined;
    if (heir === undefined) live.remove();
    else {
      come.splice(come.indexOf(heir), 1);
      replaceSheet(live as HTMLLinkElement, heir.getAttribute("href") ?? "");
    }
  }
  for (const element of come) {
    if (element.localName === "title") document.title = element.textContent ?? "";
    else document.head.append(document.importNode(element, true));
  }
}

function without(some: HTMLHeadElement, other: HTMLHeadElement): Element[] {
  const there = new Set([...other.children].map((element) => element.outerHTML));
  return [...some.children].filter((element) => !there.has(element.outerHTML));
}

function isSheet(element: Element): boolean {
  return element instanceof HTMLLinkElement || element.localName === "link"
    ? element.getAttribute("rel")?.includes("stylesheet") === true
    : false;
}

function isOurs(element: Element): boolean {
  return element.matches('meta[name="inkstone-socket"], script[src^="/__inkstone/"]');
}
