/** What there is to see at an address now: the same for the browser that asks and for the tab that is told. */
import { formatProblems } from "../shared/report.ts";
import type { Current, LiveSite } from "./live-site.ts";
import { mediaType } from "./media-types.ts";
import { addNearest, escapeHtml } from "./snippet.ts";

export type View =
  | { readonly kind: "html"; readonly status: 200 | 404 | 500; readonly html: string }
  | { readonly kind: "text"; readonly type: string; readonly text: string }
  | { readonly kind: "file"; readonly type: string; readonly from: string }
  | { readonly kind: "redirect"; readonly to: string };

/** @param path percent-encoded and well-formed, without query */
export async function viewOf(path: string, site: LiveSite): Promise<View> {
  const { current } = site;
  if (current === null) return problemPage(site);
  const route = current.routes.find(path);
  if (route.kind === "redirect") return route;
  if (route.kind === "missing") return missingPage(path, site, current);
  const { output } = route;
  const type = mediaType(output.file);
  if (output.kind === "copy") return { kind: "file", type, from: output.from };
  if (output.kind === "text") return { kind: "text", type, text: output.text };
  const rendered = await site.render(output);
  const text = "text" in rendered ? rendered.text : rendered.before;
  if (text === null) return problemPage(site);
  return type.startsWith("text/html") ? { kind: "html", status: 200, html: text } : { kind: "text", type, text };
}

async function missingPage(path: string, site: LiveSite, { routes }: Current): Promise<View> {
  const output = routes.file("404.html");
  const rendered = output?.kind === "page" ? await site.render(output) : null;
  const text = rendered === null ? null : "text" in rendered ? rendered.text : rendered.before;
  const html = text ?? "<!doctype html><title>404</title><h1>There is nothing at this address.</h1>";
  // A picture or a script that is missing is not an address a person mistook.
  const meant = /\.(?!html$)[a-z0-9]{1,5}$/i.test(path) ? html : addNearest(html, routes.near(path));
  return { kind: "html", status: 404, html: meant };
}

/** Where there is no page, not even an old one, its problems are the page. */
function problemPage(site: LiveSite): View {
  const report = escapeHtml(formatProblems(site.problems(), { color: false, all: true }));
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>Inkstone</title></head><body><pre>${report}</pre></body></html>`;
  return { kind: "html", status: 500, html };
}
