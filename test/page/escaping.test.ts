import { describe, expect, test } from "vitest";
import type { PagePost, SiteCard } from "../../src/model.ts";
import { card, facts, page, pagePost, postPage, render, resolved, unescaped } from "./fixtures.ts";

const nasty = [
  "</title><script>alert(1)</script>",
  "a</script><script>window.X=1</script><!--",
  "\"onmouseover='alert(1)'",
  "' onerror=alert(1) x='",
  "]]> & &amp; &#60;",
  "\u2028 & <b>",
  "<img src=x onerror=alert(2)>",
  "{{ site.title }}{% raw %}",
  "\\\\ \\u003c/script\\u003e",
];

/** The tags of the theme's own scripts, as they stand on a page where nothing is nasty. */
const ourScripts: readonly string[] = [
  ...(render({ page: page({ template: "home.njk" }) }).match(/<script[^>]*>/g) ?? []),
  '<script type="application/ld+json">',
];

function withoutOurScripts(html: string): string {
  return ourScripts.reduce((rest, script) => rest.replace(script, ""), html);
}

/** Every text an author can put anywhere. */
function poisoned(text: string): PagePost {
  const term = { name: text, slug: "x", url: "/blog/x/" };
  const fields: Partial<SiteCard> = {
    title: text,
    description: text,
    headline: text,
    tags: [term],
    categories: [term],
    authors: [{ name: text, email: text, url: text, avatar: text }],
    keywords: [text],
    link: text,
    video: text,
    image: { src: text, credit: text, creditLink: text },
    series: text,
    excerpt: text,
    lang: text,
    extra: { links: [{ name: text, url: text, description: text }], note: text },
  };
  const other = card(fields);
  return pagePost({
    ...fields,
    cover: resolved({ url: text, width: 1, height: 1 }),
    prev: other,
    next: other,
    related: [other],
    seriesPosts: [other, other],
  });
}

function outputs(text: string) {
  const post = poisoned(text);
  const author = { name: text, email: text, url: text, avatar: null };
  const known = facts({
    title: text,
    subtitle: text,
    description: text,
    author,
    navigation: [{ title: text, url: text }],
    social: { [text]: text },
    theme: { icp: text },
    recent: [post],
  });
  const term = { name: text, url: "/blog/x/", count: 1, kind: "tag", feed: "/blog/x/feed.xml" } as const;
  const data = {
    title: text,
    description: text,
    image: resolved({ url: text }),
    posts: [post],
    years: [{ year: text, posts: [post] }],
    terms: [term],
    entries: [{ url: text, modified: text }],
    target: text,
    paginator: { number: 2, total: 2, prev: "/blog/", next: null, pages: [{ number: 1, url: "/blog/" }] },
  };
  const headings = [1, 2, 3].map((level) => ({ level, id: text, text }));
  const bodies = new Map([[post.path, { html: ["<p>x</p>"], headings }]]);
  const of = (template: string) => {
    const isFeed = template.startsWith("feed");
    const bodiesShown = isFeed ? [post.path] : [];
    return render({
      page: page({ kind: "other", template, data: { ...data, term: isFeed ? null : term }, bodies: bodiesShown }),
      bodies,
      facts: known,
    });
  };
  const ofPost = (template: string) => render({ page: { ...postPage(post), template }, bodies, facts: known });
  return { of, ofPost };
}

const lists = ["home.njk", "list.njk", "term.njk", "terms.njk", "archive.njk", "404.njk", "redirect.njk"];

