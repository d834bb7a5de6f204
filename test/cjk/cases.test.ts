/** Every case of the table, from Markdown to finished pages. */
import { describe, expect, test } from "vitest";
import type { Problem } from "../../src/model.ts";
import { cutText } from "../../src/shared/cut-text.ts";
import { readHtml, readXml } from "../laws/parse-markup.ts";
import { type Document, search } from "../search/client.ts";
import { cases, codes, collapsed, notYet } from "./cases.ts";
import { buildFolder, fileOf } from "./folder.ts";
import * as run from "./operations.ts";
import { fileOfPost, postText, type SiteInput, settingsText, siteFiles, styleSheet } from "./sites.ts";

type WantedProblem = {
  readonly code: string;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
  readonly guess?: string;
  readonly hint?: string;
  readonly mentions?: readonly string[];
};
type Wanted = {
  readonly data?: object;
  readonly body?: string;
  readonly error?: WantedProblem;
  readonly warning?: WantedProblem;
};

/** Somebody must have said it, in these words and at this place. */
function expectProblem(problems: readonly Problem[], wanted: WantedProblem | undefined, severity: string): void {
  if (wanted === undefined) {
    if (severity === "error") expect(problems.filter((problem) => problem.severity === "error")).toEqual([]);
    return;
  }
  const { code, line, column, offset, guess, hint = "", mentions = [] } = wanted;
  const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  const found = problems.find((problem) => problem.code === codes[code]);
  expect(found).toMatchObject({ severity, ...place });
  const words = [found?.message, found?.hint, found?.file, ...(found?.related ?? []).map(({ file }) => file)].join(
    "\n",
  );
  for (const word of [hint, guess ?? "", ...mentions]) expect(words.toLowerCase()).toContain(word.toLowerCase());
  if (offset !== undefined) expect(words).toMatch(new RegExp(`\\b${offset}\\b`));
}

const all = (op: string) => cases.filter(({ id, options }) => options.op === op && notYet[id] === undefined);

describe("Markdown", () => {
  test.each(all("md"))("$id $input", (one) => {
    const html = run.htmlOf(run.renderCase(one));
    if (one.options.compare === "exact") expect(html.trim()).toBe(one.expected);
    else expect(collapsed(html)).toBe(collapsed(String(one.expected)));
  });

  test.each(all("ids"))("$id ids of $input", (one) => {
    expect(run.renderCase(one).headings.map(({ id }) => id)).toEqual(one.expected);
  });

  test.each(all("lint"))("$id slips in $input", (one) => {
    const wanted = one.expected as readonly { code: string; line: number; hint: string }[];
    const { problems } = run.renderCase(one);
    expect(problems.map(({ code, line }) => [code, line])).toEqual(wanted.map(({ code, line }) => [codes[code], line]));
    for (const [at, { hint }] of wanted.entries()) expect(problems[at]?.hint).toContain(hint);
  });
});

