import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { PageData } from "../../src/model.ts";
import { momentFromDay, momentFromInstant } from "../../src/shared/date.ts";
import {
  bodyOf,
  card,
  facts,
  languages,
  ourTemplates,
  ourTheme,
  page,
  pagePost,
  postPage,
  render,
  resolved,
  stringsOf,
} from "./fixtures.ts";

const zone = "Asia/Shanghai";
const css = readFileSync(path.resolve(import.meta.dirname, "../../assets/css/main.css"), "utf8");
const paginator = {
  number: 2,
  total: 3,
  prev: "/blog/",
  next: "/blog/page/3/",
  pages: [1, 2, 3].map((number) => ({ number, url: number === 1 ? "/blog/" : `/blog/page/${number}/` })),
};

function postHtml(post = pagePost(), body = bodyOf()): string {
  return render({ page: postPage(post), bodies: new Map([[post.path, body]]) });
}

function pageHtml(template: string, data: Partial<PageData>, kind: Parameters<typeof page>[0] = {}): string {
  return render({ page: page({ kind: "other", template, ...kind, data }) });
}

describe("a post", () => {
  test("its title stands alone in the heading", () => {
    expect(postHtml(pagePost({ title: "C++ & <你好>" }))).toContain("<h1>C++ &amp; &lt;你好&gt;</h1>");
  });

  test("its language is that of the page, and its head comes first", () => {
    const html = postHtml(pagePost({ lang: "ja" }));
    expect(html).toMatch(/^<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n/);
    expect(html).toContain('<header class="site" lang="zh-CN">');
  });

  test("its text stands there as it is", () => {
    expect(postHtml(pagePost(), bodyOf(["<p>一</p>\n<p>二</p>\n"]))).toContain(
      '<div class="prose with-lead">\n<p>一</p>\n<p>二</p>\n</div>',
    );
  });

  test.each([
    ["a time where the date has none", "2014-08-24", "2014-08-24T23:42:02+08:00", true],
    ["another day", "2014-08-24", "2014-08-25", true],
    ["the same day", "2014-08-24", "2014-08-24", false],
    ["nothing", "2014-08-24", null, false],
  ] as const)("modified: %s", (_, date, modified, isShown) => {
    const moment = (text: string) =>
      text.length === 10 ? momentFromDay(text, zone) : momentFromInstant(Date.parse(text), zone);
    const post = pagePost({ date: moment(date), modified: modified === null ? null : moment(modified) });
    const html = postHtml(post);
    expect(html).toContain(`<time datetime="${date}">2014年8月24日</time>`);
    expect(html.includes("更新于")).toBe(isShown);
    if (isShown) expect(html).toContain(`更新于 <time datetime="${modified}">`);
  });

  test("everything else it has", () => {
    const html = postHtml(
      pagePost({
        headline: "指南",
        description: "说明",
        featured: true,
        link: "https://example.org/a",
        video: "https://example.org/v",
        cover: resolved({ width: 1600, height: 900 }),
        image: { src: "x.png", credit: "李四", creditLink: "https://li.example/" },
        prev: card({ title: "旧", url: "/blog/old/" }),
        next: card({ title: "新", url: "/blog/new/" }),
        related: [card({ title: "近", url: "/blog/near/" })],
        series: "入门",
        seriesPosts: [card(), card({ title: "下集", url: "/blog/part-2/" })],
      }),
    );
    for (const part of [
      '<p class="kicker">指南</p>',
      '<p class="lead">说明</p>',
      '<a class="featured" href="/blog/featured/">精选</a>',
      "阅读约 3 分钟",
      '<a class="category" href="/blog/categories/mesos/">Mesos</a>',
      '<a rel="tag" href="/blog/tags/%E9%9B%86%E7%BE%A4/">集群</a>',
      '<a class="outward" href="https://example.org/a">去看原文</a>',
      '<a class="outward" href="https://example.org/v">看视频</a>',
      '<img src="/blog/images/x.png" alt="" width="1600" height="900" fetchpriority="high">',
      '<figcaption>图片 <a href="https://li.example/">李四</a></figcaption>',
      '<a class="older" rel="prev" href="/blog/old/"><span>上一篇</span> 旧</a>',
      '<a class="newer" rel="next" href="/blog/new/"><span>下一篇</span> 新</a>',
      '<li><a href="/blog/near/">近</a></li>',
      '<h2 id="theme:series">系列 入门</h2>',
      '<li><a href="/blog/mesos/mesoscon-2014/" aria-current="page">MesosCon 2014</a></li>',
      '<meta property="og:image" content="https://example.com/blog/images/x.png">',
      '<meta name="twitter:card" content="summary_large_image">',
    ])
      expect(html).toContain(part);
  });

  test("and nothing for what it has not", () => {
    const html = postHtml(pagePost({ tags: [], categories: [], modified: null }));
    expect(html).not.toMatch(/<ul[^>]*>\s*<\/ul>|<nav[^>]*>\s*<\/nav>|<p[^>]*>\s*<\/p>|undefined|null|NaN|\[object/);
    expect(html).not.toMatch(/series|neighbours|related|cover|kicker/);
  });

  test("contents from three headings on, as deep as they are to each other", () => {
    const headings = [2, 3, 2].map((level, i) => ({ level, id: `第-${i}`, text: `第 ${i}` }));
    const html = postHtml(pagePost(), { html: ["x"], headings });
    expect(html).toMatch(/<li class="depth-1"><a href="#第-0">第 0<\/a><\/li>\n<li class="depth-2">/);
    expect(postHtml(pagePost(), { html: ["x"], headings: headings.slice(1) })).not.toContain('class="contents"');
    expect(postHtml(pagePost({ toc: false }), { html: ["x"], headings })).not.toContain('class="contents"');
    expect(postHtml(pagePost({ toc: true }), { html: ["x"], headings: headings.slice(2) })).toContain(
      'class="contents"',
    );
  });

  test("what machines read", () => {
    const html = postHtml();
    expect(html).toContain('<link rel="canonical" href="https://example.com/blog/mesos/mesoscon-2014/">');
    expect(html).toContain('<meta property="og:locale" content="zh_CN">');
    const script = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(script)).toMatchObject({
      "@type": "BlogPosting",
      datePublished: "2014-08-24T00:00:00+08:00",
      dateModified: "2014-08-24T23:42:02+08:00",
      author: { "@type": "Person", name: "张三" },
    });
  });

  test("machines read the names of all who wrote it", () => {
    const authors = ["李四", "王五"].map((name) => ({ name, email: null, url: null, avatar: null }));
    const { author } = JSON.parse(
      /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(postHtml(pagePost({ authors })))?.[1] ?? "",
    );
    expect(author).toEqual(authors.map(({ name }) => ({ "@type": "Person", name })));
  });
});

