import type { Html, LateNode, Page, Resolved, Url } from "../model.ts";
import { encodeWritten } from "../shared/address.ts";
import { absoluteUrl } from "./filters/site-filters.ts";
import { escapeHtml } from "./templates/print.ts";

export type LateComponent = Extract<LateNode, { readonly late: "component" }>;

/** How the gaps of one body are filled. */
export type Filling = {
  /** What each reference of the body turned out to be, in their order. */
  readonly references: readonly Resolved[];
  readonly addresses: Page["addresses"];
  /** Where the post itself is: `#part` is a place in it, on whatever page or in whatever feed its text stands. */
  readonly own: Url;
  /** The site's own absolute address, or empty. */
  readonly home: string;
  /** The html of a component whose body is filled already; `null` when there is no such component. */
  readonly component: (name: string, args: Readonly<Record<string, string | Resolved>>, body: string) => string | null;
};

/** Components within each other; more is no document. */
const deepest = 100;

/** The html of a body, with what lies beyond the post's own file filled in. */
export function resolveLinks(html: Html, filling: Filling, depth = 0): string {
  return html.map((part) => (typeof part === "string" ? part : fill(part, filling, depth))).join("");
}

function fill(node: LateNode, filling: Filling, depth: number): string {
  switch (node.late) {
    case "address":
      return escapeHtml(find(node.reference, filling).url);
    case "image":
      return image(find(node.reference, filling), node.attributes);
    case "component": {
      const body = depth < deepest ? resolveLinks(node.body, filling, depth + 1) : "";
      const args = argumentsOf(node, filling);
      return filling.component(node.name, args, body) ?? asWritten(node, args, body);
    }
  }
}

/** What points somewhere is `Resolved` wherever it leads: templates need not ask whether it is of this site. */
function argumentsOf(node: LateComponent, filling: Filling): Readonly<Record<string, string | Resolved>> {
  const args: Record<string, string | Resolved> = { ...node.args };
  for (const name of ["src", "poster", "href"]) if (typeof args[name] === "string") args[name] = elsewhere(args[name]);
  for (const [name, index] of Object.entries(node.references)) args[name] = find(index, filling);
  return args;
}

function elsewhere(url: string): Resolved {
  return { url: encodeWritten(url), width: null, height: null, text: null, card: null };
}

function find(index: number, { references, addresses, own, home }: Filling): Resolved {
  const resolved = references[index];
  if (resolved === undefined) throw new Error(`reference ${index} of a body has not been looked up`);
  // What leads nowhere is as its author wrote it.
  const url = encodeWritten(resolved.url);
  return { ...resolved, url: addresses === "absolute" && url !== "" ? absoluteFrom(own, url, home) : url };
}

/** A relative address means what it does on the post's own page. */
function absoluteFrom(own: Url, url: string, home: string): string {
  if (home === "" || url.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(url)) return absoluteUrl(url, home);
  return new URL(url, absoluteUrl(own, home)).href;
}

/** Width and height keep the page from jumping while the picture loads. */
function image({ url, width, height }: Resolved, attributes: Readonly<Record<string, string>>): string {
  const size: Record<string, string> =
    width === null || height === null ? {} : { width: String(width), height: String(height) };
  const all = Object.entries({ src: url, ...attributes, ...size });
  return `<img${all.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join("")}>`;
}

/** A component that nobody made stays visible as its author wrote it. */
function asWritten(node: LateComponent, args: Readonly<Record<string, string | Resolved>>, body: string): string {
  const words = Object.entries(args).map(([key, value]) => `${key}="${typeof value === "string" ? value : value.url}"`);
  const head = `${node.name}${words.length === 0 ? "" : `{${words.join(" ")}}`}`;
  if (node.body.length === 0) return `<p>${escapeHtml(`::${head}`)}</p>\n`;
  return `<p>${escapeHtml(`:::${head}`)}</p>\n${body}<p>:::</p>\n`;
}