describe("words", () => {
  test.each(all("slug"))("$id slug of $input", (one) => {
    const slug = run.slugs(one);
    if (typeof one.expected === "string" || Array.isArray(one.expected)) return expect(slug).toEqual(one.expected);
    const { maxBytes = 255, startsWith = "", matches } = one.expected as Record<string, string>;
    expect(Buffer.byteLength(String(slug))).toBeLessThanOrEqual(Number(maxBytes));
    expect(String(slug).startsWith(startsWith)).toBe(true);
    expect(slug).toMatch(new RegExp(matches ?? ""));
  });

  test.each(all("tags"))("$id tags $input", (one) => expect(run.tags(one)).toEqual(one.expected));

  const seed = process.env.INKSTONE_SEED;
  test.for(all("count"))("$id count of $input", (one, context) => {
    if (one.options.file === "seed" && seed === undefined) {
      console.warn(
        `${one.id} skipped: the post it counts is not part of this project; INKSTONE_SEED may name its file`,
      );
      return context.skip();
    }
    return expect(run.counts(one)).toMatchObject(one.expected as object);
  });

  test.each(all("excerpt"))("$id excerpt of $input", ({ input, options, expected }) => {
    expect(cutText(String(input), Number(options.limit))).toBe(expected);
  });

  test.each(all("description"))("$id description of $input", (one) => {
    expect(run.description(one)).toBe(one.expected);
  });

  test.each(all("date"))("$id $input in $options.lang", (one) => {
    const zone = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      expect(run.date(one)).toBe(one.expected);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  test.each(all("t"))("$id $input", (one) => expect(run.translate(one)).toEqual(one.expected));
  test.each(all("nunjucks"))("$id $input", (one) => expect(run.template(one)).toBe(one.expected));
});

describe("front matter", () => {
  test.each(all("frontmatter"))("$id $input", (one) => {
    const { data, body, problems } = run.frontMatter(one);
    const wanted = one.expected as Wanted;
    if (wanted.data !== undefined) expect(data).toMatchObject(wanted.data);
    if (wanted.body !== undefined) expect(body).toBe(wanted.body);
    expectProblem(problems, wanted.error, "error");
    expectProblem(problems, wanted.warning, "warning");
  });

  test.each(all("read"))("$id bytes of $input.file", async ({ input, options, expected }) => {
    const { base64, file } = input as { base64: string; file: string };
    const dated = file.replace("posts/", "posts/2014-08-24-");
    const built = await buildFolder({
      [dated]: Buffer.from(base64, "base64"),
      "site.yml": options.encoding === undefined ? "" : `encoding: ${options.encoding}\n`,
    });
    const wanted = expected as Wanted;
    if (wanted.error === undefined) expect(fileOf(built, "posts/gbk/index.html")).toContain(`<p>${wanted.body}</p>`);
    else {
      const mentions = wanted.error.mentions?.map((path) => path.replace("posts/", "posts/2014-08-24-")) ?? [];
      expectProblem(built.problems, { ...wanted.error, mentions }, "error");
    }
  });
});

describe("sites", () => {
  test.each(all("build"))("$id $input", async ({ input, options, expected }) => {
    const { posts, file, title } = input as { posts?: { file: string; slug: string }[]; file?: string; title?: string };
    const written = posts ?? [{ file: String(file), slug: undefined, title }];
    const built = await buildFolder({
      "site.yml": options.permalink === undefined ? "" : `permalink: ${options.permalink}\n`,
      ...Object.fromEntries(written.map((one) => [`posts/${one.file}`, postText({ title: "x", ...one })])),
    });
    const wanted = expected as Wanted & { file?: string; href?: string };
    expectProblem(built.problems, wanted.error, "error");
    if (wanted.file === undefined) return;
    const output = wanted.file.replace("dist/", "");
    expect([...built.files.keys()]).toContain(output);
    expect(fileOf(built, "index.html")).toContain(`href="${wanted.href}"`);
  });

  test.each(all("taxonomy"))("$id $input", async ({ input, expected }) => {
    const { tags } = input as { tags: string[][] };
    const posts = tags.map((list, at) => [`posts/${at}.md`, postText({ title: String(at), tags: list })]);
    const { site } = await buildFolder(Object.fromEntries(posts));
    const found = site.tags.map((term) => ({ name: term.name, slug: term.slug, count: term.posts.length }));
    expect(found).toEqual(expected);
  });

  test.each(all("linkcheck"))("$id $input", async ({ input }) => {
    const { link, targets, ids } = input as { link: string; targets: string[]; ids: string[] };
    const { problems } = await buildFolder({
      "posts/from.md": postText({ title: "x" }, `[x](${link})`),
      ...Object.fromEntries(
        targets.map((permalink) => [
          "posts/to.md",
          postText({ title: "y", permalink }, ids.map((id) => `# ${id}`).join("\n")),
        ]),
      ),
    });
    expect(problems).toEqual([]);
  });

  test.each(all("sortTags"))("$id $input in $options.lang", async ({ input, options, expected }) => {
    const { site } = await buildFolder({
      "site.yml": `language: ${options.lang}\n`,
      "posts/x.md": postText({ title: "x", tags: input }),
    });
    expect(site.tags.map(({ name }) => name)).toEqual(expected);
  });

  test.each(all("page"))("$id $input", async ({ input, options, expected }) => {
    const built = await buildFolder(siteFiles(input as SiteInput));
    const isStyle = options.asset === "css";
    const text = isStyle ? styleSheet() : fileOf(built, fileOfPost(input as SiteInput));
    const { contains = [], matches = [] } = expected as { contains?: string[]; matches?: string[] };
    const squeezed = (words: string) => (isStyle ? words.replace(/\s+/g, "") : words);
    for (const words of contains) expect(squeezed(text)).toContain(squeezed(words));
    for (const pattern of matches) expect(text).toMatch(new RegExp(pattern));
    if (!isStyle) expect(readHtml(text).length).toBeGreaterThan(0);
  });

  test.each(all("feed"))("$id $input", async ({ input, expected }) => {
    const { posts, config } = input as { posts: Record<string, unknown>[]; config?: Record<string, unknown> };
    const feed = fileOf(
      await buildFolder({
        "site.yml": settingsText({ permalink: "/:slug/", ...config }),
        ...Object.fromEntries(posts.map((one, at) => [`posts/${at}.md`, postText(one)])),
      }),
      "feed.xml",
    );
    const wanted = expected as { contains: string[]; notContains?: string[]; wellFormed?: boolean };
    expect(() => readXml(feed)).not.toThrow();
    for (const words of wanted.contains) expect(feed).toContain(words);
    for (const words of wanted.notContains ?? []) expect(feed).not.toContain(words);
  });
});

describe("search", () => {
  test.each(all("search"))("$id $input.query", async ({ input, expected }) => {
    const { docs, query } = input as { docs: (Document & { id: string })[]; query: string };
    const found = await search(query, docs);
    expect(found.map((at) => docs[at]?.id).sort()).toEqual(expected);
  });
});

describe("the table", () => {
  test("has every case tried, or a reason why not", () => {
    const tried = new Set(
      "md ids lint slug tags count excerpt description date t nunjucks frontmatter read build taxonomy linkcheck sortTags page feed search".split(
        " ",
      ),
    );
    expect(cases.filter(({ options }) => !tried.has(options.op))).toEqual([]);
    expect(cases).toHaveLength(150);
    for (const [id, reason] of Object.entries(notYet)) console.info(`${id} is not yet: ${reason}`);
  });
});
