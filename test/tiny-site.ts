/**
 * Tiny sites and what happens to them, as plain data: a path, a text. Small pools of names on purpose, so that posts meet:
 * they link to one another, share terms in two spellings, stand at one address, take each other's place.
 */
import fc from "fast-check";
import { images, postPaths, terms } from "./tiny-names.ts";
import { post } from "./tiny-post.ts";

export { images, post, postPaths, terms };

export type TinySite = {
  /** Project-relative path → text. Pictures are SVG, so that everything is text. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings: TinySettings;
};

/** What of `site.yml` changes between tiny sites; every key is written down, so that nothing rests on defaults. */
export type TinySettings = {
  readonly title: string;
  readonly url: string;
  readonly language: string;
  /** Of further editions. */
  readonly languages: readonly string[];
  readonly timezone: string;
  readonly permalink: string;
  readonly paginate: { readonly home: number; readonly terms: number };
  readonly author: string;
  readonly html: "allow" | "escape";
  readonly breaks: boolean;
  readonly headingIds: "github" | "kramdown" | "hexo";
  readonly highlight: boolean;
  readonly feeds: { readonly site: boolean; readonly terms: boolean };
};

export type Edit =
  | { readonly do: "write"; readonly path: string; readonly text: string }
  /** A file that is there says something more. */
  | { readonly do: "append"; readonly which: number; readonly word: string }
  | { readonly do: "retitle"; readonly which: number; readonly title: string }
  | { readonly do: "rename"; readonly which: number; readonly to: string }
  | { readonly do: "delete"; readonly which: number }
  | { readonly do: "settings"; readonly settings: TinySettings }
  /** Back to how the site once was. */
  | { readonly do: "revert"; readonly to: number };

/** JSON is YAML. */
export function siteYml(settings: Partial<TinySettings>): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** Every state a site goes through, the first included. What an edit has nothing to do with leaves the site as it is. */
export function statesOf(first: TinySite, edits: readonly Edit[]): readonly TinySite[] {
  const states = [first];
  for (const edit of edits) states.push(applied(edit, states));
  return states;
}

export const settings: fc.Arbitrary<TinySettings> = fc.record({
  title: fc.constantFrom("墨石", "A & B <blog>"),
  url: fc.constantFrom("https://example.com/blog", "https://example.com", "", "https://example.com/博客"),
  language: fc.constantFrom("zh-CN", "en", "la"),
  languages: fc.oneof({ arbitrary: fc.constant([]), weight: 4 }, { arbitrary: fc.constant(["ja", "ko"]), weight: 1 }),
  timezone: fc.constantFrom("Asia/Shanghai", "UTC", "America/New_York"),
  permalink: fc.constantFrom(
    "/posts/:slug/",
    "/:categories/:slug/",
    "/:year/:month/:day/:title.html",
    "/:categories/:title",
  ),
  paginate: fc.record({ home: fc.constantFrom(2, 0, 1, 10), terms: fc.constantFrom(1, 0, 20) }),
  author: fc.constantFrom("王小明", "O'Neill <o@x>"),
  html: fc.constantFrom("allow" as const, "escape" as const),
  breaks: fc.boolean(),
  headingIds: fc.constantFrom("github" as const, "kramdown" as const, "hexo" as const),
  highlight: fc.boolean(),
  feeds: fc.record({ site: fc.boolean(), terms: fc.boolean() }),
});

type Entry = readonly [path: string, text: string];

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .map(({ width, height }) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}0" height="${height}0"/>\n`);

const asset: fc.Arbitrary<Entry> = fc.oneof(
  fc.tuple(fc.constantFrom(...images), picture),
  fc.tuple(fc.constantFrom("assets/css/own.css", "assets/css/main.css"), fc.constantFrom("a{}\n", "b{}\n")),
  fc.tuple(fc.constant("posts/2017-05-06-bundle/code.js"), fc.constantFrom("let a = '<b>';\n", "let b;\n")),
  fc.tuple(fc.constant("assets/robots.txt"), fc.constantFrom("User-agent: *\n")),
);

/** Templates that take the place of ours, a partial and a component among them; some of them are wrong. */
const template: fc.Arbitrary<Entry> = fc.oneof(
  fc.tuple(
    fc.constantFrom("templates/post.njk", "templates/memo.njk", "templates/page.njk"),
    fc.constantFrom(
      "<h1>{{ page.title }}</h1>{% include 'parts/own.njk' %}{{ page.post.html }}\n",
      "<title>{{ page.title }}</title>{% for other in page.post.related %}{{ other.title }},{% endfor %}\n",
      "{{ asset('css/own.css') }} {{ page.post.html }}{% if page.post.next %}{{ page.post.next.title }}{% endif %}\n",
    ),
  ),
  fc.tuple(
    fc.constant("templates/parts/own.njk"),
    fc.constantFrom(
      "<i>{{ site.title }}</i>",
      "<b>{{ site.data.links | length }}</b>",
      "{{ site.postCount }} 篇",
      "{% for tag in site.tags %}{{ tag.name }} {{ tag.count }},{% endfor %}",
      "{% if site.years | length > 1 %}{{ site.recent[0].title }} {{ site.updated.day }}{% endif %}",
    ),
  ),
  fc.tuple(
    fc.constant("templates/components/note.njk"),
    fc.constantFrom("<aside>{{ body }}</aside>", "<b>注</b>", "{{ site.categories | length }} {{ site.year }}"),
  ),
  fc.tuple(
    fc.constant("templates/term.njk"),
    fc.constantFrom("{{ page.term.name }} {{ page.posts | length }}\n", "{% for\n"),
  ),
);

const data: fc.Arbitrary<Entry> = fc.tuple(
  fc.constant("data/links.json"),
  fc.constantFrom('[{"name": "友链", "url": "https://a.example/"}]\n', '[{"name": "x"}, {"name": "y"}]\n', "[]\n"),
);

const entry: fc.Arbitrary<Entry> = fc.oneof(
  { arbitrary: fc.tuple(fc.constantFrom(...postPaths), post), weight: 12 },
  { arbitrary: asset, weight: 3 },
  { arbitrary: template, weight: 2 },
  { arbitrary: data, weight: 1 },
);

export const tinySite: fc.Arbitrary<TinySite> = fc.record({
  files: fc.array(entry, { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
  settings,
});

/** A site with templates, styles, pictures and data of its own, so that edits meet them. */
export const furnishedSite: fc.Arbitrary<TinySite> = fc
  .tuple(tinySite, fc.array(fc.oneof(asset, template, data), { minLength: 3, maxLength: 6 }))
  .map(([{ files, settings }, furniture]) => ({ files: { ...Object.fromEntries(furniture), ...files }, settings }));

/** A site of posts alone, each under a name of its own: nothing but what they say can be wrong with it. */
export const tinyPosts: fc.Arbitrary<TinySite> = fc.record({
  files: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...postPaths), post), { maxLength: 6, selector: ([path]) => path })
    .map((entries) => Object.fromEntries(entries)),
  settings,
});

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { arbitrary: entry.map(([path, text]): Edit => ({ do: "write", path, text })), weight: 4 },
  {
    arbitrary: fc.record({
      do: fc.constant("append" as const),
      which: fc.nat(9),
      word: fc.constantFrom("又一句", "more"),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      do: fc.constant("retitle" as const),
      which: fc.nat(9),
      title: fc.constantFrom("新的标题", "New <i>", "x"),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ do: fc.constant("rename" as const), which: fc.nat(9), to: fc.constantFrom(...postPaths) }),
    weight: 2,
  },
  { arbitrary: fc.record({ do: fc.constant("delete" as const), which: fc.nat(9) }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant("settings" as const), settings }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("revert" as const), to: fc.nat(9) }), weight: 1 },
);

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(edit, { minLength: 1, maxLength: 5 });

