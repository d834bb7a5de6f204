/** Three small blogs as their generators' own tutorials leave them: posts, drafts, pages, pictures and what surrounds them. */

const post = (lines: string, body = "Text.") => `---\n${lines}\n---\n\n${body}\n`;
/** A picture of one pixel. */
const dot = Buffer.from(
  "89504e470d0a1a0a0000000d4948445200000001000000010806000000" +
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082",
  "hex",
);

export const jekyll = {
  "_config.yml": `title: Old
url: https://example.com
baseurl: /blog
timezone: Asia/Shanghai
permalink: pretty
sass: {}
plugins: [jekyll-feed]
collections:
  wiki: {output: true}
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post}
exclude: [notes]
`,
  Gemfile: "source 'https://rubygems.org'\n",
  "README.md": "# About this repository\n",
  CNAME: "example.com\n",
  "index.md": post("layout: home"),
  "about.md": post("title: About\npermalink: /about/", "See [M](/blog/big/data/2014/08/24/Mesos_Con/)."),
  "projects/Tool One.md": post("title: Tool", "![](../images/dot.png)"),
  "portfolio.html": "---\ntitle: Portfolio\npermalink: /portfolio/\n---\n<p>Works</p>\n",
  "bare.html": "---\nlayout: null\n---\n<!doctype html>\n<title>Bare</title>\n",
  "tags.html": "---\nlayout: page\n---\n{% for tag in site.tags %}{{ tag }}{% endfor %}\n",
  "feed.xml": "---\n---\n<feed>{{ site.title }}</feed>\n",
  "google1234.html": "google-site-verification: google1234.html\n",
  "404.html": "---\npermalink: /404.html\n---\nLost\n",
  "notes/todo.md": post("title: Todo"),
  "images/dot.png": dot,
  "assets/css/main.css": "body {}\n",
  "css/main.css": "body {}\n",
  "css/main.scss": "---\n---\n@import 'x';\n",
  "_layouts/post.html": "{{ content }}\n",
  "_includes/head.html": "<head>\n",
  "_sass/x.scss": "a {}\n",
  "_data/friends.yml": "- a\n",
  "_drafts/idea.md": post("title: Idea"),
  "_posts/README.md": "Where the posts are.\n",
  "_posts/2014-08-24-Mesos_Con.md": post(
    "title: M\ncategories: Big Data\ntags: a b",
    "![dot](/blog/images/dot.png) ![dot]({{ site.url }}/images/dot.png) and `{{ code }}`",
  ),
  "_posts/2014-08-27-raw.html":
    "---\ntitle: R\n---\n<div>\n\n    <p>*Html* <img src=/blog/images/dot.png alt=dot></p>\n</div>\n",
  "_posts/2014-08-28-older.textile": "---\ntitle: T\n---\nh1. Textile\n",
  "_posts/2014-8-25-utc.md": post("title: U\ndate: 2014-08-24 23:42:02"),
  "travel/_posts/2014-08-26-far.md": post("title: F\ntag: a b\npermalink: /far/away"),
  "_wiki/vim/tips.md": post("title: V\ndate: 2018-03-21 10:00:00 +0800", "![](dot.png)"),
  "_wiki/vim/dot.png": dot,
  "vendor/bundle/x.md": post("title: X"),
  "node_modules/x/README.md": post("title: X"),
};

