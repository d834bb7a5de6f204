import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtInFilters } from "../../src/page/filters.ts";
import { globalNames } from "../../src/page/globals.ts";
import { compileTemplates } from "../../src/page/templates.ts";
import { momentFromDay } from "../../src/shared/date.ts";
import {
  bodyOf,
  card,
  facts,
  ourTemplates,
  page,
  pagePost,
  postPage,
  render,
  renderText,
  resolved,
  templatesOf,
} from "./fixtures.ts";

const readme = readFileSync(path.resolve(import.meta.dirname, "../../templates/README.md"), "utf8");

/** First cells of the table below a heading, without back quotes. */
function listed(heading: string): string[] {
  const section = readme.split(new RegExp(`^#+ ${heading}.*$`, "m"))[1]?.split(/^#/m)[0] ?? "";
  const rows = section.split("\n").filter((line) => /^\| `/.test(line));
  return rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
}

/** The members a template really finds. */
function found(what: string): string[] {
  const post = pagePost();
  const text = `{% for key, value in ${what} %}{{ key }} {% endfor %}`;
  const shown = { ...postPage(post), template: "home.njk" };
  return renderText(text, { page: shown, bodies: new Map([[post.path, bodyOf(["<p>x</p>"])]]) })
    .trim()
    .split(" ")
    .map((key) => `${what}.${key}`);
}

describe("the contract says what there is, no more and no less", () => {
  test.each(["site", "page", "post"])("%s", (what) => {
    expect(listed(`\`${what}\``)).toEqual(found(what).sort((a, b) => order(what, a) - order(what, b)));
    expect(new Set(listed(`\`${what}\``))).toEqual(new Set(found(what)));
  });

  test("a post is there as page.post, too", () => {
    expect(found("page.post").map((name) => name.slice(5))).toEqual(found("post"));
  });

  test("things that come again and again", () => {
    const things = {
      moment: facts().updated,
      term: facts().tags[0],
      author: facts().author,
      picture: resolved(),
      heading: { level: 1, id: "", text: "" },
      paginator: { number: 1, total: 1, prev: null, next: null, pages: [] },
    };
    const members = Object.entries(things).flatMap(([name, thing]) =>
      Object.keys(thing ?? {}).map((key) => `${name}.${key}`),
    );
    expect(listed("Things that come again").sort()).toEqual(members.sort());
  });

  test("filters", () => {
    expect(listed("Filters").sort()).toEqual([...builtInFilters.keys()].sort());
  });

  test("functions", () => {
    expect(listed("Functions").sort()).toEqual([...globalNames].sort());
  });

  test("templates", () => {
    const pages = ourTemplates.map(({ name }) => name).filter((name) => !name.includes("/"));
    expect(listed("Which template").sort()).toEqual(pages.sort());
  });

  test("blocks", () => {
    for (const { name } of ourTemplates.filter(({ text }) => text.includes("{% block"))) {
      const parents = name === "base.njk" ? [] : blocksOf("base.njk");
      expect(
        examplesOf(name).map(({ block }) => block),
        name,
      ).toEqual(blocksOf(name).filter((block) => !parents.includes(block)));
    }
  });
});

describe("its examples work", () => {
  const whole = [...readme.matchAll(/```njk\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

  test("a base.njk that begins with ours", () => {
    const html = rendered("base.njk", whole[0] ?? "");
    expect(html).toContain('<link rel="stylesheet" href="/blog/css/mine.css">\n</head>');
    expect(html).toContain("<h1>MesosCon 2014</h1>");
  });

  test("a layout of its own", () => {
    const files = Object.fromEntries(ourTemplates.map(({ name, text }) => [name, text]));
    const html = renderText(whole[1] ?? "", { files, page: { ...postPage(), template: "home.njk" } });
    expect(html).toMatch(/<p>MesosCon 2014：\d+ 字<\/p>/);
  });

  const each = ourTemplates.flatMap(({ name }) => examplesOf(name).map((example) => ({ name, ...example })));
  test.each(each.filter(({ text }) => text !== null))("$name $block: $text", ({ name, block, text }) => {
    const before = rendered(name, `{% extends "theme/${name}" %}`);
    const after = rendered(name, `{% extends "theme/${name}" %}\n{% block ${block} %}\n${text}\n{% endblock %}`);
    expect(after).not.toBe(before);
    for (const literal of (text ?? "").split(/\{[{%].*?[}%]\}/)) expect(after).toContain(literal);
  });
});

/** A page that has everything its template looks at. */
function rendered(name: string, text: string): string {
  const files = Object.fromEntries(ourTemplates.map((ours) => [ours.name, ours.text]));
  const templates = compileTemplates(templatesOf({ ...files, [`theme/${name}`]: files[name] ?? "", [name]: text }));
  const links = [{ name: "雨", url: "https://rain.example/" }];
  const isPage = name === "page.njk";
  const post = pagePost({
    ...(isPage ? { kind: "page" as const, toc: true, extra: { links } } : {}),
    cover: resolved(),
    comments: true,
  });
  const headings = [1, 2, 3].map((at) => ({ level: 2, id: `h${at}`, text: `第 ${at} 节` }));
  const known = facts({
    theme: { outdated: 1 },
    social: { github: "https://github.com/rain" },
    services: { giscus: { repo: "rain/books" }, analytics: { plausible: "rain.example" } },
    languages: ["zh-CN", "en"].map((lang) => ({ lang, name: lang, url: `/blog/${lang}/` })),
    updated: momentFromDay("2026-01-01", "Asia/Shanghai"),
  });
  const isPost = isPage || name === "post.njk" || name === "base.njk";
  const term = { name: "集群", url: "/blog/x/", count: 1, kind: "tag", feed: null } as const;
  const list = page({
    template: name,
    kind: name === "home.njk" ? "home" : "other",
    data: {
      title: "书",
      posts: [card()],
      years: [{ year: "2014", posts: [card()] }],
      terms: [term],
      term,
      search: { root: "/blog/search/", shards: 1, documents: "0" },
      paginator: { number: 1, total: 2, prev: null, next: "/blog/page/2/", pages: [] },
    },
  });
  return render({
    page: isPost ? { ...postPage(post), template: isPage ? "page.njk" : "post.njk" } : list,
    facts: known,
    bodies: new Map([[post.path, { ...bodyOf(), headings }]]),
    templates,
  });
}

type Example = { readonly block: string; readonly text: string | null };

/** Rows of the table of a template's blocks: what is set as code is a block's text, "nothing" an empty one. */
function examplesOf(name: string): readonly Example[] {
  const section = readme.split(`\n### \`${name}\`\n`)[1]?.split(/^#/m)[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => {
      const [block = "", , text = ""] = line.slice(2, -2).split(" | ");
      const written = /^`(.*)`$/.exec(text.replaceAll("\\|", "|"))?.[1];
      return { block: block.replaceAll("`", ""), text: written ?? (text === "nothing" ? "" : null) };
    });
}

function blocksOf(name: string): string[] {
  const text = ourTemplates.find((template) => template.name === name)?.text ?? "";
  return [...text.matchAll(/\{% block (\w+) %\}/g)].map((match) => match[1] ?? "");
}

function order(what: string, member: string): number {
  return listed(`\`${what}\``).indexOf(member);
}