function applied(edit: Edit, states: readonly TinySite[]): TinySite {
  const now = states.at(-1);
  if (now === undefined) throw new Error("there is a first state");
  const { files, settings } = now;
  const nth = (paths: readonly string[], which: number) => paths[which % Math.max(1, paths.length)];
  const posts = Object.keys(files).filter((path) => /\.(?:md|markdown)$/.test(path));
  switch (edit.do) {
    case "write":
      return { files: { ...files, [edit.path]: edit.text }, settings };
    case "append": {
      // What is not JSON: templates, styles, pictures and code as well as posts.
      const path = nth(
        Object.keys(files).filter((name) => !name.endsWith(".json")),
        edit.which,
      );
      return path === undefined ? now : { files: { ...files, [path]: `${files[path]}\n${edit.word}\n` }, settings };
    }
    case "retitle": {
      const path = nth(posts, edit.which);
      const text = (path === undefined ? undefined : files[path]) ?? "";
      const retitled = text.replace(/^title:.*$/m, () => `title: ${JSON.stringify(edit.title)}`);
      return path === undefined ? now : { files: { ...files, [path]: retitled }, settings };
    }
    case "rename": {
      const path = nth(posts, edit.which);
      if (path === undefined) return now;
      const { [path]: text = "", ...rest } = files;
      return { files: { ...rest, [edit.to]: text }, settings };
    }
    case "delete": {
      const path = nth(Object.keys(files), edit.which);
      return { files: Object.fromEntries(Object.entries(files).filter(([name]) => name !== path)), settings };
    }
    case "settings":
      return { files, settings: edit.settings };
    case "revert":
      return states[edit.to % states.length] ?? now;
  }
}
