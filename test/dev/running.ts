/** A project on the disk with the dev server running over it, and the clean build it is compared with. */
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { build } from "../../src/build.ts";
import { type Dev, type Rebuilt, startDev } from "../../src/dev/dev.ts";
import type { Problem } from "../../src/model.ts";
import { readSources } from "../../src/source/read-sources.ts";
import { inProcess } from "../../src/worker/in-process.ts";

export const home = path.join(import.meta.dirname, "../..");
/** A fixed present, so that two builds have the same one. */
export const now = Date.UTC(2026, 0, 1);

export type Running = {
  readonly root: string;
  readonly dev: Dev;
  readonly origin: string;
  readonly rebuilt: Rebuilt[];
  readonly bugs: unknown[];
  /** What is wrong, each time that it changed. */
  readonly problems: (readonly Problem[])[];
  put(file: string, text: string): void;
  full(file: string): string;
  stop(): Promise<void>;
};

export function post(title: string, text: string): string {
  return `---\ntitle: ${title}\ndate: 2014-08-24\ntags: [mesos, 集群]\n---\n\n${text}\n`;
}

export function smallSite(): Readonly<Record<string, string>> {
  const posts = ["mesoscon", "docker", "排版"].map((name, at) => [
    `posts/2014-08-2${at}-${name}.md`,
    post(name, `正文 ${name}`),
  ]);
  return {
    "site.yml": "title: 砚台\nurl: https://example.com\nlanguage: zh-CN\ntimezone: Asia/Shanghai\n",
    "assets/css/own.css": "p { color: red }\n",
    ...Object.fromEntries(posts),
  };
}

export async function run(
  files: Readonly<Record<string, string>> = smallSite(),
  host: string | null = null,
): Promise<Running> {
  const root = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "inkstone-dev-")), "blog");
  const full = (file: string) => path.join(root, file);
  const put = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(full(file)), { recursive: true });
    fs.writeFileSync(full(file), text);
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  const rebuilt: Rebuilt[] = [];
  const bugs: unknown[] = [];
  const problems: (readonly Problem[])[] = [];
  const dev = await startDev({
    root,
    reading: { home },
    now: () => now,
    port: { port: 0, otherwise: "give up", host },
    client: await clientScript(),
    editor: "editor://{file}:{line}:{column}",
    on: {
      rebuilt: (one) => rebuilt.push(one),
      problems: (all) => problems.push(all),
      deaf: (reason) => bugs.push(new Error(reason)),
      bug: (error) => bugs.push(error),
    },
  });
  return {
    root,
    dev,
    origin: `http://localhost:${dev.port}`,
    rebuilt,
    bugs,
    problems,
    put,
    full,
    async stop() {
      await dev.close();
      fs.rmSync(path.dirname(root), { recursive: true, force: true });
      expect(bugs).toEqual([]);
    },
  };
}

export async function clientScript(): Promise<string> {
  const compiler = pathToFileURL(path.join(home, "src/compile.cjs")).href;
  const { compiled } = (await import(compiler)) as { readonly compiled: () => Promise<string> };
  return fs.readFileSync(path.join(await compiled(), "client.js"), "utf8");
}

export type Answer = { readonly status: number; readonly text: string; readonly headers: http.IncomingHttpHeaders };

/** The path goes out as it is written here: nothing tidies it up on the way. */
export function get(running: Pick<Running, "dev">, url: string, options: http.RequestOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port: running.dev.port, path: url, agent: false, ...options });
    request.on("error", reject).on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    request.end();
  });
}

/** A page without what makes it live. */
export function withoutSnippet(html: string): string {
  return html.replace(/<meta name="inkstone-socket" content="[^"]*"><script src="[^"]*" type="module"><\/script>/, "");
}

/** Address → text, of everything that a clean build of the project makes now. */
export async function cleanSite(root: string): Promise<ReadonlyMap<string, string>> {
  const built = await build(await readSources(root, { home, now }), inProcess());
  const texts = new Map<string, string>();
  const urlOf = new Map(built.outputs.map(({ file, url }) => [file, url]));
  for await (const { file, content } of built.render(built.outputs, (problem) => {
    throw new Error(problem.message);
  })) {
    if ("stands" in content || "laid" in content) throw new Error("nothing stands anywhere yet");
    const text = "text" in content ? content.text : fs.readFileSync(content.copyFrom, "utf8");
    texts.set(urlOf.get(file) ?? file, text);
  }
  return texts;
}

/** Everything that is served, under the addresses of a clean build. */
export async function servedSite(running: Running, urls: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const url of urls) {
    const { status, text } = await get(running, url);
    texts.set(url, status === 200 ? withoutSnippet(text) : `answered with ${status}`);
  }
  return texts;
}

/** Waits until what is served is what a clean build makes; fails with the difference when that does not come. */
export async function expectTrue(running: Running, formerUrls: Iterable<string> = []): Promise<void> {
  await expect.poll(() => difference(running, formerUrls), { timeout: 15_000, interval: 100 }).toEqual([]);
}

async function difference(running: Running, formerUrls: Iterable<string>): Promise<readonly string[]> {
  const clean = await cleanSite(running.root);
  const served = await servedSite(running, clean.keys());
  const other = [...clean].filter(([url, text]) => served.get(url) !== text).map(([url]) => `${url} is other`);
  const gone = [...formerUrls].filter((url) => !clean.has(url));
  const still = await Promise.all(gone.map(async (url) => ({ url, ...(await get(running, url)) })));
  return [...other, ...still.filter(({ status }) => status !== 404).map(({ url }) => `${url} is still there`)];
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