describe.each(nasty)("%j", (text) => {
  const { of, ofPost } = outputs(text);

  test.each([...lists, "post.njk", "page.njk"])("%s holds it as text, and nothing else of it", (template) => {
    const html = template === "post.njk" || template === "page.njk" ? ofPost(template) : of(template);
    const plain = outputs("plain");
    const clean = template === "post.njk" || template === "page.njk" ? plain.ofPost(template) : plain.of(template);
    // The same elements with the same attributes as when nothing is wrong: no text became markup.
    expect(shapeOf(html)).toEqual(shapeOf(clean));
    const titles = [...html.matchAll(/<(title|h1|p)[^>]*>([\s\S]*?)<\/\1>/g)].map((match) => unescaped(match[2] ?? ""));
    expect(titles.some((title) => title.includes(text))).toBe(true);
    expect(withoutOurScripts(html)).not.toMatch(/<script|javascript:/i);
  });

  test("JSON-LD reads back the same", () => {
    const script = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(ofPost("post.njk"))?.[1] ?? "";
    expect(JSON.parse(script)).toMatchObject({
      headline: text,
      description: text,
      keywords: text,
      author: { name: text },
    });
  });

  test("the JSON feed reads back the same", () => {
    const feed = JSON.parse(of("feed.json.njk"));
    expect(feed).toMatchObject({
      title: text,
      items: [{ title: text, summary: text, tags: [text, text], content_html: "<p>x</p>" }],
    });
  });

  test("the Atom feed reads back the same", () => {
    const { elements, attributes } = readXml(of("feed.xml.njk"));
    expect(elements.title).toEqual([text, text]);
    expect(elements.summary).toEqual([text]);
    expect(elements.content).toEqual(["<p>x</p>"]);
    expect(attributes).toContain(text);
  });

  test("the sitemap is well formed", () => {
    expect(readXml(of("sitemap.xml.njk")).elements.lastmod).toEqual([text]);
  });
});

test("characters that XML forbids are left out, so that the file can be read", () => {
  const { of } = outputs("控制字符\u000b坏\u0010\uffff\ud800!");
  expect(readXml(of("feed.xml.njk")).elements.title).toEqual(["控制字符坏!", "控制字符坏!"]);
  for (const forbidden of "\u000b\u0010\uffff") expect(of("sitemap.xml.njk")).not.toContain(forbidden);
  const post = pagePost();
  const feed = render({
    page: page({ template: "feed.xml.njk", data: { posts: [post] }, bodies: [post.path] }),
    bodies: new Map([[post.path, { html: ["<p>a\u0001b &nbsp; ]]></p>"], headings: [] }]]),
  });
  expect(readXml(feed).elements.content).toEqual(["<p>ab &nbsp; ]]></p>"]);
});

test("addresses that would run are not written", () => {
  const { of, ofPost } = outputs("javascript:alert(1)");
  for (const html of [...lists.map(of), ofPost("post.njk"), ofPost("page.njk"), of("feed.xml.njk")])
    expect(html.match(/<[^>]*(?:href="|url=)\s*javascript[^>]*>/g) ?? []).toEqual([]);
});

/** Tags with the names of their attributes, in order. */
function shapeOf(html: string): string[] {
  return [...html.matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name, written = ""]) => {
      const attributes = [...written.matchAll(/\s+([a-z:-]+)(?:="[^"]*")?/gi)].map((match) => match[1]);
      return `${name} ${attributes.join(" ")}`;
    },
  );
}

/** A strict reader of the little XML that feeds are made of: throws where an XML parser would. */
function readXml(xml: string): { elements: Record<string, string[]>; attributes: string[] } {
  const elements: Record<string, string[]> = {};
  const attributes: string[] = [];
  const open: string[] = [];
  const token = /<\?xml[^?]*\?>|<(\/?)([a-z:]+)((?:\s+[a-z:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`not well formed at ${xml.slice(at, at + 80)}`);
    const [, end, name = "", written = "", empty, text] = match;
    if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare & in ${text}`);
      if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text))
        throw new Error("a forbidden character");
      const parent = open.at(-1);
      if (parent !== undefined) elements[parent] = [...(elements[parent] ?? []), unescaped(text)];
    } else if (end === "/") {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else if (name !== "") {
      attributes.push(...[...written.matchAll(/="([^"]*)"/g)].map((value) => unescaped(value[1] ?? "")));
      if (empty !== "/") open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join(" ")}> is not closed`);
  const isText = (texts: string[]) => texts.some((text) => text.trim() !== "");
  return { elements: Object.fromEntries(Object.entries(elements).filter(([, texts]) => isText(texts))), attributes };
}
