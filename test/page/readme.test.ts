import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtInFilters } from "../../src/page/filters.ts";
import { globalNames } from "../../src/page/globals.ts";
import { bodyOf, facts, ourTemplates, page, pagePost, postPage, renderText, resolved } from "./fixtures.ts";

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
    expect(listed("Blocks of")).toEqual(blocksOf("base.njk"));
    for (const { name } of ourTemplates.filter(({ text }) => text.includes("{% extends"))) {
      const parents = [...blocksOf("base.njk"), ...(name === "term.njk" ? blocksOf("list.njk") : [])];
      const own = blocksOf(name).filter((block) => !parents.includes(block));
      const said = readme.slice(readme.indexOf("`post.njk` adds")).replaceAll("\n", " ");
      expect(said).toContain(
        own.length === 0
          ? ""
          : `\`${name}\` ${name === "post.njk" ? "adds " : ""}${own.map((block) => `\`${block}\``).join(" ")}`,
      );
    }
  });
});

test("the first example works", () => {
  const example = /```njk\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const files = Object.fromEntries(ourTemplates.map(({ name, text }) => [name, text]));
  const html = renderText(example, { files, page: page({ kind: "404" }) });
  expect(html).toContain("<h1>这里没有这一页</h1>");
});

function blocksOf(name: string): string[] {
  const text = ourTemplates.find((template) => template.name === name)?.text ?? "";
  return [...text.matchAll(/\{% block (\w+) %\}/g)].map((match) => match[1] ?? "");
}

function order(what: string, member: string): number {
  return listed(`\`${what}\``).indexOf(member);
}