describe("other pages", () => {
  test("home, with its pages", () => {
    const html = pageHtml("home.njk", { posts: [card()], paginator }, { kind: "home" });
    expect(html).toContain('<h1 class="site-title"><a href="/blog/" data-seal="雨">雨天读书</a></h1>');
    expect(html).toContain("<title>雨天读书 · 一本书，一壶茶 · 第 2 页，共 3 页</title>");
    expect(html).toContain('<p class="excerpt">最近有计划重拾 Blog。</p>');
    expect(html).toContain('<a rel="prev" href="/blog/">较新的文章</a>');
    expect(html).toContain('<a href="/blog/page/2/" aria-current="page">2</a>');
  });

  test("a link post leads outward from a list, and its own page is not lost", () => {
    const html = pageHtml("list.njk", { title: "精选", posts: [card({ link: "https://example.org/" })] });
    expect(html).toContain('<h2><a class="outward" href="https://example.org/">MesosCon 2014</a></h2>');
    expect(html).toContain('<a href="/blog/mesos/mesoscon-2014/">本文链接</a>');
  });

  test("an empty list says so", () => {
    expect(pageHtml("list.njk", { title: "精选" })).toContain("这里还没有文章。");
    expect(pageHtml("archive.njk", {})).toContain("这里还没有文章。");
    expect(pageHtml("terms.njk", { title: "标签" })).toContain("这里还没有文章。");
  });

  test("a post in another language says so in a list", () => {
    const html = pageHtml("archive.njk", { years: [{ year: "2014", posts: [card({ lang: "en" })] }], posts: [card()] });
    expect(html).toContain('<li lang="en"><time datetime="2014-08-24">08-24</time>');
  });

  test("a term with its count and feed", () => {
    const term = { name: "集群", url: "/blog/x/", count: 12, kind: "tag", feed: "/blog/x/feed.xml" } as const;
    const html = pageHtml("term.njk", { title: "集群", term, posts: [card()] }, { kind: "term" });
    expect(html).toContain('<p class="kicker">标签</p>\n<h1>集群</h1>');
    expect(html).toContain('12 篇 <a href="/blog/x/feed.xml">');
    expect(html).toContain(
      '<link rel="alternate" type="application/atom+xml" title="集群 · 雨天读书" href="/blog/x/feed.xml">',
    );
  });

  test("the index of terms", () => {
    const terms = [{ name: "mesos", url: "/blog/tags/mesos/", count: 1 }];
    expect(pageHtml("terms.njk", { title: "标签", terms })).toContain(
      '<li data-letter="M"><a href="/blog/tags/mesos/">mesos</a> <span class="count">1 篇</span></li>',
    );
  });

  test("the index of terms has each letter once, Chinese and Latin together, in order", () => {
    const terms = ["北京", "安全", "集群", "ant", "Bash", "Mesos"].map((name) => ({
      name,
      url: `/${name}/`,
      count: 1,
    }));
    const html = pageHtml("terms.njk", { title: "标签", terms }).split('<ul class="terms">')[1] ?? "";
    const lines = [...html.matchAll(/<li(?: data-letter="(.)")?><a href="[^"]*">([^<]*)/g)];
    expect(lines.map(([, letter = "", name]) => `${letter} ${name}`)).toEqual([
      "A 安全",
      " ant",
      "B 北京",
      " Bash",
      "J 集群",
      "M Mesos",
    ]);
  });

  test("a page with links in its front matter", () => {
    const links = [
      { name: "CommonMark", url: "https://commonmark.org/", description: "规范" },
      { name: "只有名字" },
      "no",
    ];
    const html = postHtml(pagePost({ kind: "page", date: null, modified: null, title: "友链", extra: { links } }));
    expect(html).toContain("<h1>友链</h1>");
    expect(html).toContain('<li><a href="https://commonmark.org/">CommonMark</a> <span>规范</span></li>');
    expect(html).not.toMatch(/<time|undefined/);
  });

  test.each(["text", 3, null, { a: 1 }])("links that are no list: %j", (links) => {
    expect(postHtml(pagePost({ kind: "page", extra: { links } }))).not.toContain('class="links"');
  });

  test("what is not there has no address of its own", () => {
    const html = pageHtml("404.njk", { title: "页面不存在", noindex: true }, { kind: "404" });
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).not.toContain("canonical");
    expect(html).toContain('<a href="/blog/">首页</a>');
  });

  test("a redirect", () => {
    const html = pageHtml("redirect.njk", { title: "新", target: "/blog/new/" });
    expect(html).toContain('<meta http-equiv="refresh" content="0; url=/blog/new/">');
    expect(html).toContain('<link rel="canonical" href="https://example.com/blog/new/">');
    expect(html).toContain('<a href="/blog/new/">新</a>');
  });

  test("robots", () => {
    expect(pageHtml("robots.txt.njk", {})).toBe(
      "User-agent: *\nAllow: /\n\nSitemap: https://example.com/blog/sitemap.xml\n",
    );
    const hidden = render({ page: page({ template: "robots.txt.njk" }), facts: facts({ noindex: true, url: "" }) });
    expect(hidden).toBe("User-agent: *\nDisallow: /\n");
  });

  test("a feed of whole posts", () => {
    const post = card({ title: "“引号” & 《书》", lang: "en", link: "https://example.org/" });
    const feed = render({
      page: page({
        kind: "feed",
        url: "/blog/feed.xml",
        template: "feed.xml.njk",
        data: { posts: [post] },
        bodies: [post.path],
        references: { [post.path]: [resolved({ url: "/blog/x/" })] },
        addresses: "absolute",
      }),
      bodies: new Map([[post.path, bodyOf(['<a href="', { late: "address", reference: 0 }, '">x</a>'])]]),
    });
    for (const part of [
      '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
      "<id>https://example.com/blog/feed.xml</id>",
      "<updated>2014-08-24T23:42:02+08:00</updated>",
      "<name>张三</name>",
      '<entry xml:lang="en">',
      "<title>“引号” &amp; 《书》</title>",
      "<published>2014-08-24T00:00:00+08:00</published>",
      '<link rel="related" href="https://example.org/"/>',
      '<category term="集群"/>',
      '<content type="html">&lt;a href=&quot;https://example.com/blog/x/&quot;&gt;x&lt;/a&gt;</content>',
    ])
      expect(feed).toContain(part);
    expect(feed).not.toContain("CDATA");
  });

  test("a feed of summaries, and one of nothing", () => {
    const data = { posts: [card()] };
    expect(pageHtml("feed.xml.njk", data)).toContain("<summary>最近有计划重拾 Blog。</summary>\n</entry>");
    const empty = render({ page: page({ template: "feed.xml.njk" }), facts: facts({ updated: null, author: null }) });
    expect(empty).toContain("<updated>1970-01-01T00:00:00Z</updated>");
    expect(empty).toContain("<name>雨天读书</name>");
    expect(JSON.parse(pageHtml("feed.json.njk", {}))).toMatchObject({ items: [] });
  });

  test("a site without an address", () => {
    const html = render({ page: postPage(), facts: facts({ url: "", base: "", feeds: { atom: null, json: null } }) });
    expect(html).not.toMatch(/canonical|og:url|rel="alternate"/);
  });
});

