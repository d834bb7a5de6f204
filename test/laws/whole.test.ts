/** Nothing is lost, nothing is shown that is withheld, and every list holds what it says: seen from a site's own templates. */
import fc from "fast-check";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import { postPaths, settings, type TinySite, terms, tinySite } from "../tiny-site.ts";
import { canRender, renderAll, snapshot, sourcesOf } from "./in-memory.ts";
import { plainSettings } from "./plain-settings.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const workers = inProcess();

/** Templates that say nothing but what they see. */
const plainTemplates = {
  "templates/home.njk": "{% for post in page.posts %}{{ post.path }}\n{% endfor %}",
  "templates/term.njk":
    "{{ page.term.kind }} {{ page.term.name | safe }} {{ page.term.count }}\n{% for post in page.posts %}{{ post.path }}\n{% endfor %}",
  "templates/archive.njk":
    "{% for year in page.years %}{% for post in year.posts %}{{ post.path }}\n{% endfor %}{% endfor %}",
  "templates/post.njk": "{{ page.post.prev.path if page.post.prev }}\n{{ page.post.next.path if page.post.next }}\n",
};

const days = ["2014-08-24", "2014-08-24 10:00", "2014-08-25", "2013-12-31 23:59:59", "2015-01-01"] as const;

type Plain = { readonly path: string; readonly day: string; readonly tags: readonly string[]; readonly state: string };

/** Posts of which everything is known beforehand. */
const plainPosts: fc.Arbitrary<readonly Plain[]> = fc.uniqueArray(
  fc.record({
    path: fc.nat(20).map((n) => `posts/p${n}.md`),
    day: fc.constantFrom(...days),
    tags: fc.uniqueArray(fc.constantFrom(...terms), { maxLength: 3, selector: folded }),
    state: fc.oneof(
      { arbitrary: fc.constant(""), weight: 6 },
      { arbitrary: fc.constantFrom("draft: true", "published: false"), weight: 1 },
    ),
  }),
  { maxLength: 12, selector: ({ path }) => path },
);

law("every list holds each of its posts once, newest first, and neighbours know each other", async () => {
  await fc.assert(
    fc.asyncProperty(plainPosts, settings, async (posts, site) => {
      const outputs = await rendered({
        files: filesOf(posts),
        settings: { ...site, languages: [], timezone: "UTC", permalink: "/:slug/" },
      });
      const shown = posts.filter(({ state }) => state === "").toSorted(newestFirst);
      const paths = shown.map(({ path }) => path);

      expect(listed(outputs, /^(?:page\/\d+\/)?index\.html$/, "").flat()).toEqual(paths);
      expect(listed(outputs, /^archive\/index\.html$/, "").flat()).toEqual(paths);
      const pages = [...outputs.keys()].filter((file) => /^(?:page\/\d+\/)?index\.html$/.test(file)).length;
      expect(pages).toBe(site.paginate.home === 0 ? 1 : Math.max(1, Math.ceil(paths.length / site.paginate.home)));

      for (const [at, { path }] of shown.entries()) {
        const text = outputs.get(`${path.slice("posts/".length, -".md".length)}/index.html`);
        expect(text).toBe(`${paths[at + 1] ?? ""}\n${paths[at - 1] ?? ""}\n`);
      }
    }),
    runs(2),
  );
});

law("terms meet by case, width and Unicode form under their commonest spelling, with all of their posts", async () => {
  await fc.assert(
    fc.asyncProperty(plainPosts, settings, async (posts, site) => {
      const outputs = await rendered({
        files: filesOf(posts),
        settings: { ...site, languages: [], timezone: "UTC", permalink: "/:slug/" },
      });
      const expected = new Map<string, readonly string[]>();
      for (const [key, group] of grouped(posts.filter(({ state }) => state === ""))) {
        const name = commonest(group.map(({ spelling }) => spelling));
        expected.set(key, [
          `tag ${name} ${group.length}`,
          ...group
            .map(({ post }) => post)
            .toSorted(newestFirst)
            .map(({ path }) => path),
        ]);
      }
      const found = new Map<string, string[]>();
      for (const [first = "", ...paths] of listed(outputs, /^tags\/[^/]+\/(?:page\/\d+\/)?index\.html$/, "tag ")) {
        const key = folded(first.split(" ").slice(1, -1).join(" "));
        const known = found.get(key);
        if (known === undefined) found.set(key, [first, ...paths]);
        else known.push(...paths);
      }
      expect(found).toEqual(expected);
    }),
    runs(2),
  );
});

law("each post of a series lists those around it, oldest first, and says where the list begins", async () => {
  const template = "{{ page.post.seriesStart }}{% for post in page.post.seriesPosts %} {{ post.path }}{% endfor %}";
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(1, 2, 99, 100, 101, 130), fc.nat(), async (length, some) => {
      const paths = Array.from({ length }, (_, at) => `posts/p${String(at).padStart(3, "0")}.md`);
      const texts = paths.map((path, at) => [path, `---\ntitle: t\nseries: s\ndate: ${1850 + at}-01-01\n---\n`]);
      const files = { ...Object.fromEntries(texts), "templates/post.njk": template };
      const outputs = await rendered({ files, settings: { ...plainSettings, permalink: "/:slug/" } });
      for (const at of [0, some % length, length - 1]) {
        const path = paths[at] ?? "";
        const [start, ...listed] = (outputs.get(`${path.slice("posts/".length, -".md".length)}/index.html`) ?? "")
          .trim()
          .split(" ");
        expect(listed).toContain(path);
        expect(listed).toEqual(paths.slice(Number(start) - 1, Number(start) - 1 + Math.min(length, 100)));
      }
    }),
    runs(20),
  );
});

