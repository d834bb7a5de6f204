/** The sample post as a reader sees it: every word of its author, and none else. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Element, readHtml } from "../laws/parse-markup.ts";
import { buildFolder, fileOf } from "./folder.ts";

const name = "2014-08-24-mesoscon-2014.md";
const posts = join(import.meta.dirname, "../../posts");
const source = readFileSync(join(posts, name), "utf8");

let page = "";
let elements: readonly Element[] = [];
beforeAll(async () => {
  const settings = "title: T\nurl: https://example.com\npermalink: /:categories/:slug/\n";
  page = fileOf(
    await buildFolder({ "site.yml": settings, [`posts/${name}`]: source }),
    "mesos/mesoscon-2014/index.html",
  );
  elements = readHtml(page);
});

const squeezed = (text: string) => text.replace(/\s+/g, "");
const of = (wanted: string) => elements.filter((element) => element.name === wanted);

test("its text is unchanged, white space aside", () => {
  const body = source.replace(/^---\n[\s\S]*?\n---\n/, "");
  const words = body
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^(?:#+|- |\d+\. |> )/gm, "")
    .replace(/^\|[-|]+\|$/gm, "")
    .replace(/\*\*|^\||\|$|(?<= )\|(?= )/gm, "");
  const prose = elements.find(({ attributes }) => attributes.get("class")?.startsWith("prose"));
  expect(squeezed(prose?.text ?? "")).toBe(squeezed(words));
});

describe("its page", () => {
  test("has headings that links can name", () => {
    const wanted = [...source.matchAll(/^##+ (.*)$/gm)].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, "")
        .replaceAll(" ", "-"),
    );
    const ids = elements.flatMap(({ name: tag, attributes }) =>
      /^h[2-6]$/.test(tag) ? (attributes.get("id") ?? []) : [],
    );
    expect(wanted.length).toBeGreaterThan(2);
    expect(ids).toEqual(expect.arrayContaining(wanted));
  });

  test("says when it was changed, in the site's zone", () => {
    expect(of("time").map(({ attributes }) => attributes.get("datetime"))).toContain("2014-08-24T23:42:02+08:00");
  });

  test("leads wherever its author links to", () => {
    const targets = [...source.matchAll(/\]\((https?:[^)]*)\)/g)].map(([, target]) => target);
    expect(of("a").map(({ attributes }) => attributes.get("href"))).toEqual(expect.arrayContaining(targets));
  });

  test("is in its language, bold where its author wants it, without a stray mark", () => {
    expect(of("html")[0]?.attributes.get("lang")).toBe("zh-CN");
    const bold = [...source.matchAll(/\*\*(.*?)\*\*/g)].map(([, text]) => text);
    expect(of("strong").map(({ text }) => text)).toEqual(bold);
    expect(page).not.toContain("**");
  });

  test("is described by whole sentences", () => {
    const description = of("meta").find(({ attributes }) => attributes.get("name") === "description");
    expect(description?.attributes.get("content")).toMatch(/[。！？]$/);
  });
});