export const hexo = {
  "_config.yml": `title: Old
url: https://example.com
root: /
permalink: :category/:title.html
new_post_name: :year-:month-:day-:title.md
post_asset_folder: true
skip_render: raw/**
tag_map:
  js: javascript
theme: landscape
`,
  "scaffolds/post.md": "---\ntitle: {{ title }}\ndate: {{ date }}\ntags:\n---\n",
  "themes/landscape/_config.yml": "menu: {}\n",
  "source/CNAME": "example.com\n",
  "source/about/index.md": post("title: About\ndate: 2014-01-01 10:00:00", "[A](/Big-Data/x/a_b.html)"),
  "source/links.md": post("title: Links"),
  "source/tags/index.md": post("title: Tags\ntype: tags"),
  "source/raw/demo.html": "<p>Demo</p>\n",
  "source/raw/notes.md": "# As it is\n",
  "source/games/index.html": "---\ntitle: Games\n---\n<p>Play</p>\n",
  "source/images/dot.png": dot,
  "source/_data/friends.yml": "- a\n",
  "source/_drafts/idea.md": post("title: Idea"),
  "source/_posts/2014-08-24-a_b.md": post(
    "title: A\ndate: 2014-08-24 23:42:02\ncategories: [Big Data, x]\ntags: js",
    "![dot](dot.png) ![dot](/images/dot.png)\n{% note %}\n{% asset_img dot.png %}",
  ),
  "source/_posts/2014-08-24-a_b/dot.png": dot,
  "source/_posts/2014-8-24-a_b.md": post("title: B\ndate: 2014-08-24"),
  "source/_posts/hello-world.md": post("title: Hello World"),
};

export const hugo = {
  "hugo.toml": `title = "Old"
baseURL = "https://example.com/"
theme = "paper"
[permalinks]
notes = "/:year/:filename/"
essays = "/:section/:year/:slug/"
[taxonomies]
tag = "tags"
topic = "topics"
author = "authors"
`,
  "archetypes/default.md": "+++\ntitle = '{{ .Name }}'\n+++\n",
  "layouts/index.html": "{{ .Title }}\n",
  "assets/main.scss": "a {}\n",
  "data/friends.toml": "a = 1\n",
  "static/CNAME": "example.com\n",
  "static/images/dot.png": dot,
  "static/css/main.css": "body {}\n",
  "content/_index.md": post("title: Home", "Words of the home page."),
  "content/about.md": post("title: About\ndate: 2014-01-01"),
  "content/posts/_index.md": post("title: Posts"),
  "content/posts/Big Data/index.md":
    '+++\ntitle = "B"\ndate = 2014-08-24T23:42:02+08:00\n+++\n\n![dot](dot.png) ![dot](/images/dot.png)\n\n{{< ref "x" >}}\n',
  "content/posts/Big Data/dot.png": dot,
  "content/posts/x.md": post(
    "title: X\ndate: 2014-08-24\nslug: other\naliases: [/old/x/]\nseries: [S, T]\nauthors: [Ann]\ntopics:\n- t",
  ),
  "content/posts/y.md": post("title: Y\ndate: 2014-08-24\nurl: /why/\ndraft: true"),
  "content/essays/2014/first try.md": post('title: "On C++ & 石"\ndate: 2014-08-24'),
  "content/essays/2014/second.md": post("title: Second\nslug: own\ndate: 2014-08-25"),
  "content/notes/n.md": post("title: N\ndate: 2014-08-24"),
  "content/posts/page.html": "---\ntitle: H\ndate: 2014-08-24\n---\n<p>Html</p>\n",
};

/** Two languages beside each other, and one in a folder of its own. */
const languages = {
  "hugo.toml": `baseURL = "https://example.com/"
defaultContentLanguage = "zh"
[languages.zh]
title = "旧"
languageName = "中文"
[languages.en]
title = "Old"
[languages.en.params]
description = "Of before"
[languages.ja]
contentDir = "inhalt/ja"
`,
  "content/posts/a.md": post("title: 甲\ndate: 2014-08-24"),
  "content/posts/a.en.md": post("title: A\ndate: 2014-08-24", "[B](/en/posts/b/)"),
  "content/posts/b/index.en.md": post("title: B\ndate: 2014-08-25"),
  "content/notes/n.en.md": post("title: N\ndate: 2014-08-24"),
  "content/about.md": post("title: 关于"),
  "content/about.en.md": post("title: About"),
  "inhalt/ja/posts/a.md": post("title: あ\ndate: 2014-08-24"),
};

export const blogs = { jekyll, hexo, hugo, "hugo-languages": languages } as const;
