/** Cards and posts for the tests of the site room: everything plain unless the test says otherwise. */
import type { Asset, KnownPost, Moment, PostCard, SourcePath, TermLink } from "../../src/model.ts";

export function day(text: string): Moment {
  return { ms: Date.parse(`${text}T00:00:00Z`), day: text, iso: text, rfc3339: `${text}T00:00:00Z` };
}

export function tag(name: string, slug = name.toLowerCase()): TermLink {
  return { name, slug, url: `/tags/${encodeURIComponent(slug)}/` };
}

export function card(path: SourcePath, some: Partial<PostCard> = {}): PostCard {
  const slug = path.replace(/^.*\//, "").replace(/\.md$/, "");
  return {
    path,
    kind: "post",
    url: `/posts/${encodeURIComponent(slug)}/`,
    file: `posts/${slug}/index.html`,
    title: slug,
    description: null,
    headline: null,
    lang: "zh-CN",
    translationKey: null,
    date: day("2014-08-24"),
    modified: null,
    tags: [],
    categories: [],
    authors: [],
    keywords: [],
    layout: "post",
    type: "article",
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
    excerpt: "",
    counts: { cjk: 0, words: 0, minutes: 1 },
    extra: {},
    ...some,
  };
}

export function known(path: SourcePath, some: Partial<PostCard> = {}, more: Partial<KnownPost> = {}): KnownPost {
  const shown = card(path, some);
  return {
    card: shown,
    references: [],
    anchors: [],
    searchLength: 0,
    aliases: [],
    withheld: null,
    appears: shown.date,
    expires: null,
    components: [],
    constructs: null,
    at: {},
    problems: [],
    ...more,
  };
}

export function asset(path: SourcePath, some: Partial<Asset> = {}): Asset {
  return {
    path,
    disk: `/nowhere/${path}`,
    hash: "0123456789abcdef",
    size: 1,
    width: null,
    height: null,
    text: null,
    ...some,
  };
}
