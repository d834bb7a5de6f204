/** Follows every link and asset of a served site from its home page on. */

export type Walk = {
  /** Addresses that answered, without origin, sorted. */
  readonly reached: readonly string[];
  /** `address (from page)` of everything that did not. */
  readonly broken: readonly string[];
  /** Fragments that no element of the page they name has. */
  readonly lost: readonly string[];
  /** Hosts that pages load something from (links out are no loading). */
  readonly loadedFrom: readonly string[];
};

type Visit = { readonly address: string; readonly from: string };

/** `own`: the address the site believes it has; links to it count as its own. */
export async function walkSite(start: string, own = ""): Promise<Walk> {
  const { origin } = new URL(start);
  const pages = new Map<string, string>();
  const broken = new Set<string>();
  const fragments = new Map<string, string>();
  const loadedFrom = new Set<string>();
  const queue: Visit[] = [{ address: start, from: "the start" }];
  const seen = new Set<string>([start]);

  for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
    const response = await fetch(visit.address, { redirect: "manual" });
    const name = visit.address.slice(origin.length);
    const text = await response.text();
    if (response.status !== 200) {
      broken.add(`${name} (from ${visit.from})`);
      continue;
    }
    pages.set(name, text);
    for (const { target, loads } of targetsIn(text, response.headers.get("content-type") ?? "")) {
      const url = resolve(target, visit.address, { origin, own });
      if (url === null) continue;
      if (url.origin !== origin) {
        if (loads && /^https?:$/.test(url.protocol)) loadedFrom.add(url.host);
        continue;
      }
      const address = origin + url.pathname;
      if (url.hash.length > 1) fragments.set(`${url.pathname}${url.hash} (from ${name})`, url.pathname + url.hash);
      if (!seen.has(address)) {
        seen.add(address);
        queue.push({ address, from: name });
      }
    }
  }
  const lost = [...fragments].filter(([, where]) => !hasFragment(pages, where)).map(([told]) => told);
  return {
    reached: [...pages.keys()].sort(),
    broken: [...broken].sort(),
    lost: lost.sort(),
    loadedFrom: [...loadedFrom].sort(),
  };
}

export function unescapeHtml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}

type Target = { readonly target: string; readonly loads: boolean };

function targetsIn(text: string, type: string): readonly Target[] {
  if (type.startsWith("text/css")) {
    return [...text.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)].map((match) => ({
      target: match[1] ?? "",
      loads: true,
    }));
  }
  if (!type.startsWith("text/html")) return [];
  const bare = text.replace(/<!--[\s\S]*?-->/g, "");
  return [...bare.matchAll(/<([a-z][\w-]*)\b((?:"[^"]*"|'[^']*'|[^'">])*)>/gi)].flatMap(
    ([, element = "", inside = ""]) =>
      [...inside.matchAll(/\s(href|src|poster|srcset)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)].flatMap(
        ([, attribute = "", double, single, naked]) => {
          const value = unescapeHtml(double ?? single ?? naked ?? "");
          const loads = attribute.toLowerCase() !== "href" || isLoadingLink(element, inside);
          const targets =
            attribute.toLowerCase() === "srcset"
              ? value.split(",").map((part) => part.trim().split(/\s+/)[0] ?? "")
              : [value];
          return targets.map((target) => ({ target, loads }));
        },
      ),
  );
}

function isLoadingLink(element: string, inside: string): boolean {
  return (
    element.toLowerCase() === "link" && /\brel\s*=\s*["']?[^"'>]*\b(stylesheet|icon|preload|manifest)\b/i.test(inside)
  );
}

function resolve(target: string, from: string, site: { readonly origin: string; readonly own: string }): URL | null {
  if (!URL.canParse(target, from)) return null;
  const url = new URL(target, from);
  return url.origin === site.own ? new URL(url.pathname + url.hash, site.origin) : url;
}

function hasFragment(pages: ReadonlyMap<string, string>, where: string): boolean {
  const [page = "", hash = ""] = where.split("#");
  const id = decodeURIComponent(hash);
  const text = pages.get(page);
  if (text === undefined || id === "top") return true;
  return [...text.matchAll(/\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)].some(
    ([, double, single, naked]) => unescapeHtml(double ?? single ?? naked ?? "") === id,
  );
}
