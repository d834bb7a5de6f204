import { decodeUrl } from "../shared/address.ts";
import { metaNames, scriptPath, socketPath } from "./frames.ts";

export type Visit = {
  readonly token: string;
  /** The address as the browser asked for it. */
  readonly page: string;
  /** Hash of the html, so that whoever reconnects later can be told whether it is still true. */
  readonly seen: string;
};

/**
 * Adds what makes a page live. The server adds it to the answer; no template knows of it, so a page without it is byte
 * for byte the one a build writes. Into the head where there is one: what a post leaves open cannot swallow it there.
 */
export function addSnippet(html: string, visit: Visit): string {
  const at = html.search(/<\/head\s*>/i);
  const snippet = snippetOf(visit);
  return at < 0 ? html + snippet : html.slice(0, at) + snippet + html.slice(at);
}

function snippetOf({ token, page, seen }: Visit): string {
  const socket = `${socketPath}?token=${token}&page=${encodeURIComponent(page)}&seen=${seen}`;
  const content = socket.replaceAll("&", "&amp;").replaceAll("'", "&#39;");
  return `<meta name="${metaNames.socket}" content="${content}"><script src="${scriptPath}" type="module"></script>`;
}

/** What a page that is not there says of the one that was probably meant. */
export function addNearest(html: string, near: string): string {
  const link = `<a href="${escapeHtml(near)}">${escapeHtml(decodeUrl(near))}</a>`;
  const note = `<p id="inkstone-nearest">The nearest address is ${link}.</p>`;
  const at = html.search(/<\/body\s*>/i);
  return at < 0 ? html + note : html.slice(0, at) + note + html.slice(at);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
