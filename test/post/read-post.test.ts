/** What a post says of itself: every key of its front matter, in every spelling. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPost } from "../../src/post/read-post.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import { file, post, rules, said } from "./posts.ts";

const names = (terms: readonly { readonly name: string }[]) => terms.map(({ name }) => name);

test("a post of 2014, whole", () => {
  const { card, withheld, references, at, problems } = post(
    [
      "layout: post",
      'title: "MesosCon 2014"',
      "description:",
      "headline:",
      "modified: 2014-08-24 23:42:02 +0800",
      "category: Mesos",
      "tags: [mesos, docker]",
      "imagefeature: covers/mesoscon.jpg",
      "chart:",
      "featured: false",
    ].join("\n"),
    {
      path: "posts/2014-08-24-mesoscon-2014.md",
      permalink: "/:categories/:slug/",
      base: "/blog",
      body: "# 第一天\n\n正文。",
    },
  );
  expect({ ...card, date: card.date?.iso, modified: card.modified?.iso }).toEqual({
    path: "posts/2014-08-24-mesoscon-2014.md",
    kind: "post",
    url: "/blog/mesos/mesoscon-2014/",
    file: "mesos/mesoscon-2014/index.html",
    title: "MesosCon 2014",
    description: null,
    headline: null,
    lang: "zh-CN",
    translationKey: null,
    date: "2014-08-24",
    modified: "2014-08-24T23:42:02+08:00",
    tags: [
      { name: "mesos", slug: "mesos", url: "/blog/tags/mesos/" },
      { name: "docker", slug: "docker", url: "/blog/tags/docker/" },
    ],
    categories: [{ name: "Mesos", slug: "mesos", url: "/blog/categories/mesos/" }],
    authors: [],
    keywords: [],
    layout: "post",
    type: "article",
    link: null,
    redirect: null,
    video: null,
    photo: null,
    image: { src: "covers/mesoscon.jpg", credit: null, creditLink: null },
    featured: false,
    series: null,
    comments: null,
    share: null,
    toc: null,
    mathjax: false,
    chart: null,
    excerpt: "正文。",
    counts: { cjk: 5, words: 0, minutes: 1 },
    extra: {},
  });
  expect(withheld).toBeNull();
  expect(references).toEqual([
    { kind: "image", target: "/images/covers/mesoscon.jpg", line: 9, column: 15, length: 19 },
  ]);
  expect(at).toEqual({ layout: { line: 2, column: 9, length: 4 } });
  expect(problems).toEqual([]);
});

test("an empty slug or permalink is none that anybody chose", () => {
  expect(post('slug:\npermalink: ""\nlayout: post').at).toEqual({ layout: { line: 4, column: 9, length: 4 } });
  expect(Object.keys(post("slug: a").at)).toEqual(["slug"]);
});

describe("one key, many ways", () => {
  test.each([
    ["title: 2014", { title: "2014" }],
    ["title: no", { title: "no" }],
    ["title: 012", { title: "012" }],
    ["title: &锚", { title: "&锚" }],
    ["title: 第一章\u3000开始", { title: "第一章\u3000开始" }],
    ["title: Q&#038;A &amp; more", { title: "Q&A & more" }],
    ["title: |\n  two\n  lines", { title: "two lines" }],
    ["title: \u1112\u1161\u11ab", { title: "한" }],
    ["description: 1.10", { description: "1.10" }],
    ['description: " \\u2028 & <b> "', { description: "\u2028 & <b>" }],
    ["lang: zh_TW", { lang: "zh-TW" }],
    ["language: ja", { lang: "ja" }],
    ["keywords: mesos, 集群，yarn", { keywords: ["mesos", "集群", "yarn"] }],
    ["keywords: [a, b, a]", { keywords: ["a", "b"] }],
    ["author: 王小明", { authors: [{ name: "王小明", email: null, url: null, avatar: null }] }],
    [
      "author: {nick: 小明, url: https://x.test}",
      { authors: [{ name: "小明", email: null, url: "https://x.test", avatar: null }] },
    ],
    [
      "authors:\n- 甲\n- name: 乙\n  email: y@x.test",
      {
        authors: [
          { name: "甲", email: null, url: null, avatar: null },
          { name: "乙", email: "y@x.test", url: null, avatar: null },
        ],
      },
    ],
    ["series: Mesos", { series: "Mesos" }],
    ["series: [Mesos]", { series: "Mesos" }],
    ["series: {name: Mesos, index: 2}", { series: "Mesos" }],
    ["series: [Mesos, Kafka]", { series: "Mesos" }],
    ["featured: yes", { featured: true }],
    ["featured: 'on'", { featured: true }],
    ["comments: false", { comments: false }],
    ["hidecomments: true", { comments: false }],
    ["share: no", { share: false }],
    ["toc: true", { toc: true }],
    ["mathjax: true", { mathjax: true }],
    ["mathjax: tex", { mathjax: true }],
    ["mathjax: 'false'", { mathjax: false }],
    ["chart: {type: pie}", { chart: { type: "pie" } }],
    ["type: Quote", { type: "quote" }],
    ["type: posts", { type: "article" }],
    ["link: https://mesos.apache.org/", { link: "https://mesos.apache.org/" }],
    ["video: //youtu.be/x", { video: "//youtu.be/x" }],
    ["layout: video", { layout: "video" }],
    ["Layout: post\nTags: [a]", { tags: [{ name: "a", slug: "a", url: "/tags/a/" }] }],
    ["summary: 简介", { excerpt: "简介" }],
    ["description: 简介", { excerpt: "简介" }],
    ["translationKey: x", { translationKey: "x" }],
    ["colour: red\nnested: {a: [1]}", { extra: { colour: "red", nested: { a: [1] } } }],
  ])("%s", (frontMatter, card) => expect(post(frontMatter).card).toMatchObject(card));

  test.each(["updated", "modified", "lastmod", "last_modified_at", "last_updated", "last_modified"])("%s", (key) => {
    expect(post(`title: T\n${key}: 2014-09-01`).card.modified?.iso).toBe("2014-09-01");
  });
});

describe("pictures", () => {
  test.each([
    ["imagefeature: a.jpg", "/images/a.jpg"],
    ["imagefeature: ' a.jpg '", "/images/a.jpg"],
    ["imagefeature: /a.jpg", "/a.jpg"],
    ["imagefeature: images/a.jpg", "/images/a.jpg"],
    ["imagefeature: https://x.test/a.jpg", "https://x.test/a.jpg"],
    ["imagefeature: //x.test/a.jpg", "//x.test/a.jpg"],
    ['imagefeature: "{{ site.url }}/images/a.jpg"', "/images/a.jpg"],
    ["image: ./a.jpg", "./a.jpg"],
    ["image: {feature: a.jpg, credit: 甲}", "/images/a.jpg"],
    ["image: {thumb: t.jpg}", "/images/t.jpg"],
    ["image: [a.jpg, b.jpg]", "/images/a.jpg"],
    ["cover: a.jpg", "/images/a.jpg"],
  ])("%s", (frontMatter, target) => {
    expect(post(`title: T\n${frontMatter}`).references).toMatchObject([{ kind: "image", target, line: 3 }]);
  });

  test("the picture comes before the photo, both behind those of the body", () => {
    const { references } = post("title: T\nphoto: p.jpg\nimagefeature: f.jpg", { body: "![b](/b.jpg)" });
    expect(references.map(({ target, line }) => [target, line])).toEqual([
      ["/b.jpg", 7],
      ["/images/f.jpg", 4],
      ["/images/p.jpg", 3],
    ]);
  });

  test("credits, flat or within", () => {
    expect(post("imagefeature: a.jpg\nimagecredit: 甲\nimagecreditlink: https://x.test").card.image).toEqual({
      src: "a.jpg",
      credit: "甲",
      creditLink: "https://x.test",
    });
    expect(post("image:\n  feature: a.jpg\n  credit: 甲\n  creditlink: /x/").card.image).toEqual({
      src: "a.jpg",
      credit: "甲",
      creditLink: "/x/",
    });
  });
});

test("what leads to a page of this site is an address of it, base path included", () => {
  const lines =
    "link: /about/\nvideo: /a.mp4\nimagefeature: a.jpg\nimagecreditlink: /x/\nauthor: {name: 甲, url: /me/}";
  const { card } = post(lines, { base: "/blog" });
  expect(card).toMatchObject({ link: "/blog/about/", video: "/blog/a.mp4", authors: [{ url: "/blog/me/" }] });
  expect(card.image?.creditLink).toBe("/blog/x/");
  expect(post("link: /blog/about/", { base: "/blog" }).card.link).toBe("/blog/about/");
  expect(post("link: //x.test/about/", { base: "/blog" }).card.link).toBe("//x.test/about/");
});

describe("terms", () => {
  test.each([
    ["tags: mesos，docker", ["mesos", "docker"]],
    ["tags: mesos、docker；集群", ["mesos", "docker", "集群"]],
    ["tags: [mesos，docker, 集群]", ["mesos", "docker", "集群"]],
    ["tags: 　中文　，标签　", ["中文", "标签"]],
    ["tags: [a b, c]", ["a b", "c"]],
    ["tags: [a, A, a, Ａ]", ["a"]],
    ["tags: [C, C++, C#, .NET]", ["C", "C++", "C#", ".NET"]],
    ["tag: a b c", ["a b c"]],
    ["tag: x\ntags: [y]", ["y", "x"]],
    ["tags: [no, 012, 1.10, 2014-01-01]", ["no", "012", "1.10", "2014-01-01"]],
  ])("%s", (frontMatter, expected) => expect(names(post(frontMatter).card.tags)).toEqual(expected));

  test("a term never chooses its folder", () => {
    const slugs = post('tags: ["../../x", "a/b", "..", "🎉"]').card.tags.map(({ slug }) => slug);
    expect(slugs).toEqual(["x", "a-b", expect.stringMatching(/^untitled-/), expect.stringMatching(/^untitled-/)]);
  });
});

describe("said, and where", () => {
  const dated = (lines: string) => `---\nlayout: post\ntitle: T\ndate: 2014-11-05\n${lines}\n---\nx\n`;
  test.each([
    ["categroy: tech", "warning front-matter/unknown-key 5:1 The key `categroy`", "did you mean `category`?"],
    ["tittle: x", "warning front-matter/unknown-key 5:1 The key `tittle`", "did you mean `title`?"],
    ["ｓｌｕｇ: x", "error front-matter/fullwidth-key 5:1", "did you mean `slug`?"],
    [
      "tags: docker mesos",
      "warning front-matter/terms-as-text 5:7 `tags` is text with blanks, not a list",
      "tags: [docker, mesos]",
    ],
    ['tags: ["", a, null]', "warning front-matter/empty-term 5:8 `tags`", "remove"],
    ["　tags: [a]", "error front-matter/fullwidth-space 5:1 A full-width or no-break space", "write `tags: …`"],
    ["tags: 【a，b】", "warning front-matter/term-separator 5:7 `tags` is split at the comma: a, b.", "tags: [a, b]"],
    ["tags: [a，b]", "warning front-matter/term-separator 5:8 `tags` is split at the comma: a, b.", "tags: [a, b]"],
    [
      "category: {a: b}",
      "error front-matter/wrong-type 5:11 `category` must be text (a string), but it is a map.",
      "category",
    ],
    [
      "description: [a]",
      "error front-matter/wrong-type 5:14 `description` must be text (a string), but it is a list.",
      "description",
    ],
    ['featured: "maybe"', "error front-matter/bad-boolean 5:11 `featured` must be true or false.", "featured: true"],
    ["draft: perhaps", "error front-matter/bad-boolean 5:8", "draft: true"],
    [
      "expires: 2014-08-24",
      "warning front-matter/expires-before-date 5:10 `expires` is 2014-08-24, not after",
      "correct",
    ],
    ["modified: 2013-01-01", "warning front-matter/modified-before-date 5:11 `modified` is 2013-01-01", "correct"],
    [
      "modified: 2014-13-01",
      "error front-matter/bad-date 5:11 `modified` is `2014-13-01`: month 13 does not exist.",
      "YYYY-MM-DD",
    ],
    [
      "modified: 2014-09-01\nupdated: 2014-02-30",
      "error front-matter/bad-date 6:10 `updated` is `2014-02-30`: ",
      "YYYY-MM-DD",
    ],
    [
      "lastmod: 2014-09-02\nmodified: 2014-09-01",
      "warning front-matter/two-spellings 5:10 `modified` and `lastmod` are two days of the last change: `modified` counts",
      "keep one",
    ],
    [
      "layout2: x\nlink: javascript:alert(1)",
      "error front-matter/bad-link 6:7 `link` is a `javascript:` address",
      "https://",
    ],
    ["imagefeature: data:text/html,x", "error front-matter/bad-link 5:15", "https://"],
    ["author: {name: x, url: 'JavaScript:alert(1)'}", "error front-matter/bad-link 5:9", "https://"],
    ["lang: jp", "warning front-matter/bad-language 5:7 `lang` is `jp`", "did you mean `ja`?"],
    ["lang: 中文", "warning front-matter/bad-language 5:7 `lang` is `中文`", "zh-CN"],
    ["series: [[], {}]", "error front-matter/wrong-type", "series"],
    ["series: [Mesos, Kafka]", "warning front-matter/one-series", "Kafka"],
    ["description: C #1 汉", "warning front-matter/comment 5:16 `#1 汉` is a comment to YAML", '"C #1 汉"'],
    ["tags: #go #rust", "warning front-matter/comment 5:7 `#go #rust`", '"#go #rust"'],
    [
      "tags:\n  - a\n  - C #1",
      "warning front-matter/comment 7:7 `#1` is a comment to YAML and no part of `tags`",
      '"C #1"',
    ],
    ["Tags: [x]\ntags: [y]", "warning front-matter/two-spellings 5:1 `Tags` is the key `tags`", "keep one"],
  ])("%s", (lines, problem, hint) => {
    const found = said(dated(lines)).find((line) => line.startsWith(problem));
    expect(found ?? said(dated(lines)).join("\n")).toContain(problem);
    expect(found).toContain(hint);
  });

  test.each(["layout: ../../etc/passwd", "layout: a/b", "layout: .hidden"])("%s", (line) => {
    expect(said(`---\n${line}\ntitle: T\n---\nx`)[0]).toMatch(/^error front-matter\/bad-layout 2:9 `layout` is/);
  });

  test("one day of the last change may be said twice, and old blogs say more than one", () => {
    expect(said(dated("modified: 2014-12-01\nupdated: 2014-12-01 20:30"))).toEqual([]);
    expect(said(dated("modified: 2014-12-01\nupdated: 2014-12-02"), undefined, { compat: "hexo" })).toEqual([]);
  });

  test("a comment is a comment", () => {
    expect(said(dated("tags: [a] # of old\ncategory: b # 分类\nsubtitle: x #1\nheadline: 'y' #2"))).toEqual([]);
  });

  test("keys of other generators are no slips of ours", () => {
    expect(said(dated("path: x\nweight: 1\nimages: [a]\ntopics: [b]\ntranslator: c\nsubtitle: d\nid: 1"))).toEqual([]);
  });

  test("all at once, errors and warnings", () => {
    const codes = said("---\ntitle: T\nfeatured: x\ncategroy: y\nlayout: a/b\nslug: '...'\n---\nx").map(
      (line) => line.split(" ")[1],
    );
    expect(codes.toSorted()).toEqual([
      "front-matter/bad-boolean",
      "front-matter/bad-layout",
      "front-matter/bad-slug",
      "front-matter/unknown-key",
    ]);
  });
});

describe("dates and names", () => {
  test.each([
    ["posts/2014-08-24-x.md", "title: T", "2014-08-24"],
    ["posts/2014-8-4-x.md", "title: T", "2014-08-04"],
    ["posts/2014-08-24-x/index.md", "title: T", "2014-08-24"],
    ["posts/2014-08-24-x.md", "date: 2015-01-02", "2015-01-02"],
    ["posts/2014-13-45-x.md", "date: 2015-01-02", "2015-01-02"],
    ["posts/x.md", "date: 2015-01-02", "2015-01-02"],
  ])("%s %s", (path, frontMatter, iso) => expect(post(frontMatter, { path }).card.date?.iso).toBe(iso));

  test.each([
    ["posts/x.md", "title: T", "error front-matter/no-date 1:1"],
    [
      "posts/2014-13-45-x.md",
      "title: T",
      "error front-matter/bad-file-date 1:1 The file name begins with `2014-13-45`",
    ],
    ["posts/x.md", "title: T\ndraft: true", "warning front-matter/no-date 1:1"],
  ])("%s %s: %s", (path, frontMatter, problem) => {
    expect(said(`---\n${frontMatter}\n---\nx`, path)[0]).toContain(problem);
  });

  test("a page needs no date", () => {
    expect(said("---\ntitle: 关于\n---\nx", "pages/about.md")).toEqual([]);
    expect(post("title: 关于\nlayout: page", { path: "posts/about.md" }).card).toMatchObject({
      kind: "page",
      date: null,
    });
  });

  test("a title left out is taken from the first heading, else from the file name, and said", () => {
    expect(post("layout: post", { body: "## 第一天\n\n正文" }).card.title).toBe("第一天");
    expect(post("title:", { path: "posts/2014-08-24-hello-世界.md" }).card.title).toBe("hello 世界");
    expect(said("---\nlayout: post\n---\nx")).toEqual([expect.stringContaining("warning front-matter/no-title 1:1")]);
  });

  describe("a heading that is the title stands above the text, and not in it again", () => {
    const read = (body: string, front = "layout: post") => post(front, { body });

    test.each([
      ["# 从标题来\n\n正文。\n\n## 二", "从标题来", "从标题来"],
      ["从 *标题* 来\n===\n\n正文。\n\n## 二", "从 标题 来", "从-标题-来"],
      ["# 甲 {#own}\n\n正文。\n\n## 二", "甲", "own"],
    ])("%j", (text, title, id) => {
      const { card, body, anchors } = read(text);
      expect(card).toMatchObject({ title, excerpt: "正文。", counts: { cjk: 3 } });
      expect(body.html.join("")).toBe('<p>正文。</p>\n<h2 id="二">二</h2>\n');
      expect(body.headings).toEqual([{ level: 2, id: "二", text: "二" }]);
      expect(body.titleId).toBe(id);
      expect(anchors).toEqual([id, "二"]);
    });

    test.each([
      ["a title that is written", "# 甲\n\n文", "title: 甲"],
      ["a text before it", "文\n\n# 甲", ""],
      ["a picture in it, which a title cannot show", "# 甲 ![乙](b.png)\n\n文", ""],
      ["a link in it", "# [甲](b.md)\n\n文", ""],
      ["another of its rank behind it", "# 甲\n\n文\n\n# <i></i>", ""],
      ["no words in it", "# <i></i>\n\n文\n\n## 乙", ""],
    ])("but not with %s", (_, text, front) => {
      const { body } = read(text, `layout: post\n${front}`);
      expect(body.html.join("")).toContain("<h1");
      expect(body.headings).toHaveLength(1);
      expect(body.titleId).toBeNull();
    });
  });
});

test.each([
  ["draft: true", "draft"],
  ["draft: 'true'", "draft"],
  ["draft: yes", "draft"],
  ["published: false", "unpublished"],
  ["published: 'false'", "unpublished"],
  ["published: no", "unpublished"],
  ["draft: false\npublished: true", null],
  ["password: 1234", "password"],
  ["password: secret\ndraft: true", "password"],
  ["password: ''", null],
  ["password: no", null],
  ["password: 'false'", null],
  ["password: false", null],
])("%s is withheld: %s", (line, withheld) => expect(post(`title: T\n${line}`).withheld).toBe(withheld));

test.each(["", "\ufeff", " \n\n"])("an empty file (%j) is withheld and said", (text) => {
  expect(readPost(file(text, "posts/empty.md"), rules()).withheld).toBe("empty");
  expect(said(text, "posts/empty.md")).toEqual([expect.stringContaining("warning front-matter/empty-file 1:1")]);
});

test("a file over the limit is refused before it is read", () => {
  const limits = { postBytes: 100, frontMatterBytes: 100 };
  expect(said(`---\ntitle: T\n---\n${"长".repeat(40)}`, "posts/a.md", { limits })).toEqual([
    expect.stringMatching(/^error front-matter\/post-too-long 1:1 The file is 137 bytes long, over the limit of 100/),
  ]);
});

test("any text is a post, or problems with places inside the file", () => {
  const piece = fc.constantFrom(
    "---\n",
    "title: ",
    "date: 2014-08-24\n",
    "tags:",
    "[",
    "]",
    "a",
    ": ",
    "\n",
    "- ",
    "汉",
    "：",
    "+++\n",
    '"',
    "&a",
    "*a",
    "#",
    "permalink: ",
    "/",
    "..",
    "image:",
    "\t",
    "{",
    "}",
    "\u0007",
    "|\n",
    "  ",
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom("posts/2014-08-24-x.md", "pages/x.md"),
      (pieces, path) => {
        const text = pieces.join("");
        const problems = (() => {
          try {
            return readPost(file(text, path), rules()).problems;
          } catch (error) {
            if (!(error instanceof ProblemError)) throw error;
            expect(error.problems.some((problem) => problem.severity === "error")).toBe(true);
            return error.problems;
          }
        })();
        const lines = text.split(/\r\n|\n|\r/);
        for (const { file: name, line = 0, column = 0, message } of problems) {
          expect(name).toBe(path);
          expect(message).not.toBe("");
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("reading twice is reading once", () => {
  const text = readFileSync(new URL("../data/compat.json", import.meta.url), "utf8").slice(0, 2000);
  expect(readPost(file(text), rules())).toEqual(readPost(file(text), rules()));
});

test("the settings say for a post what it does not say itself", () => {
  const defaults = [
    { path: "posts/", type: "posts", values: { category: "Travel", tags: ["a"] } },
    { path: "posts/old", type: "", values: { draft: true } },
  ];
  const { card, withheld } = post("title: T\ncategories: [Home]", { defaults });
  expect([card.categories.map(({ name }) => name), card.tags.map(({ name }) => name), withheld]).toEqual([
    ["Home"],
    ["a"],
    null,
  ]);
  expect(post("title: T", { defaults, path: "posts/older/2014-08-24-x.md" }).withheld).toBe("draft");
  expect(post("title: T", { defaults, path: "pages/x.md" }).card.tags).toEqual([]);
});

test("entities in terms are the characters they stand for, and stay in old addresses", () => {
  const { card } = post('title: T\ncategories: ["R&amp;D", "a &lt; b"]\ntags: [R&amp;D, R&D]', {
    compat: "hexo",
    permalink: "/:categories/:name/",
  });
  expect(card.categories.map(({ name, slug }) => [name, slug])).toEqual([
    ["R&D", "r-d"],
    ["a < b", "a-b"],
  ]);
  expect(card.tags.map(({ name }) => name)).toEqual(["R&D"]);
  expect(card.url).toBe("/R-amp-D/a-lt-b/2014-08-24-mesos/");
});

test.each([
  ["2020-12-31", "2020-53-4-Thu-Thursday-Dec-December"],
  ["2021-01-03", "2020-53-7-Sun-Sunday-Jan-January"],
  ["2018-12-31", "2019-01-1-Mon-Monday-Dec-December"],
  ["2020-01-05", "2020-01-7-Sun-Sunday-Jan-January"],
])("an address by the week and the names of %s", (date, expected) => {
  const permalink = "/:w_year-:week-:w_day-:short_day-:long_day-:short_month-:long_month/";
  expect(post(`title: T\ndate: ${date}`, { permalink }).card.url).toBe(`/${expected}/`);
});

test("words of Jekyll in a post's own address", () => {
  const { url } = post(
    "title: T\ncategories: [A B, C++]\npermalink: /:slugified_categories/:month_:day/:title:output_ext",
    {
      compat: "jekyll",
    },
  ).card;
  expect(url).toBe("/a-b/c/08_24/mesos.html");
});

test("a post that redirects to itself is an error", () => {
  const front = "---\ntitle: T\ndate: 2014-08-24\npermalink: /a/\nredirect_to: /a/\n---\n";
  expect(said(front)).toEqual([
    expect.stringMatching(/^error front-matter\/bad-link 5:14 `redirect_to` leads to the post/),
  ]);
});

describe("an excerpt that an old blog", () => {
  const excerpt = (lines: string, body: string) => post(`title: T\n${lines}`, { compat: "jekyll", body }).card.excerpt;

  test("ends at a mark of its own", () => {
    expect(excerpt('excerpt_separator: "<!--cut-->"', "One.\n\nTwo. <!--cut--> Three.")).toBe("One. Two.");
    expect(excerpt('excerpt_separator: "* * *"', "One.\n\n* * *\n\nTwo.")).toBe("One.");
    expect(excerpt('excerpt_separator: "@@cut@@"', "One.\r\n\r\n@@cut@@\r\n\r\nTwo.")).toBe("One.");
    expect(excerpt('excerpt_separator: "<!--cut-->"', "One.\n\nTwo.")).toBe("One. Two.");
  });

  test("gives as HTML is text", () => {
    expect(excerpt('excerpt: "<b>Bold</b> &amp; <!-- x --><i class=a>more</i>, 1 < 2"', "Text.")).toBe(
      "Bold & more, 1 < 2",
    );
    expect(excerpt('excerpt: "<img src=a.png>"', "Text.")).toBe("Text.");
    expect(post("title: T\nexcerpt: What <b> does").card.excerpt).toBe("What <b> does");
  });
});
