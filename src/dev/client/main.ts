/// <reference lib="dom" />
/** What makes a page live. Compiled into one file of its own, which the dev server adds to every page. */
import type { Frame, PageFrame } from "../frames.ts";
import { renewFiles } from "./files.ts";
import { followEdit } from "./follow-edit.ts";
import { listenToServer } from "./listen.ts";
import { morphPage } from "./morph.ts";
import { createOverlay } from "./overlay.ts";

const overlay = createOverlay();
let page = location.pathname;
const wire = listenToServer(obey);

function obey(frame: Frame): void {
  switch (frame.type) {
    case "reload":
      location.reload();
      break;
    case "problems":
      overlay.show(frame.problems);
      break;
    case "update":
      if ("files" in frame) renewFiles(frame.files);
      else renewPage(frame);
  }
}

function renewPage(frame: PageFrame): void {
  if (frame.page !== page) history.replaceState(history.state, "", frame.page + location.hash);
  page = frame.page;
  const morphed = morphPage(parse(frame.html), frame.before === null ? null : parse(frame.before));
  // The browser itself puts the scroll position back when a page is loaded anew.
  if (morphed === "reload") location.reload();
  else {
    wire.now(frame.page, frame.seen);
    // For scripts of the page, whose work is missing in what is new.
    document.dispatchEvent(new Event("inkstone:update"));
    if (frame.scrollToEdit) followEdit(morphed, overlay);
  }
}

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}
