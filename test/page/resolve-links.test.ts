import { describe, expect, test } from "vitest";
import type { Html, LateNode, Resolved } from "../../src/model.ts";
import { resolveLinks } from "../../src/page/resolve-links.ts";
import { card, pagePost, postPage, problemsOf, render, resolved } from "./fixtures.ts";

const position = { line: 1, column: 1, length: 1 };

function component(name: string, changes: Partial<Extract<LateNode, { late: "component" }>> = {}): LateNode {
  return { late: "component", name, args: {}, references: {}, body: [], position, ...changes };
}

function fill(html: Html, references: readonly Resolved[], addresses: "rooted" | "absolute" = "rooted"): string {
  const filling = { own: "/blog/posts/a/", home: "https://example.com/blog/", component: () => null };
  return resolveLinks(html, { references, addresses, ...filling });
}

describe("gaps", () => {
  test("an address, escaped", () => {
    const html = ['<a href="', { late: "address", reference: 0 }, '">a</a>'] as const;
    expect(fill(html, [resolved({ url: '/blog/?a=1&b="2' })])).toBe('<a href="/blog/?a=1&amp;b=&quot;2">a</a>');
    expect(fill(html, [resolved({ url: "/blog/x/" })], "absolute")).toBe('<a href="https://example.com/blog/x/">a</a>');
    expect(fill(html, [resolved({ url: "https://a.com/" })], "absolute")).toBe('<a href="https://a.com/">a</a>');
  });

  test.each([
    ["#b", "https://example.com/blog/posts/a/#b"],
    ["?x=1#b", "https://example.com/blog/posts/a/?x=1#b"],
    ["../gone/", "https://example.com/blog/posts/gone/"],
    ["//a.com/x", "https://a.com/x"],
    ["", ""],
  ])("in a feed, %j is what it is on the post's page", (url, absolute) => {
    const html = ['<a href="', { late: "address", reference: 0 }, '">a</a>'] as const;
    expect(fill(html, [resolved({ url })], "absolute")).toBe(`<a href="${absolute}">a</a>`);
    expect(fill(html, [resolved({ url })])).toBe(`<a href="${url}">a</a>`);
  });

  test("a picture with its size", () => {
    const image = { late: "image", reference: 1, attributes: { alt: 'a "b"', loading: "lazy" } } as const;
    const references = [resolved(), resolved({ width: 640, height: 480 })];
    expect(fill([image], references)).toBe(
      '<img src="/blog/images/x.png" alt="a &quot;b&quot;" loading="lazy" width="640" height="480">',
    );
    expect(fill([{ ...image, reference: 0 }], references)).toBe(
      '<img src="/blog/images/x.png" alt="a &quot;b&quot;" loading="lazy">',
    );
  });

  test("a component nobody made stays as it was written", () => {
    const leaf = component("chrat", { args: { title: "<b>", src: "a.png" }, references: { src: 0 } });
    expect(fill([leaf], [resolved()])).toBe(
      "<p>::chrat{title=&quot;&lt;b&gt;&quot; src=&quot;/blog/images/x.png&quot;}</p>\n",
    );
    expect(fill([component("x", { body: ["<p>in</p>\n", leaf] })], [resolved()])).toMatch(
      /^<p>:::x<\/p>\n<p>in<\/p>\n<p>::chrat.*<\/p>\n<p>:::<\/p>\n$/,
    );
  });
});

describe("components of the theme", () => {
  const post = pagePost();
  const shown = (node: LateNode, references: readonly Resolved[] = []) => {
    const page = postPage(post, { references: { [post.path]: references } });
    const html = render({ page, bodies: new Map([[post.path, { html: ["[[", node, "]]"], headings: [] }]]) });
    return html.slice(html.indexOf("[[") + 2, html.lastIndexOf("]]"));
  };

  test("figure", () => {
    const node = component("figure", { args: { src: "x.png", caption: "图 <1>" }, references: { src: 0 } });
    expect(shown(node, [resolved({ width: 2, height: 1 })])).toBe(
      '<figure>\n<img src="/blog/images/x.png" alt="图 &lt;1&gt;" width="2" height="1" loading="lazy" decoding="async">\n' +
        "<figcaption>图 &lt;1&gt;</figcaption>\n</figure>\n",
    );
  });

  test("figure of another site", () => {
    expect(shown(component("figure", { args: { src: "https://a.com/x.png" } }))).toContain('src="https://a.com/x.png"');
  });

  test("video: a file plays, a page is linked to", () => {
    const file = component("video", { args: { src: "a.mp4", poster: "p.png" }, references: { src: 0, poster: 1 } });
    expect(shown(file, [resolved({ url: "/blog/a.mp4" }), resolved()])).toContain(
      '<video controls preload="metadata" src="/blog/a.mp4" poster="/blog/images/x.png"></video>',
    );
    const elsewhere = shown(component("video", { args: { src: "https://www.youtube.com/watch?v=x" } }));
    expect(elsewhere).toContain('<a class="outward" href="https://www.youtube.com/watch?v=x">看视频</a>');
    expect(shown(component("video", { args: { src: "javascript:alert(1)" } }))).not.toContain("javascript");
  });

  test("include", () => {
    const node = component("include", { args: { file: "a.ts", lang: "ts" }, references: { file: 0 } });
    expect(shown(node, [resolved({ text: "a < b\n" })])).toBe(
      '<pre><code class="language-ts">a &lt; b\n</code></pre>\n\n',
    );
  });

  test("card", () => {
    const node = component("card", { args: { post: "b.md" }, references: { post: 0 } });
    const html = shown(node, [resolved({ url: "/blog/b/", card: card({ title: "乙", lang: "en" }) })]);
    expect(html).toContain('<aside role="note" class="card" lang="en">');
    expect(html).toContain('<a href="/blog/b/">乙</a>');
  });

  test("note, with another within", () => {
    const inner = component("note", { args: { title: "内" }, body: ["<p>b</p>\n"] });
    const html = shown(component("note", { args: { type: "warning" }, body: ["<p>a</p>\n", inner] }));
    expect(html).toMatch(
      /<aside role="note" class="note warning">\n<p class="note-title">注意<\/p>\n<p>a<\/p>\n<aside role="note" class="note">/,
    );
    expect(html).toContain("<p>b</p>");
  });

  test("without what it needs a component is quiet", () => {
    for (const name of ["figure", "video", "include", "card", "note"])
      expect(shown(component(name))).not.toContain("undefined");
  });
});

test("a thousand components within each other are a page", () => {
  let node = component("note", { body: ["deepest"] });
  for (let i = 0; i < 1000; i++) node = component("note", { body: [node] });
  const post = pagePost();
  const html = render({ page: postPage(post), bodies: new Map([[post.path, { html: [node], headings: [] }]]) });
  expect(html).toContain("<aside");
});

test("a component that asks wrongly is told with the page it is on", async () => {
  const { compileTemplates } = await import("../../src/page/templates.ts");
  const { templatesOf } = await import("./fixtures.ts");
  const templates = compileTemplates(
    templatesOf({ "post.njk": "{{ post.html }}", "components/x.njk": "<p>\n{{ page.post.titel }}</p>" }),
  );
  const post = pagePost();
  const bodies = new Map([[post.path, { html: [component("x")], headings: [] }]]);
  const [problem] = problemsOf(() => render({ page: postPage(post), bodies, templates }));
  expect(problem).toMatchObject({ file: "templates/components/x.njk", line: 2, column: 14 });
  expect(problem?.hint).toContain(post.path);
});
