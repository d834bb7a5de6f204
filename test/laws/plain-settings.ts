import type { TinySettings } from "../tiny-site.ts";

/** A site with everything on and nothing unusual. */
export const plainSettings: TinySettings = {
  title: "t",
  url: "https://example.com/blog",
  language: "zh-CN",
  languages: [],
  timezone: "Asia/Shanghai",
  permalink: "/:year/:slug/",
  paginate: { home: 10, terms: 10 },
  author: "a",
  html: "allow",
  breaks: false,
  headingIds: "github",
  highlight: true,
  feeds: { site: true, terms: true },
};
