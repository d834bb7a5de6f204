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
  const from = html.indexOf('<div class="prose">');
  const ends = [html.indexOf("<footer", from), html.indexOf("</article>", from)].filter((at) => at >= 0);
  return `${plain(title)}\n|\n${plain(html.slice(from, Math.min(...ends)))}`;
}

function plain(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(script|style|iframe|rt|rp)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<sup class="footnote-ref">.*?<\/sup>/g, "")
    .replace(/<\/?[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, "")
    .replace(/&(lt|gt|amp|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " ", "#39": "'" };
