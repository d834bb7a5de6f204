/** What each operation of the table is here: from a case to what is compared with its expectation. */
import { readFileSync } from "node:fs";
import type { Problem } from "../../src/model.ts";
import { resolveLinks } from "../../src/page/resolve-links.ts";
import { readFields } from "../../src/post/fields.ts";
import { readFileName } from "../../src/post/file-name.ts";
import { readFrontMatter } from "../../src/post/front-matter.ts";
import type { MarkdownRules, Rendered } from "../../src/post/markdown.ts";
import { readDates } from "../../src/post/read-dates.ts";
import type { ReadRules } from "../../src/post/read-rules.ts";
import { openDesk } from "../../src/post/read-values.ts";
import { readMoment, showDay } from "../../src/shared/date.ts";
import { ProblemError } from "../../src/shared/problem.ts";
import { slugify } from "../../src/shared/slug.ts";
import { facts, languages, page, renderText, stringsOf } from "../page/fixtures.ts";
import { render } from "../post/markdown/show.ts";
import { post, rules } from "../post/posts.ts";
import type { Case } from "./cases.ts";

export function renderCase({ input, options }: Case): Rendered {
  const given: Partial<MarkdownRules> = {
    language: String(options.lang ?? "zh-CN"),
    ruby: options.ruby === true,
    breaks: options.breaks === true,
    highlight: false,
    ...("softBreakMixed" in options ? { softBreakMixed: options.softBreakMixed as "none" } : {}),
    ...("headingIds" in options ? { headingIds: options.headingIds as "hexo" } : {}),
  };
  return render(String(input), given);
}

/** Html as it stands on a page; every address is one that nothing answers to. */
export function htmlOf({ html, references }: Rendered): string {
  return resolveLinks(html, {
    references: references.map(({ target }) => ({ url: target, width: null, height: null, text: null, card: null })),
    addresses: "rooted",
    own: "/",
    home: "",
    component: () => null,
  });
}

export function slugs({ input }: Case): string | string[] {
  return Array.isArray(input) ? input.map((name) => slugify(String(name))) : slugify(String(input));
}

export function tags({ input }: Case): string[] {
  return post(`title: x\ndate: 2014-08-24\ntags: ${JSON.stringify(input)}`).card.tags.map(({ name }) => name);
}

export function counts({ input, options }: Case) {
  const body = options.file === "seed" ? readFileSync(process.env.INKSTONE_SEED ?? "", "utf8") : String(input);
  const [, front = "title: x", text = body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(body) ?? [];
  return post(front, { body: text, path: "posts/2014-08-24-x.md" }).card.counts;
}

/** What a list shows of a post, ruby as the case says. */
export function description({ input, options }: Case): string {
  const changes: Partial<ReadRules> = { ruby: options.ruby === true ? ["zh"] : [] };
  return post("title: x\ndate: 2014-08-24", { body: String(input), ...changes }).card.excerpt;
}

export function date({ input, options }: Case): string {
  const zone = String(options.timeZone);
  const read = readMoment(String(input), zone);
  if ("wrong" in read) throw new Error(read.wrong);
  return showDay(read.moment, String(options.lang), zone);
}

export function translate({ input }: Case): string[] {
  const { key, n } = input as { key: string; n: number };
  return languages
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((language) =>
      renderText(`{{ t("${key}", { n: ${n} }) }}`, { facts: facts({ language, strings: stringsOf(language) }) }).trim(),
    );
}

const order = ["zh-CN", "zh-TW", "ja", "ko", "en"];

export function template({ input, options }: Case): string {
  return renderText(String(input), { page: page({ lang: String(options.lang) }) }).trim();
}

/** Front matter as far as it can be read, and everything that is said about it. */
export function frontMatter({ input, options }: Case) {
  const source = { path: String(options.file), text: String(input) };
  try {
    const front = readFrontMatter(source, 65_536);
    const desk = openDesk(source, front);
    const { title } = readFields(desk, rules());
    const { modified } = readDates(desk, { zone: "Asia/Shanghai", name: readFileName(source.path), need: "page" });
    const data = { title, modified: modified === null ? null : new Date(modified.ms).toISOString() };
    return { data, body: front.body.text.trim(), problems: desk.problems };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { data: {}, body: "", problems: error.problems as readonly Problem[] };
  }
}
