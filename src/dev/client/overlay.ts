/// <reference lib="dom" />
import type { ShownProblem } from "../frames.ts";
import { ownName } from "./align.ts";
import { overlayStyle } from "./overlay-style.ts";

export type Overlay = {
  /** All that is wrong; nothing wrong takes the overlay away. */
  show(problems: readonly ShownProblem[]): void;
  /** A line that goes by itself, with a button. */
  note(text: string, button: string, onPress: () => void): void;
};

const noteStays = 4_000;

/** Over the page and apart from it: in a shadow, so that neither styles nor morphing reach across. */
export function createOverlay(): Overlay {
  const element = document.createElement(ownName);
  const root = element.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(overlayStyle);
  root.adoptedStyleSheets = [style];
  const place = () => {
    if (!element.isConnected) document.documentElement.append(element);
  };
  let panel: HTMLElement | null = null;
  let note: HTMLElement | null = null;
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") panel?.remove();
  });

  return {
    show(problems) {
      panel?.remove();
      panel = problems.length === 0 ? null : panelOf(problems);
      if (panel === null) return;
      root.append(panel);
      place();
    },
    note(text, button, onPress) {
      note?.remove();
      const line = make("p", { role: "status" }, text, " ");
      const press = make("button", { type: "button" }, button);
      press.onclick = () => {
        onPress();
        line.remove();
      };
      line.append(press);
      note = line;
      root.append(line);
      place();
      setTimeout(() => line.remove(), noteStays);
    },
  };
}

function panelOf(problems: readonly ShownProblem[]): HTMLElement {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const close = make("button", { type: "button", title: "Hide until something changes (Esc)" }, "Hide");
  const head = make(
    "header",
    {},
    make("strong", {}, count),
    make("span", {}, "The page is as it last was good."),
    close,
  );
  const panel = make("section", { role: "alert", "aria-label": count }, head, ...problems.map(problemOf));
  close.onclick = () => panel.remove();
  return panel;
}

function problemOf({ report, open, file, line, column }: ShownProblem): HTMLElement {
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const link = open === null ? [] : [make("a", { href: open }, `Open ${place}`)];
  return make("article", {}, make("pre", { tabindex: "0" }, report), ...link);
}

/** Text only ever becomes text. */
function make(name: string, attributes: Readonly<Record<string, string>>, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}
