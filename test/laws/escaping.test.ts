/** Law 8: nothing escapes unescaped. What an author writes as words stays words, in pages, feeds and data. */
import fc from "fast-check";
import { describe, expect } from "vitest";
import { build } from "../../src/build.ts";
import type { Settings } from "../../src/model.ts";
import { inProcess } from "../../src/worker/in-process.ts";
import type { TinySettings } from "../tiny-site.ts";
import { renderAll, sourcesOf } from "./in-memory.ts";
import { decodeEntities, type Element, readHtml, readXml } from "./parse-markup.ts";
import { plainSettings } from "./plain-settings.ts";
import { law, runs } from "./runs.ts";

/** That remembering changes nothing is a law of its own; here it saves compiling the theme anew each time. */
const workers = inProcess();

/** Strings that become an element or an attribute named `canary` wherever one kind of escaping is forgotten. */
const canary = fc.constantFrom(
  "<canary>",
  '" canary="',
  "' canary='",
  " canary=1 ",
  "</script><canary>",
  "</title><canary>",
  "</style><canary>",
  "--><canary>",
  "]]><canary/>",
  "&lt;canary&gt;",
  "&#60;canary&#62;",
  "<script>canary</script>",
  "`<canary>`",
  "{{ '<canary>' | safe }}",
  "{% raw %}",
  "\\u003ccanary\\u003e",
  "<!--",
  "<svg><canary>",
  "%3Ccanary%3E",
);
/** Addresses that are programs, as browsers read them. */
const program = fc.constantFrom(
  "javascript:canary",
  " JavaScript:canary",
  "java\nscript:canary",
  "java\tscript:canary",
  "\u0001javascript:canary",
  "javascript&colon;canary",
  "javascript&#58;canary",
  "vbscript:canary",
  "data:text/html,<canary>",
);
const phrase = fc
  .array(
    fc.oneof(
      { arbitrary: canary, weight: 3 },
      { arbitrary: fc.string({ unit: "grapheme", maxLength: 5 }), weight: 1 },
      { arbitrary: fc.constantFrom("集群", " ", "&", "<", ">", '"', "'", "\u2028", "\u0007", "\ufffe"), weight: 1 },
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) => parts.join(""));
const words = fc.oneof({ arbitrary: phrase, weight: 5 }, { arbitrary: program, weight: 1 });

const site: TinySettings = { ...plainSettings, html: "escape", permalink: "/p/:year/" };

/** Where an author puts words. */
const fields = {
  title: (text: string) => ({ title: text }),
  "a tag": (text: string) => ({ tags: [text, "other"] }),
  "a category": (text: string) => ({ categories: [text] }),
  description: (text: string) => ({ description: text }),
  headline: (text: string) => ({ headline: text }),
  "an author": (text: string) => ({ author: text }),
  "an author's page": (text: string) => ({ author: { name: "x", url: text } }),
  series: (text: string) => ({ series: text }),
  keywords: (text: string) => ({ keywords: [text] }),
  "a picture's credit": (text: string) => ({ imagefeature: "x.jpg", imagecredit: text, imagecreditlink: text }),
  "a picture": (text: string) => ({ imagefeature: text }),
  "a video": (text: string) => ({ video: text }),
  "an outward link": (text: string) => ({ link: text }),
  type: (text: string) => ({ type: text }),
  "a field of one's own": (text: string) => ({ own: text, other: { deep: [text] } }),
  language: (text: string) => ({ lang: text }),
} satisfies Readonly<Record<string, (text: string) => object>>;

describe("words in front matter stay words", () => {
  for (const [where, field] of Object.entries(fields)) {
    law(where, async () => {
      await fc.assert(
        fc.asyncProperty(words, async (text) => {
          const front = { title: "t", ...field(text) };
          const outputs = await outputsOf(`---\n${yaml(front)}---\n\n正文\n`, site);
          for (const [file, output] of outputs) expect(intrusions(file, output), file).toEqual([]);
        }),
        runs(8),
      );
    });
  }

  law("settings", async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const outputs = await outputsOf("---\ntitle: t\n---\n", site, {
          title: text,
          subtitle: text,
          description: text,
          author: { name: text, email: text, url: text, avatar: text },
          navigation: [{ title: text, url: "/about/" }],
          social: { github: text, [text]: text },
        });
        for (const [file, output] of outputs) expect(intrusions(file, output), file).toEqual([]);
      }),
      runs(8),
    );
  });
});