law("what is withheld shows nowhere: not its title, its words, its terms, nor the pictures beside it", async () => {
  const secret =
    'title: "geheim-T"\ntags: [geheim-t]\ncategories: [geheim-c]\nseries: geheim-s\ndescription: geheim-d\naliases: [/geheim-a/]\n';
  const reason = fc.constantFrom("draft: true", "published: false", "date: 2099-01-01", "date: 2026-01-02T00:00:00Z");
  await fc.assert(
    fc.asyncProperty(tinySite, reason, async (site, why) => {
      const files = {
        ...site.files,
        "posts/2017-05-06-bundle/index.md": `---\n${secret}${why}\n---\n\n## geheim-h\n\ngeheim-b ![](图.svg)\n`,
        "posts/2017-05-06-bundle/图.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>\n',
      };
      const { outputs, withheld } = await snapshot(await sourcesOf({ ...site, files }), workers);
      expect(withheld.map(({ file }) => file)).toContain("posts/2017-05-06-bundle/index.md");
      for (const [place, text] of outputs) {
        expect(place).not.toMatch(/geheim|\u56fe\.svg|%E5%9B%BE\.svg/);
        expect(text.toLowerCase()).not.toContain("geheim");
      }
    }),
    runs(2),
  );
});

law("every file read is published, withheld or failed, and each published post has its page", async () => {
  await fc.assert(
    fc.asyncProperty(tinySite, fc.constantFrom("strict", "keep going"), async (site, mode) => {
      const sources = await sourcesOf(site);
      const built = await build(sources, workers, { keepGoing: mode === "keep going" });
      const { read, published, withheld, failed } = built.counts;
      expect(read).toBe(
        Object.keys(site.files).filter((path) => (postPaths as readonly string[]).includes(path)).length,
      );
      expect(read).toBe(published + withheld + failed);
      if (mode === "keep going") {
        const pages = built.outputs.filter((output) => output.kind === "page" && output.page.data.post !== null);
        expect(pages.length).toBe(published);
      }
      if (failed > 0) expect(built.problems.some(({ severity }) => severity === "error")).toBe(true);
    }),
    runs(),
  );
});

async function rendered(site: TinySite): Promise<ReadonlyMap<string, string>> {
  const built = await build(await sourcesOf(site), workers);
  expect(canRender(built)).toBe(true);
  const texts = await renderAll(built, built.outputs);
  return new Map(built.outputs.map(({ file }, at) => [file, texts[at]?.[1] ?? ""]));
}

function filesOf(posts: readonly Plain[]): TinySite["files"] {
  const texts = posts.map(({ path, day, tags, state }) => {
    const head = [`title: ${JSON.stringify(path)}`, `date: ${day}`, `tags: ${JSON.stringify(tags)}`, state];
    return [path, `---\n${head.join("\n").trimEnd()}\n---\n\n正文\n`];
  });
  return { ...plainTemplates, ...Object.fromEntries(texts) };
}

/** Lines of the outputs of that name, those of page 10 after those of page 9. */
function listed(outputs: ReadonlyMap<string, string>, name: RegExp, start: string): readonly (readonly string[])[] {
  const number = (file: string) => Number(/page\/(\d+)/.exec(file)?.[1] ?? 1);
  return [...outputs]
    .filter(([file, text]) => name.test(file) && text.startsWith(start))
    .sort(([a], [b]) => number(a) - number(b))
    .map(([, text]) => text.split("\n").filter((line) => line !== ""));
}

function newestFirst(a: Plain, b: Plain): number {
  const moment = ({ day }: Plain) =>
    Date.parse(day.length === 10 ? `${day}T00:00:00Z` : `${day.replace(" ", "T").padEnd(19, ":00")}Z`);
  return moment(b) - moment(a) || (a.path < b.path ? -1 : 1);
}

function grouped(posts: readonly Plain[]) {
  const groups = new Map<string, { readonly post: Plain; readonly spelling: string }[]>();
  for (const post of posts) {
    for (const tag of post.tags) {
      const group = groups.get(folded(tag)) ?? [];
      groups.set(folded(tag), [...group, { post, spelling: tag.normalize("NFC") }]);
    }
  }
  return groups;
}

function commonest(spellings: readonly string[]): string {
  const count = (spelling: string) => spellings.filter((other) => other === spelling).length;
  return spellings.toSorted((a, b) => count(b) - count(a) || (a < b ? -1 : 1))[0] ?? "";
}

function folded(term: string): string {
  return term.normalize("NFKC").toLowerCase();
}