describe("the words of the theme", () => {
  const keys = Object.keys(stringsOf("en"));
  const isOptional = (key: string) => key.endsWith("One");

  test.each(languages)("%s has them all", (language) => {
    const own = Object.keys(stringsOf(language));
    expect(own.filter((key) => !isOptional(key))).toEqual(keys.filter((key) => !isOptional(key)));
    for (const [key, text] of Object.entries(stringsOf(language))) {
      expect(text, key).toMatch(/\S/);
      expect(text.match(/\{\w+\}/g)?.sort(), key).toEqual(
        stringsOf("en")
          [key]?.match(/\{\w+\}/g)
          ?.sort(),
      );
    }
  });

  test("each is used, and each that is used is there", () => {
    const used = ourTemplates.flatMap(({ text }) => [...text.matchAll(/\bt\("(\w+)"/g)].map((match) => match[1] ?? ""));
    // Titles of lists, which are given when pages are planned.
    const elsewhere = ["archive", "categories", "featured", "notfound", "tags"];
    expect([...new Set([...used, ...elsewhere])].sort()).toEqual(keys.filter((key) => !isOptional(key)).sort());
  });

  test("reading time in five languages", () => {
    expect(["zh-CN", "zh-TW", "ja", "ko", "en"].map((each) => stringsOf(each as "en").minutesRead)).toEqual([
      "阅读约 {n} 分钟",
      "閱讀約 {n} 分鐘",
      "読了時間 約{n}分",
      "읽는 데 약 {n}분",
      "{n} min read",
    ]);
  });
});

describe("the templates as source", () => {
  test.each(ourTemplates.filter(({ name }) => !name.includes("json")))("$name quotes its attributes", ({ text }) => {
    const markup = text.replace(/\{\{.*?\}\}/gs, "x").replace(/\{%.*?%\}|\{#.*?#\}/gs, "");
    for (const [tag] of markup.matchAll(/<[a-z][^>]*>/gi)) {
      expect(tag.replace(/\s[a-zA-Z:-]+="[^"]*"/g, "")).not.toContain("=");
      expect(tag).not.toMatch(/\son[a-z]+=|style=/i);
    }
  });

  test.each(ourTemplates)("$name says of no text that it is safe", ({ text }) => {
    expect(text).not.toMatch(/\|\s*safe\b/);
  });

  test.each(ourTemplates)("$name asks nobody else for anything", ({ name, text }) => {
    const requests = [...text.matchAll(/<(?:script|link|img|iframe|video|source)\b[^>]*?(?:src|href)="([^"]*)/g)];
    // Only what counts visitors, for a site that asks for it.
    if (name === "parts/analytics.njk") return;
    for (const [, address] of requests) expect(address).toMatch(/^\{\{/);
    const inline = [...text.matchAll(/<script(?![^>]* src=)(?! type="application\/ld\+json")/g)];
    expect(inline.length, "one inline script, which sets light or dark").toBe(name === "base.njk" ? 1 : 0);
  });

  test("what it asks of its own is there", () => {
    for (const name of ourTheme.assetNames)
      expect(readFileSync(path.resolve(import.meta.dirname, "../../assets", name)).length).toBeGreaterThan(0);
  });
});

describe("the style sheet", () => {
  test.each([
    /:lang\(zh\)[^{]*\{[^}]*text-autospace: normal/,
    /:lang\(zh\)[^{]*em[^{]*\{[^}]*text-emphasis-position:\s*under/,
    /:lang\(ja\)[^{]*\{[^}]*line-break: strict/,
    /:lang\(ko\)[^{]*\{[^}]*word-break:\s*keep-all/,
    /em \{[^}]*font-style: normal/,
    /text-emphasis: filled dot/,
    /overflow-wrap: anywhere/,
    /pre,[^{]*code[^{]*\{[^}]*text-autospace: no-autospace/,
    /unicode-range: U\+B7, U\+2014, U\+2018-2019, U\+201C-201D, U\+2026/,
    /prefers-color-scheme: dark/,
    /color-scheme: light dark/,
    /@media print/,
  ])("%s", (rule) => {
    expect(css).toMatch(rule);
  });

  test("it loads nothing and follows no reader's menu language", () => {
    expect(css).not.toMatch(/url\(|@import|system-ui/);
  });

  test("no language is set in another's characters", () => {
    const rules = [...css.matchAll(/((?::lang\([^)]*\)[,\s]*)+)\{[^}]*?font-family:([^;]*)/g)];
    const fonts = Object.fromEntries(rules.map(([, selector = "", family = ""]) => [selector.trim(), family]));
    expect(fonts[":lang(zh)"]).toMatch(/ SC"/);
    for (const [selector, family] of Object.entries(fonts))
      if (selector !== ":lang(zh)") expect(family).not.toMatch(/ SC"/);
  });
});
