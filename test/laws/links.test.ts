/** What leads somewhere leads to the right place: in every page, in every feed, below every base path. */
import fc from "fast-check";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import { decodeUrl } from "../../src/shared/address.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { images, postPaths, settings, type TinySite, tinySite } from "../tiny-site.ts";
import { canRender, renderAll, sourcesOf } from "./in-memory.ts";
import { type Element, readHtml } from "./parse-markup.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const workers = inProcess();

/** What tiny posts point at on purpose though it is not there, or may not be. */
const dead = /nowhere|missing|no-such|%E7%AC%AC%E4%B8%80%E5%A4%A9|#|a\.svg|\.svg|docker/;

law("every rooted address in every page begins with the base path and leads to an output", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, async (site) => {
      const { pages, files, base } = await buildPages(site);
      for (const [file, elements] of pages) {
        for (const address of addressesIn(elements)) {
          if (!address.startsWith("/") || address.startsWith("//") || dead.test(address)) continue;
          expect(address.startsWith(`${base}/`), `${address} in ${file}`).toBe(true);
          expect(leadsTo(address, base, files), `${address} in ${file}`).not.toBeNull();
        }
      }
    }),
    runs(2),
  );
});

type Piece = { readonly kind: "link" | "image" | "raw" | "reference" | "text"; readonly to: number };

const paths = postPaths.filter((path) => !path.includes("2099") && !/twin/i.test(path));
const piece: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom("link" as const, "image" as const, "raw" as const, "reference" as const, "text" as const),
  to: fc.nat(20),
});

law("each link of a post leads to the post whose file it names, each image to its own file and size", async () => {
  const posts = fc.uniqueArray(
    fc.record({ path: fc.constantFrom(...paths), pieces: fc.array(piece, { maxLength: 8 }) }),
    {
      minLength: 1,
      maxLength: 6,
      selector: ({ path }) => path,
    },
  );
  await fc.assert(
    fc.asyncProperty(posts, settings, async (written, site) => {
      const names = written.map(({ path }) => path);
      const nameOf = (to: number) => names[to % names.length] ?? "";
      const texts = written.map(({ path, pieces }) => [path, textOf(pieces, nameOf)]);
      const pictures = images.map((path, at) => [
        path,
        `<svg xmlns="http://www.w3.org/2000/svg" width="${at + 1}0" height="70"/>\n`,
      ]);
      const tiny: TinySite = {
        files: Object.fromEntries([...texts, ...pictures]),
        settings: { ...site, html: "allow", feeds: { ...site.feeds, site: true }, permalink: "/:year/:title/" },
      };
      const { pages, problems, cards, base, feed, bundles } = await buildPages(tiny);
      expect(problems.filter(({ code }) => /^(?:link|image)\//.test(code))).toEqual([]);

      const entries = new Map(
        (feed?.items ?? []).map(({ url, content_html }) => [new URL(url).pathname, readHtml(content_html)]),
      );
      for (const { path, pieces } of written) {
        const card = cards.get(path.normalize("NFC"));
        if (card === undefined) throw new Error(`${path} is published`);
        const places: (readonly [string, readonly Element[]])[] = [["", pages.get(card.file) ?? []]];
        const entry = entries.get(card.url);
        if (entry !== undefined) places.push([new URL(site.url).origin, entry]);
        for (const [origin, elements] of places) {
          const said = elements.flatMap(({ name, attributes, text }) => {
            if (name === "a" && /^to \d+$/.test(text)) return [`${text} ${attributes.get("href")}`];
            const alt = attributes.get("alt") ?? "";
            return name === "img" && /^image \d+$/.test(alt)
              ? [`${alt} ${attributes.get("src")} ${attributes.get("width")}x${attributes.get("height")}`]
              : [];
          });
          const meant = pieces.flatMap(({ kind, to }, at) => {
            if (kind === "text") return [];
            if (kind !== "image")
              return [
                `to ${at} ${origin}${cards.get(nameOf(to).normalize("NFC"))?.url}${kind === "link" ? "#head" : ""}`,
              ];
            const which = to % images.length;
            return [`image ${at} ${origin}${base}${bundles.get(images[which] ?? "")} ${which + 1}0x70`];
          });
          expect(said, card.url).toEqual(meant);
        }
      }
    }),
    runs(),
  );
});

/** The files are named as from the project. */
function textOf(pieces: readonly Piece[], nameOf: (to: number) => string): string {
  const blocks = pieces.map((piece, at) => markdownOf(piece, at, nameOf(piece.to)));
  return `---\ntitle: t\ndate: 2014-01-01\n---\n\n## head\n\n${blocks.join("\n\n")}\n`;
}

function markdownOf({ kind, to }: Piece, at: number, name: string): string {
  switch (kind) {
    case "link":
      return `甲 [to ${at}](<${name}#head>) 乙`;
    case "image":
      return `![image ${at}](<${images[to % images.length]}>)`;
    case "raw":
      return `- <a href="${name}">to ${at}</a>`;
    case "reference":
      return `> [to ${at}][r${at}]\n\n[r${at}]: <${name}>`;
    case "text":
      return "一段。";
  }
}

type Feed = { readonly items: readonly { readonly url: string; readonly content_html: string }[] };

async function buildPages(site: TinySite) {
  const sources = await sourcesOf(site);
  const { base } = sources.settings;
  const built = await build(sources, workers);
  const texts = canRender(built) ? await renderAll(built, built.outputs) : [];
  const pages = new Map<string, readonly Element[]>();
  let feed: Feed | null = null;
  const bundles = new Map<string, string>();
  for (const [at, output] of built.outputs.entries()) {
    const text = texts[at]?.[1] ?? "";
    if (output.kind === "copy") bundles.set(output.source, bundles.get(output.source) ?? output.url.slice(base.length));
    if (output.kind === "page" && output.file.endsWith(".html")) pages.set(output.file, readHtml(text));
    if (output.file === "feed.json" && text !== "") feed = JSON.parse(text) as Feed;
  }
  const files = new Set(built.outputs.map(({ file }) => file));
  const cards = new Map([...built.site.posts, ...built.site.pages].map((card) => [card.path, card]));
  return { pages, files, base, problems: built.problems, cards, feed: feed as Feed | null, bundles };
}

function addressesIn(elements: readonly Element[]): readonly string[] {
  return elements.flatMap(({ attributes }) => ["href", "src", "poster"].flatMap((name) => attributes.get(name) ?? []));
}

/** The file a static host sends for an address; `null` when there is none. */
function leadsTo(address: string, base: string, files: ReadonlySet<string>): string | null {
  const path = decodeUrl(address.slice(base.length + 1).replace(/[?#].*$/, ""));
  const candidates =
    path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
  return candidates.find((file) => files.has(file)) ?? null;
}
