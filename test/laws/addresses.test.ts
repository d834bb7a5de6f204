/** Law 5: addresses are distinct, on every disk, and what they say can be read back. */
import fc from "fast-check";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import { addressOf, decodeUrl, encodePath } from "../../src/shared/address.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { postPaths, settings, type TinySite, tinySite } from "../tiny-site.ts";
import { sourcesOf } from "./in-memory.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const workers = inProcess();

law("what is encoded decodes to itself, in the composed form", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (path) => {
      expect(decodeUrl(encodePath(path))).toBe(path.normalize("NFC"));
    }),
    runs(0.5),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 20 }), (path) => {
      const url = encodePath(path);
      expect(url).toMatch(/^[!-~]*$/);
      expect(decodeUrl(url)).toBe(path.toWellFormed().normalize("NFC"));
      expect(encodePath(decodeUrl(url))).toBe(url);
    }),
    runs(0.5),
  );
});

law("an address leads to its file, and both Unicode forms of a path have one address", () => {
  const segment = fc.constantFrom(
    "posts",
    "集群",
    "Café",
    "é".normalize("NFD"),
    "a b",
    "100%",
    "%41",
    "?#",
    "v1.2",
    "x.html",
    "한국".normalize("NFD"),
  );
  const path = fc.tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom("", "/"));
  fc.assert(
    fc.property(path, fc.constantFrom("", "/blog", "/%E5%8D%9A"), ([segments, end], base) => {
      const written = `/${segments.map((one) => `${one}/`).join("")}`.slice(
        0,
        end === "" && segments.length > 0 ? -1 : undefined,
      );
      const { url, file } = addressOf(written, base);
      expect(addressOf(written.normalize("NFD"), base)).toEqual({ url, file });
      expect(file).toBe(file.normalize("NFC"));
      expect(url.startsWith(`${base}/`)).toBe(true);
      expect([file, file.replace(/(^|\/)index\.html$/, "$1"), file.replace(/\.html$/, "")]).toContain(
        decodeUrl(url.slice(base.length)).slice(1),
      );
    }),
    runs(),
  );
});

/** Sites whose authors have chosen addresses that get in each other's way, and in that of the site's own pages. */
const crowdedSite: fc.Arbitrary<TinySite> = fc.record({
  files: fc
    .array(
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom(...postPaths),
            fc.constantFrom("/own/", "/Own/", "/OWN", "/own/x/", "/own.html", "/own.html/y/", "/Tags/", "/feed.xml/z/"),
          )
          .map(([path, permalink]) => [path, `---\ntitle: t\npermalink: ${permalink}\n---\n`] as const),
        fc
          .tuple(
            fc.constantFrom(...postPaths),
            fc.constantFrom("/straße/", "/STRASSE/", "/Café/", "/CAFÉ/".normalize("NFD"), "/Archive/", "/ａ/", "/a/"),
          )
          .map(([path, alias]) => [path, `---\ntitle: t\naliases: [${alias}]\n---\n`] as const),
        fc
          .constantFrom(
            "assets/own/index.html",
            "assets/Own",
            "assets/own.html",
            "assets/TAGS/index.html",
            "assets/x.css",
          )
          .map((path) => [path, "x"] as const),
      ),
      { minLength: 2, maxLength: 6 },
    )
    .map((entries) => Object.fromEntries(entries)),
  settings,
});

law(
  "outputs share no address and no file, by case or Unicode form, and none is the folder of another; else it is told",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(tinySite, crowdedSite), async (site) => {
        const { outputs, problems } = await build(await sourcesOf(site), workers);
        const folded = outputs.map(({ file }) => fold(file));
        const folders = new Set(folded.flatMap(foldersOf));
        const urls = outputs.map(({ url }) => url);
        const twice = folded.filter(
          (file, at) => folded.indexOf(file) !== at || folders.has(file) || urls.indexOf(urls[at] ?? "") !== at,
        );
        const told = problems.filter(({ code }) => code === "page/same-address");
        expect(twice.length > 0, `${twice}, told: ${told.map(({ message }) => message)}`).toBe(told.length > 0);
      }),
      runs(),
    );
  },
);

law("every output is plain, composed, and stands where its address leads", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, async (site) => {
      const sources = await sourcesOf(site);
      const { base } = sources.settings;
      for (const { file, url } of (await build(sources, workers)).outputs) {
        expect(file).toBe(file.normalize("NFC"));
        expect(file.split("/").every((name) => name !== "" && !/^\.+$/.test(name))).toBe(true);
        expect(url).toMatch(/^\/[!-~]*$/);
        expect(url.startsWith(`${base}/`), url).toBe(true);
        const path = decodeUrl(url.slice(base.length + 1));
        expect([path, `${path}index.html`, `${path}.html`]).toContain(file);
      }
    }),
    runs(2),
  );
});

/** As a disk does that knows no case; independent of how the site folds. */
function fold(file: string): string {
  return file.normalize("NFD").toUpperCase().toLowerCase().normalize("NFC");
}

function foldersOf(file: string): readonly string[] {
  const parts = file.split("/");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
}
