import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";
import type {
  Body,
  Html,
  Page,
  PageData,
  PagePost,
  Resolved,
  SiteCard,
  SiteFacts,
  SourcePath,
  Template,
} from "../../src/model.ts";
import { renderPage } from "../../src/page/render-page.ts";
import { compileTemplates, type TemplateSet } from "../../src/page/templates.ts";
import { momentFromDay, momentFromInstant } from "../../src/shared/date.ts";
import { type Problem, ProblemError } from "../../src/shared/problem.ts";

const zone = "Asia/Shanghai";
const home = path.resolve(import.meta.dirname, "../../templates");

export function template(name: string, text: string): Template {
  return { name, path: `templates/${name}`, text, hash: name + text };
}

export function templatesOf(files: Readonly<Record<string, string>>): Template[] {
  return Object.entries(files).map(([name, text]) => template(name, text));
}

/** The default theme, as it lies in the repository. */
export const ourTemplates: readonly Template[] = readdirSync(home, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".njk"))
  .sort()
  .map((name) => template(name.replaceAll("\\", "/"), readFileSync(path.join(home, name), "utf8")));

export const ourTheme: TemplateSet = compileTemplates(ourTemplates);

export const languages = ["en", "zh-CN", "zh-TW", "ja", "ko"] as const;

const strings = new Map(
  languages.map((language) => {
    const text = readFileSync(path.join(home, "strings", `${language}.yml`), "utf8");
    return [language, load(text) as Readonly<Record<string, string>>];
  }),
);

export function stringsOf(language: (typeof languages)[number]): Readonly<Record<string, string>> {
  return strings.get(language) ?? {};
}

export function card(changes: Partial<SiteCard> = {}): SiteCard {
  return {
    path: "posts/2014-08-24-mesoscon-2014.md",
    kind: "post",
    url: "/blog/mesos/mesoscon-2014/",
    file: "mesos/mesoscon-2014/index.html",
    title: "MesosCon 2014",
    description: null,
    headline: null,
    lang: "zh-CN",
    translationKey: null,
    date: momentFromDay("2014-08-24", zone),
    modified: momentFromInstant(Date.parse("2014-08-24T23:42:02+08:00"), zone),
    tags: [
      { name: "mesos", slug: "mesos", url: "/blog/tags/mesos/" },
      { name: "集群", slug: "集群", url: "/blog/tags/%E9%9B%86%E7%BE%A4/" },
    ],
    categories: [{ name: "Mesos", slug: "mesos", url: "/blog/categories/mesos/" }],
    authors: [],
    keywords: [],
    layout: "post",
    type: "post",
    link: null,
    redirect: null,
    video: null,
    photo: null,
    image: null,
    featured: false,
    series: null,
    comments: null,
    share: null,
    toc: null,
    mathjax: false,
    chart: null,
    excerpt: "最近有计划重拾 Blog。",
    counts: { cjk: 657, words: 92, minutes: 3 },
    extra: {},
    cover: null,
    ...changes,
  };
}

export function pagePost(changes: Partial<PagePost> = {}): PagePost {
  return { ...card(), prev: null, next: null, related: [], seriesPosts: [], seriesStart: 1, ...changes };
}

export function facts(changes: Partial<SiteFacts> = {}): SiteFacts {
  return {
    title: "雨天读书",
    subtitle: "一本书，一壶茶",
    description: "关于集群的笔记",
    url: "https://example.com/blog/",
    home: "/blog/",
    base: "/blog",
    language: "zh-CN",
    timezone: zone,
    author: { name: "张三", email: "zhang@example.com", url: "https://example.com/", avatar: null },
    navigation: [
      { title: "归档", url: "/blog/archive/" },
      { title: "关于", url: "/blog/about/" },
    ],
    social: { github: "https://github.com/zhang" },
    strings: stringsOf("zh-CN"),
    tags: [{ name: "mesos", url: "/blog/tags/mesos/", count: 1 }],
    categories: [{ name: "Mesos", url: "/blog/categories/mesos/", count: 1 }],
    years: [{ year: "2014", count: 1 }],
    recent: [card()],
    postCount: 1,
    feeds: { atom: "/blog/feed.xml", json: "/blog/feed.json" },
    languages: [{ lang: "zh-CN", name: "简体中文", url: "/blog/" }],
    indent: false,
    comments: false,
    highlight: true,
    services: {},
    theme: {},
    data: {},
    assets: {
      "css/main.css": "/blog/css/main.1f2e3d4c.css",
      "css/code.css": "/blog/css/code.2f2e3d4c.css",
      "css/math.css": "/blog/css/math.3f2e3d4c.css",
      "css/chart.css": "/blog/css/chart.4f2e3d4c.css",
      "css/search.css": "/blog/css/search.5f2e3d4c.css",
      "favicon.svg": "/blog/favicon.0a1b2c3d.svg",
      "icons/share.png": "/blog/icons/share.1b1b2c3d.png",
      "icons/touch.png": "/blog/icons/touch.2c1b2c3d.png",
      "js/main.js": "/blog/js/main.3d1b2c3d.js",
      "js/search.js": "/blog/js/search.4e1b2c3d.js",
    },
    noindex: false,
    updated: momentFromDay("2014-08-24", zone),
    year: "2014",
    ...changes,
  };
}

const noData: PageData = {
  title: null,
  description: null,
  image: null,
  noindex: false,
  post: null,
  posts: [],
  years: [],
  term: null,
  terms: [],
  paginator: null,
  search: null,
  entries: [],
  target: null,
  translations: [],
};

export function page(changes: Partial<Omit<Page, "data">> & { readonly data?: Partial<PageData> } = {}): Page {
  return {
    file: "index.html",
    url: "/blog/",
    kind: "home",
    lang: "zh-CN",
    edition: "zh-CN",
    template: "home.njk",
    bodies: [],
    references: {},
    addresses: "rooted",
    source: "the home page",
    ...changes,
    data: { ...noData, ...changes.data },
  };
}

/** The page of one post with its body. */
export function postPage(post: PagePost = pagePost(), changes: Partial<Page> = {}): Page {
  return page({
    kind: post.kind,
    url: post.url,
    file: post.file,
    lang: post.lang,
    template: `${post.kind}.njk`,
    bodies: [post.path],
    references: { [post.path]: [] },
    source: post.path,
    ...changes,
    data: { title: post.title, description: post.description ?? post.excerpt, image: post.cover, post },
  });
}

export function bodyOf(html: Html = ["<p>正文</p>\n"]): Body {
  return { html, headings: [] };
}

export function resolved(changes: Partial<Resolved> = {}): Resolved {
  return { url: "/blog/images/x.png", width: null, height: null, text: null, card: null, ...changes };
}

export type Rendered = {
  readonly page: Page;
  readonly facts?: SiteFacts;
  readonly bodies?: ReadonlyMap<SourcePath, Body>;
  readonly templates?: TemplateSet;
};

export function render({ page, facts: known = facts(), bodies, templates = ourTheme }: Rendered): string {
  return renderPage(page, known, bodies ?? new Map(page.bodies.map((each) => [each, bodyOf()])), templates);
}

/** Renders one small template as a page. */
export function renderText(
  text: string,
  changes: Partial<Rendered> & { readonly files?: Record<string, string> } = {},
) {
  const templates = compileTemplates(templatesOf({ ...changes.files, "home.njk": text }));
  return render({ page: page(), ...changes, templates });
}

/** The problems of what is run; the test fails when there is none. */
export function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  throw new Error("nothing was wrong");
}

/** What a reader of the markup gets back. */
export function unescaped(markup: string): string {
  const signs: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return markup.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? "");
}
