/** `must` and `must_not` of the cases that are one build, in code; the key is the id of the case. */
import { expect } from "vitest";
import { openEveryPage, parseXml } from "../browser/in-browser.ts";
import { unescapeHtml } from "../browser/walk.ts";
import { copyOf, discard, GOOD_SITE, namesIn, type Project, put, read, textsOf } from "./project.ts";
import { build, type Run } from "./run.ts";

type Look = (project: Project, run: Run) => void | Promise<void>;

export const aftermath: Readonly<Record<string, Look>> = {
  "fm-norway": (project) => {
    expect(page(project, "categories/no/")).toContain('href="/posts/fm-norway/"');
  },

  "date-future": (project) => {
    const told = [...textsOf(project)].filter(([name, text]) => /date-future|2999/.test(name + text));
    expect(told.map(([name]) => name)).toEqual([]);
  },

  "tags-differ-by-case": (project) => {
    const folders = termFolders(project);
    expect(folders).toHaveLength(1);
    for (const post of ["a", "b"]) expect(page(project, `tags/${folders[0]}/`)).toContain(`href="/posts/${post}/"`);
  },

  "tags-c-family": (project) => {
    const folders = termFolders(project);
    expect(folders).toHaveLength(3);
    expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(3);
    for (const name of folders) {
      expect(name).toMatch(/^[A-Za-z0-9._~-]+$/);
      expect(page(project, `tags/${name}/`)).toContain('href="/posts/tags-c-family/"');
    }
  },

  "tag-slash-and-dots": async (project) => {
    const plain = copyOf(project);
    put(plain, {
      "posts/tag-slash-and-dots.md": read(project, "posts/tag-slash-and-dots.md").replace(/^tags:.*\n/m, ""),
    });
    expect((await build(plain)).exit).toBe(0);
    const without = new Set(namesIn(plain.dist));
    discard(plain);
    const added = namesIn(project.dist).filter((name) => !without.has(name));
    expect(added.filter((name) => !/^tags\/[^/]+\/[^/]+$/.test(name))).toEqual([]);
    expect(added.filter((name) => name.endsWith("/index.html"))).toHaveLength(2);
  },

  "title-script": async (project) => {
    const raw = [...textsOf(project)].filter(([, text]) => text.includes("<script>alert(1)"));
    expect(raw.map(([name]) => name)).toEqual([]);
    expect(await openEveryPage(project.dist)).toEqual([]);
  },

  "json-ld-breakout": async (project) => {
    const html = page(project, "posts/json-ld-breakout/");
    const blocks = [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)];
    expect(blocks.length).toBeGreaterThan(0);
    const strings = blocks.flatMap(([, json]) => stringsIn(JSON.parse(json ?? "")));
    expect(strings).toContain("a</script><script>window.X=1</script><!--");
    expect(strings).toContain("\u2028 & <b>");
    expect(await openEveryPage(project.dist)).toEqual([]);
  },

  "feed-cdata-end": async (project) => {
    const feed = await parseXml(read(project, "dist/feed.xml"));
    expect(feed.error).toBeNull();
    expect(feed.text).toContain("<code>]]&gt;</code>");
  },

  "feed-control-character": async (project) => {
    for (const [name, text] of textsOf(project)) {
      if (name.endsWith(".xml")) expect((await parseXml(text)).error, name).toBeNull();
      if (name.endsWith(".json")) expect(() => JSON.parse(text), name).not.toThrow();
    }
    expect(namesIn(project.dist)).toEqual(expect.arrayContaining(["feed.xml", "feed.json", "sitemap.xml"]));
  },

  "md-javascript-links": (project) => {
    const html = page(project, "posts/md-javascript-links/").toLowerCase();
    for (const start of ["javascript:", "vbscript:", "data:text"])
      expect(html).not.toMatch(new RegExp(`href=["']?${start}`));
  },

  "fence-info-injection": async (project) => {
    expect(await openEveryPage(project.dist)).toEqual([]);
  },

  "body-looks-like-template": (project) => {
    const html = page(project, "posts/body-looks-like-template/");
    const seen = unescapeHtml(html.replace(/<[^>]*>/g, ""));
    for (const literal of [
      "{{ 1 + 1 }}",
      "{% raw %}",
      "{{< x >}}",
      "{{ constructor.constructor(",
      "{{ x }} {% if %}",
    ]) {
      expect(seen).toContain(literal);
    }
    expect(seen).not.toContain("1337");
  },

  "encoding-bom": (project) => {
    expect(page(project, "posts/bom/")).toMatch(/<h1[^>]*>\s*B\s*<\/h1>/);
  },

  "config-out-is-source": (project) => {
    expect(namesIn(`${project.root}/posts`)).toEqual(["good.md"]);
    expect(read(project, "posts/good.md")).toBe(GOOD_SITE["posts/good.md"]);
  },

  "tpl-include-itself": (_project, run) => {
    expect(Buffer.byteLength(run.output)).toBeLessThan(2048);
  },

  "fs-editor-droppings": (project, run) => {
    expect(namesIn(`${project.dist}/posts`)).toEqual(["good/index.html"]);
    for (const name of [".#a.md", "#a.md#", "a.md~", ".a.md.swp", "4913", "___jb_tmp___"])
      expect(run.output).not.toContain(name);
  },
};

function page(project: Project, url: string): string {
  return read(project, `dist/${url}index.html`);
}

function termFolders(project: Project): readonly string[] {
  const names = namesIn(`${project.dist}/tags`).filter((name) => name.includes("/"));
  return [...new Set(names.map((name) => name.split("/")[0] ?? ""))];
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