law("with `html: escape` no text in a post becomes an element, an attribute or a script", async () => {
  const around = fc.constantFrom(
    (text: string) => text,
    (text: string) => `## ${text}`,
    (text: string) => `[${text}](${text})`,
    (text: string) => `[x](<${text}> "${text}")`,
    (text: string) => `![${text}](x.png '${text}')`,
    (text: string) => `\`\`\`${text}\n${text}\n\`\`\``,
    (text: string) => `[x][r]\n\n[r]: <${text}> "${text}"`,
    (text: string) => `::card{post="${text}"}`,
    (text: string) => `::figure{src="${text}" caption="${text}" alt='${text}'}`,
    (text: string) => `::video{src="${text}" poster="${text}" title="${text}"}`,
    (text: string) => `::include{file="${text}" lang="${text}"}`,
    (text: string) => `:::callout{title="${text}"}\n${text}\n:::`,
    (text: string) => `| ${text} | b |\n|---|---|\n| ${text} | ${text} |`,
    (text: string) => `[^n]\n\n[^n]: ${text}`,
    (text: string) => `> [!NOTE] ${text}\n> ${text}`,
    (text: string) => `<https://example.com/${text}>\nhttps://example.com/${text}`,
    (text: string) =>
      `[x](javascript:${text}) [x](JaVaScRiPt&#58;canary) [x](\u0001javascript:canary) [x](java&Tab;script:canary)`,
    (text: string) => `${text}\n: ${text}`,
  );
  await fc.assert(
    fc.asyncProperty(words, around, async (text, put) => {
      const outputs = await outputsOf(`---\ntitle: t\n---\n\n${put(text)}\n`, site);
      for (const [file, output] of outputs) expect(intrusions(file, output), file).toEqual([]);
    }),
    runs(),
  );
});

law("a title is read back from page, feeds and data as the author meant it", async () => {
  await fc.assert(
    fc.asyncProperty(words, async (text) => {
      // A title of nothing that shows is no title.
      fc.pre(squeezed(text) !== "");
      const outputs = await outputsOf(`---\n${yaml({ title: text, date: "2014-01-01" })}---\n`, site);
      const title = outputs.titles[0] ?? "";
      // Old blogs write `&amp;` in titles, and mean `&`.
      expect([squeezed(text), squeezed(decodeEntities(text))]).toContain(squeezed(title));

      const post = readHtml(outputs.get("p/2014/index.html") ?? "");
      expect(squeezed(textOf(post, "h1"))).toBe(squeezed(title));
      expect(squeezed(textOf(post, "title"))).toContain(squeezed(title));
      const og = post.find(({ attributes }) => attributes.get("property") === "og:title");
      expect(squeezed(og?.attributes.get("content") ?? "")).toBe(squeezed(title));
      const data = post
        .filter(({ attributes }) => attributes.get("type") === "application/ld+json")
        .map((script) => script.text);
      expect(
        data.some((json) => squeezed((JSON.parse(json) as { headline?: string }).headline ?? "") === squeezed(title)),
      ).toBe(true);

      const json = JSON.parse(outputs.get("feed.json") ?? "") as { items: readonly { title: string }[] };
      expect(squeezed(json.items[0]?.title ?? "")).toBe(squeezed(title));
      const atom = readXml(outputs.get("feed.xml") ?? "");
      const titles = atom.filter(({ name }) => name === "title").map((element) => squeezed(element.text));
      expect(titles).toContain(squeezed(title));
    }),
    runs(),
  );
});

/** What stands in an output that nobody meant to be there. */
function intrusions(file: string, output: string): readonly string[] {
  if (file.endsWith(".json")) {
    JSON.parse(output);
    return [];
  }
  if (file.endsWith(".xml")) return strangers(readXml(output));
  if (!file.endsWith(".html")) return [];
  return strangers(readHtml(output));
}

function strangers(elements: readonly Element[]): readonly string[] {
  return elements.flatMap((element) => {
    const { name, attributes } = element;
    const found: string[] = [];
    if (name.includes("canary")) found.push(`<${name}>`);
    if (name === "script" && /canary/.test(element.text) && attributes.get("type") !== "application/ld+json")
      found.push("a script");
    for (const [key, value] of attributes) {
      if (/canary|^odd |^on/.test(key)) found.push(`<${name} ${key}>`);
      if (mayRun(name, key) && isProgram(value)) found.push(`<${name} ${key}="${value}">`);
    }
    return found;
  });
}

/** Whether a browser would run a program at this address: it does behind links and in frames, not as a picture. */
function mayRun(name: string, key: string): boolean {
  return /^(?:href|action|formaction|data)$/.test(key) || (key === "src" && /^(?:iframe|embed|script)$/.test(name));
}

/** Browsers skip blanks and controls before a scheme, and line ends within it. */
function isProgram(address: string): boolean {
  return /^[^!-\uffff]*(?:javascript|vbscript|data):/i.test(address.replace(/[\t\n\r]/g, ""));
}

async function outputsOf(
  text: string,
  settings: TinySettings,
  further: Partial<Settings> = {},
): Promise<Map<string, string> & { titles: readonly string[] }> {
  const sources = await sourcesOf({ files: { "posts/2014-01-01-x.md": text }, settings });
  const built = await build({ ...sources, settings: { ...sources.settings, ...further } }, workers);
  const texts = await renderAll(built, built.outputs);
  const outputs = new Map(built.outputs.map(({ file }, at) => [file, texts[at]?.[1] ?? ""]));
  return Object.assign(outputs, { titles: built.site.posts.map(({ title }) => title) });
}

/** JSON is YAML, but for what YAML does not allow even in quotes. */
function yaml(front: object): string {
  return Object.entries(front)
    .map(
      ([key, value]) =>
        `${key}: ${JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => (/[\u4e00-\u9fff]/.test(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`))}\n`,
    )
    .join("");
}

/** Blanks are a matter of layout; characters that XML refuses are left out everywhere. */
function squeezed(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

function textOf(elements: readonly Element[], name: string): string {
  return elements.find((element) => element.name === name)?.text ?? "";
}
