/** The files that a blog begins with, in Chinese or in English. */

type Beginning = {
  /** Of the folder. */
  readonly name: string;
  readonly language: string;
  /** `2014-08-24` */
  readonly day: string;
  readonly version: string;
};

export function firstFiles(beginning: Beginning): Readonly<Record<string, string>> {
  const { language, day, version, name } = beginning;
  const words = /^zh\b/i.test(language) ? chinese : english;
  return {
    "site.yml": lines(
      `title: ${words.title}`,
      `description: ${words.description}`,
      `# ${words.url}`,
      "# url: https://example.com",
      `language: ${language}`,
      "timezone: Asia/Shanghai",
      "permalink: /posts/:slug/",
    ),
    [`posts/${day}-${words.slug}.md`]: lines(
      "---",
      `title: ${words.postTitle}`,
      `date: ${day}`,
      `tags: [${words.tag}]`,
      "---",
      "",
      ...words.post,
    ),
    "pages/about.md": lines("---", `title: ${words.about}`, "---", "", words.aboutText),
    ".gitignore": lines("node_modules/", "dist/", ".inkstone/"),
    "package.json": `${JSON.stringify(packageOf(name, version), null, 2)}\n`,
    ".github/workflows/publish.yml": workflow,
  };
}

const chinese = {
  title: "我的博客",
  description: "写下来，就记住了。",
  url: "网站的地址，没有它就没有 feed 和 sitemap：",
  slug: "第一篇",
  postTitle: "第一篇",
  tag: "随笔",
  post: [
    "这篇文章在 `posts/` 里，一个文件就是一篇文章。改几个字，保存，浏览器里的页面马上就跟着变。",
    "",
    "写新文章：`npx inkstone new 标题`。检查链接、图片和日期：`npx inkstone check`。",
  ],
  about: "关于",
  aboutText: "这里写写你是谁。",
};

const english: typeof chinese = {
  title: "My blog",
  description: "Written down is remembered.",
  url: "The address of the site; without it there is no feed and no sitemap:",
  slug: "first-post",
  postTitle: "First post",
  tag: "notes",
  post: [
    "This post is a file in `posts/`: one file, one post. Change a word, save, and the page in the browser follows.",
    "",
    "Begin another with `npx inkstone new TITLE`. Check links, pictures and dates with `npx inkstone check`.",
  ],
  about: "About",
  aboutText: "Say here who you are.",
};

function packageOf(folder: string, version: string): object {
  const name = folder
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return {
    name: name === "" ? "blog" : name,
    private: true,
    type: "module",
    scripts: { dev: "inkstone dev", build: "inkstone build", check: "inkstone check" },
    dependencies: { inkstone: `^${version}` },
  };
}

/** Run at each push, and once a day, so that posts with a date to come appear by themselves. */
const workflow = `name: publish
on:
  push:
    branches: [main]
  schedule:
    - cron: "5 16 * * *" # five past midnight in Shanghai: posts dated today appear by themselves
  workflow_dispatch:

permissions:
  contents: read
  pages: write
  id-token: write

concurrency:
  group: pages

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - uses: actions/cache@v4
        with:
          path: .inkstone
          key: inkstone-\${{ github.run_id }}
          restore-keys: inkstone-
      - run: npm install
      - id: pages
        uses: actions/configure-pages@v5
      - run: npx inkstone build --strict --url "\${{ steps.pages.outputs.base_url }}"
      - run: npx inkstone publish # what readers have from now on; the next build compares itself with it
      - uses: actions/upload-pages-artifact@v3
        with:
          path: dist
          include-hidden-files: true
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v4
`;

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
