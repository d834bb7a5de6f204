/** A built site as the search page knows it, and what its pages say, read by other means than the index was made with. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { client } from "./client.ts";

export type Built = {
  /** In the order of the index, oldest first. */
  readonly documents: readonly { readonly url: string; readonly title: string; readonly text: string }[];
  readonly index: {
    readonly shards: number;
    readonly titles: readonly string[];
    readonly lines: (shard: number) => Promise<readonly string[]>;
  };
};

export function readBuilt(dist: string): Built {
  const page = readFileSync(path.join(dist, "search/index.html"), "utf8");
  const [, shards = "0"] = /data-shards="(\d+)"/.exec(page) ?? [];
  const [, state = ""] = /data-documents="(\w+)"/.exec(page) ?? [];
  const links = [...page.matchAll(/<li data-entry[^>]*>.*?<a [^>]*?href="([^"]*)">(.*?)<\/a>/g)].reverse();
  const documents = links.map(([, url = "", title = ""]) => {
    const decoded = decodeURIComponent(url);
    const file = decoded.endsWith("/")
      ? `${decoded}index.html`
      : /\.html?$/.test(decoded)
        ? decoded
        : `${decoded}.html`;
    return { url, title: plain(title), text: textOf(readFileSync(path.join(dist, file), "utf8")) };
  });
  return {
    documents,
    index: {
      shards: Number(shards),
      titles: documents.map(({ title }) => client.fold(title)),
      lines: async (shard) => {
        const [first, ...rest] = readFileSync(path.join(dist, `search/${shard}.txt`), "utf8").split("\n");
        if (first !== state) throw new Error(`search/${shard}.txt is of another state than the page.`);
        return rest;
      },
    },
  };
}

/** The heading of a page and the text below it, a sign between them. */
function textOf(html: string): string {
  const [, title = ""] = /<h1>(.*?)<\/h1>/s.exec(html) ?? [];
  const start = /<div class="prose[^>]*>/.exec(html);
  if (start === null) throw new Error(`A page has no text:\n${html.slice(0, 2_000)}`);
  return `${plain(title)}\n|\n${plain(html.slice(start.index, endOfElement(html, start.index)))}`;
}

/** Where the `<div>` that begins here ends; a post may have left some open. */
function endOfElement(html: string, from: number): number {
  let depth = 0;
  for (const { 0: tag, index } of html.slice(from).matchAll(/<(\/?)div\b|<\/article>/g)) {
    depth += tag === "<div" ? 1 : -1;
    if (depth === 0 || tag === "</article>") return from + index;
  }
  return html.length;
}

function plain(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(script|style|iframe|rt|rp)\b[\s\S]*?(?:<\/\1>|$)/gi, "")
    .replace(/<sup class="footnote-ref">.*?<\/sup>/g, "")
    .replace(/<\/?[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, "")
    .replace(/&(lt|gt|amp|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " ", "#39": "'" };
