import { policyHash } from "../shared/hash.ts";
import { type Clue, cluesIn } from "./policy/clues.ts";
import { escapeHtml } from "./templates/print.ts";

/**
 * Every page says what may run and load on it, and nothing else may: its own site's files, and exactly what is written
 * in it. A script that its author wrote into a post is named by its hash, a frame by its host; one that came in by any
 * other way, or is added later by somebody else, stays dead. What is escaped, as every value in a template is, is no
 * markup and allows nothing.
 *
 * @param allow hosts that scripts may ask and load from, as the site's `theme.allow` says
 */
export function addPolicy(html: string, allow: readonly string[]): string {
  const place = /<head(?:\s[^>]{0,999})?>(?:\s*<meta charset="?[\w-]+"?>)?/i.exec(html.slice(0, 4096));
  if (place === null || hasOwnPolicy(html)) return html;
  const meta = metaOf(cluesIn(html), allow);
  const at = place.index + place[0].length;
  return html.slice(0, at) + meta + html.slice(at);
}

/** Most pages of a site have one and the same; made once, since what has to be taken to pieces for it is long. */
function metaOf(clues: readonly Clue[], allow: readonly string[]): string {
  const key = JSON.stringify([allow, clues.map(({ kind, value }) => [kind, value])]);
  const known = metas.get(key);
  if (known !== undefined) return known;
  const policy = escapeHtml(policyOf(clues, allow)).replaceAll("&#39;", "'");
  const meta = `\n<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  if (metas.size === mostRemembered) metas.clear();
  metas.set(key, meta);
  return meta;
}

const metas = new Map<string, string>();
const mostRemembered = 500;

/** A template that says it itself, in the head, where browsers look for it, knows better. */
function hasOwnPolicy(html: string): boolean {
  const end = html.indexOf("</head");
  return /<meta http-equiv="Content-Security-Policy"/i.test(end < 0 ? html : html.slice(0, end));
}

const directives = ["script", "style", "img", "media", "font", "connect", "frame", "form"] as const;
type Directive = (typeof directives)[number];

/** So many style attributes are not worth naming one by one, and no browser could be harmed by one more. */
const mostStyles = 40;

function policyOf(clues: readonly Clue[], allow: readonly string[]): string {
  const granted: Record<Directive, Set<string>> = {
    script: new Set(["'self'"]),
    style: new Set(["'self'"]),
    img: new Set(["'self'", "data:"]),
    media: new Set(["'self'"]),
    font: new Set(["'self'", "data:"]),
    connect: new Set(["'self'"]),
    frame: new Set(["'self'"]),
    form: new Set(["'self'"]),
  };
  const grant = (source: string | null, ...wanted: readonly Directive[]) => {
    if (source !== null) for (const directive of wanted) granted[directive].add(source);
  };
  const has = { plugin: false, base: false, anyStyle: false };
  for (const { kind, value } of clues) {
    switch (kind) {
      case "inline-script":
        grant(policyHash(value), "script");
        break;
      case "inline-style":
        grant(policyHash(value), "style");
        break;
      case "handler":
        grant("'unsafe-hashes'", "script");
        grant(policyHash(value), "script");
        break;
      case "style-attribute":
        grant("'unsafe-hashes'", "style");
        grant(policyHash(value), "style");
        break;
      case "script":
        grant(fileOf(value), "script");
        // A counter reports to where it came from.
        grant(hostOf(value), "connect", "img");
        break;
      case "widget":
        grant(fileOf(value), "script");
        grant(hostOf(value), "frame", "style", "img", "connect");
        break;
      case "style":
        grant(fileOf(value), "style");
        if (hostOf(value) !== null) grant("https:", "font");
        break;
      case "image":
        grant(hostOf(value), "img");
        break;
      case "media":
        grant(hostOf(value), "media");
        break;
      case "frame":
        grant(hostOf(value), "frame");
        break;
      case "plugin":
        has.plugin = true;
        grant(hostOf(value), "frame");
        break;
      case "connect":
        grant(hostOf(value), "connect", "img");
        break;
      case "styles":
        has.anyStyle = true;
        break;
      case "form":
        grant(hostOf(value), "form");
        break;
      case "base":
        has.base = true;
    }
  }
  for (const host of allow) grant(hostOf(host), "script", "style", "img", "media", "font", "connect", "frame");
  if (has.anyStyle || granted.style.size > mostStyles)
    granted.style = new Set(["'self'", "'unsafe-inline'", ...hostsIn(granted.style)]);
  return [
    "default-src 'self'",
    ...directives.filter((each) => granted[each].size > 1 || each === "form").map((each) => say(each, granted[each])),
    has.plugin ? `object-src ${[...granted.frame].join(" ")}` : "object-src 'none'",
    `base-uri ${has.base ? "'self'" : "'none'"}`,
  ].join("; ");
}

function say(directive: Directive, sources: ReadonlySet<string>): string {
  return `${directive === "form" ? "form-action" : `${directive}-src`} ${[...sources].join(" ")}`;
}

function hostsIn(sources: ReadonlySet<string>): readonly string[] {
  return [...sources].filter((source) => !source.startsWith("'"));
}

/** The host of an address elsewhere; `null` for one of this site. */
function hostOf(address: string): string | null {
  const url = elsewhere(address);
  if (url === null) return null;
  return /^https?:$/.test(url.protocol) ? url.origin : url.protocol;
}

/** One file and no other of its host. Queries are no part of a policy. */
function fileOf(address: string): string | null {
  const url = elsewhere(address);
  if (url === null) return null;
  if (!/^https?:$/.test(url.protocol)) return url.protocol;
  return url.origin + url.pathname.replaceAll(";", "%3B").replaceAll(",", "%2C");
}

const here = "https://this-site.invalid";

function elsewhere(address: string): URL | null {
  const url = URL.canParse(address, here) ? new URL(address, here) : null;
  return url === null || url.origin === here || url.protocol === "javascript:" ? null : url;
}
