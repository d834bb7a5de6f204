/** The command as a person types it. */
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { needsThat } from "../needs.ts";
import { start } from "./process.ts";
import { get, post, smallSite } from "./running.ts";

const free = ["--port", "0"];

test("it says where it is and what it did, and writes nothing", async () => {
  const dev = start({ files: smallSite(), words: ["dev", ...free] });
  try {
    const port = await dev.port;
    expect(dev.output()).toMatch(/^inkstone \d+\.\d+\.\d+ · ready in [\d,]+ ms · \d+ pages$/m);
    expect(dev.output()).toContain(`local    http://localhost:${port}/\n`);
    dev.put("posts/2014-08-20-mesoscon.md", post("MesosCon", "改过"));
    await expect
      .poll(dev.output, { timeout: 10_000 })
      .toMatch(/^rebuilt \d+ of \d+ pages in [\d.,]+ ms · posts\/2014-08-20-mesoscon\.md$/m);
    dev.put("posts/2014-08-20-mesoscon.md", "---\ntitle: [MesosCon\n---\n\n破了\n");
    await expect.poll(dev.output).toMatch(/^error {2}\S+ {2}posts\/2014-08-20-mesoscon\.md:\d+:\d+$/m);
    dev.put("posts/2014-08-20-mesoscon.md", post("MesosCon", "好了"));
    await expect.poll(dev.output).toContain("all is well again");
    expect(fs.readdirSync(dev.root).sort()).toEqual(["assets", "posts", "site.yml"]);
  } finally {
    expect(await dev.stop("SIGTERM")).toBe(143);
  }
});

test("a template that takes the place of ours, and gives it back, is named as the person knows it", async () => {
  const dev = start({ files: smallSite(), words: ["dev", ...free] });
  const named = () => [...dev.output().matchAll(/^rebuilt .* · (.*)$/gm)].map(([, files]) => files);
  try {
    await dev.port;
    dev.put("templates/archive.njk", "<h1>Archive</h1>");
    await expect.poll(named, { timeout: 20_000 }).toEqual(["templates/archive.njk"]);
    fs.rmSync(path.join(dev.root, "templates/archive.njk"));
    await expect.poll(named, { timeout: 20_000 }).toEqual(["templates/archive.njk", "templates/archive.njk"]);
    dev.put("site.yml", "title: 砚台\nlanguage: en\n");
    await expect.poll(() => named().at(-1), { timeout: 20_000 }).toBe("site.yml");
  } finally {
    await dev.stop();
  }
});

test("a post that is not shown is told of, at the start and at each save, and why", async () => {
  const draft = (text: string) => `---\ntitle: Draft\ndraft: true\n---\n\n${text}\n`;
  const dev = start({ files: { ...smallSite(), "posts/draft.md": draft("erst") }, words: ["dev", ...free] });
  const told = () => dev.output().match(/^withheld: 1 file\n {2}posts\/draft\.md {2}draft$/gm)?.length;
  try {
    await dev.port;
    await expect.poll(told).toBe(1);
    dev.put("posts/draft.md", draft("dann"));
    await expect.poll(told, { timeout: 10_000 }).toBe(2);
    dev.put("posts/draft.md", post("Draft", "fertig"));
    await expect.poll(dev.output, { timeout: 10_000 }).toMatch(/of 12 pages .* posts\/draft\.md$/m);
    expect(told()).toBe(2);
  } finally {
    await dev.stop();
  }
});

test("drafts, the future, another base path", async () => {
  const files = {
    ...smallSite(),
    "posts/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
    "posts/2999-01-01-later.md": "---\ntitle: Later\n---\n",
  };
  const dev = start({ files, words: ["dev", ...free, "--drafts", "--future", "--base", "/notes"] });
  try {
    const asked = { dev: { port: await dev.port } } as Parameters<typeof get>[0];
    expect(dev.output()).toMatch(/http:\/\/localhost:\d+\/notes\//);
    expect((await get(asked, "/notes/posts/draft/")).status).toBe(200);
    expect((await get(asked, "/notes/posts/later/")).status).toBe(200);
  } finally {
    await dev.stop();
  }
});

test("a port that is taken: the next one, or with --strict-port an error that names it", async () => {
  const taken = net.createServer().listen({ port: 0, host: "127.0.0.1" });
  await once(taken, "listening");
  const { port } = taken.address() as net.AddressInfo;
  const next = start({ files: smallSite(), words: ["dev", "-p", String(port)] });
  const strict = start({ files: smallSite(), words: ["dev", "--port", String(port), "--strict-port"] });
  try {
    expect(await next.port).toBeGreaterThan(port);
    expect(await strict.exit).toBe(1);
    expect(strict.output()).toMatch(new RegExp(`port ${port} is in use`));
  } finally {
    await Promise.all([next.stop(), strict.stop()]);
    taken.close();
  }
});

test.each([
  [["--host", "0.0.0.0"], "0.0.0.0"],
  [["--host"], "0.0.0.0"],
  [["--host", "127.0.0.1"], "127.0.0.1"],
])("%j is warned about", async (words, address) => {
  const dev = start({ files: smallSite(), words: ["dev", ...free, ...words] });
  try {
    await dev.port;
    await expect.poll(dev.output).toContain(`while it listens on ${address}`);
    expect(dev.output()).toContain("network");
  } finally {
    await dev.stop();
  }
});

test("on an address of its own it is found there and not as localhost", async () => {
  const dev = start({ files: smallSite(), words: ["dev", ...free, "--host", "127.0.0.2"] });
  try {
    await expect.poll(dev.output, { timeout: 20_000 }).toMatch(/^ {2}local {4}http:\/\/127\.0\.0\.2:\d+\/$/m);
    const [, port] = /127\.0\.0\.2:(\d+)/.exec(dev.output()) ?? [];
    const asked = { dev: { port: Number(port) } } as Parameters<typeof get>[0];
    expect((await get(asked, "/", { host: "127.0.0.2" })).status).toBe(200);
  } finally {
    await dev.stop();
  }
});

test.each([
  [["dev", "--port", "lots"], 2, "is no port"],
  [["dev", "nowhere"], 2, "There is no folder"],
  [["dev", "site.yml"], 2, "There is no folder"],
  [["dev", "assets"], 2, "There is no folder posts"],
  [["dev", "--base", "notes"], 2, "`--base` is notes, which is no base path"],
  [["dev", "--now", "tomorrow"], 2, "`--now` is tomorrow"],
  [["dev", "--host", "192.0.2.1"], 1, "cannot listen on 192.0.2.1"],
  [["build", "nowhere", "--watch"], 2, "There is no folder"],
  [["build", "site.yml", "--watch"], 2, "There is no folder"],
  [["build", "assets", "--watch"], 2, "There is no folder posts"],
  [["build", "--watch", "--base", "notes"], 2, "`--base` is notes, which is no base path"],
  [["dev", "--prot", "1"], 2, "did you mean `--port`"],
])("%j is refused", async (words, code, says) => {
  const dev = start({ files: smallSite(), words });
  try {
    expect(await dev.exit).toBe(code);
    expect(dev.output()).toContain(says);
  } finally {
    await dev.stop();
  }
});

test("a site that is broken to begin with is served as soon as it is mended", async () => {
  const dev = start({ files: { ...smallSite(), "site.yml": "titel: x\n" }, words: ["dev", ...free] });
  try {
    const asked = { dev: { port: await dev.port } } as Parameters<typeof get>[0];
    const broken = await get(asked, "/");
    expect(broken.status).toBe(500);
    expect(broken.text).toContain("config/unknown-key");
    dev.put("site.yml", "title: 砚台\n");
    await expect.poll(async () => (await get(asked, "/posts/mesoscon/")).status, { timeout: 10_000 }).toBe(200);
  } finally {
    await dev.stop();
  }
});

test("build --watch begins with a site that is broken, says so once, and builds when it is mended", async () => {
  const watching = start({ files: { ...smallSite(), "site.yml": "title: [\n" }, words: ["build", "--watch"] });
  const home = path.join(watching.root, "dist/index.html");
  try {
    await expect.poll(watching.output, { timeout: 20_000 }).toContain("Waiting for changes");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(watching.output().match(/yaml\/syntax/g)).toHaveLength(1);
    watching.put("site.yml", "title: 砚台\n");
    await expect.poll(() => fs.existsSync(home), { timeout: 20_000 }).toBe(true);
  } finally {
    await watching.stop("SIGINT");
  }
});

test("build --watch names a few of many files that changed, and says how many more", async () => {
  const watching = start({ files: smallSite(), words: ["build", "--watch"] });
  try {
    await expect.poll(watching.output, { timeout: 20_000 }).toContain("Waiting for changes");
    const before = path.join(watching.root, "checkout");
    for (let at = 0; at < 8; at++) watching.put(`checkout/2015-01-0${at + 1}-new-${at}.md`, post(`New ${at}`, "neu"));
    fs.renameSync(before, path.join(watching.root, "posts/2015"));
    await expect
      .poll(watching.output, { timeout: 20_000 })
      .toMatch(/new-0\.md\n.*new-1\.md\n.*new-2\.md\nand 5 others$/m);
    expect(watching.output()).not.toContain("new-3.md");
  } finally {
    await watching.stop("SIGINT");
  }
});

test("build --watch writes what changed, and only what is right", async () => {
  const watching = start({ files: smallSite(), words: ["build", "--watch"] });
  const page = (name: string) => path.join(watching.root, "dist/posts", name, "index.html");
  const text = (name: string) => (fs.existsSync(page(name)) ? fs.readFileSync(page(name), "utf8") : "");
  try {
    await expect.poll(watching.output, { timeout: 20_000 }).toContain("Waiting for changes");
    expect(text("mesoscon")).toContain("正文 mesoscon");
    watching.put("posts/2014-08-20-mesoscon.md", post("MesosCon", "改过的正文"));
    await expect.poll(() => text("mesoscon"), { timeout: 10_000 }).toContain("改过的正文");
    watching.put("posts/2014-08-20-mesoscon.md", "---\ntitle: [MesosCon\n---\n");
    await expect.poll(watching.output, { timeout: 10_000 }).toContain("dist/ is as it was");
    expect(text("mesoscon")).toContain("改过的正文");
    fs.rmSync(path.join(watching.root, "posts/2014-08-20-mesoscon.md"));
    await expect.poll(() => text("mesoscon"), { timeout: 10_000 }).toBe("");
    expect(text("docker")).toContain("正文 docker");
  } finally {
    expect(await watching.stop("SIGINT")).toBe(130);
  }
});

/** Under a limit of its own, the system takes no more watches. */
const limited = ["unshare", "-Ur", "sh", "-c", 'echo 100 > /proc/sys/user/max_inotify_watches && exec "$@"', "sh"];

test.skipIf(!needsThat("user namespaces with a limit of inotify watches of their own", await canLimit()))(
  "without watches it looks every now and then, and says so",
  async () => {
    const folders = Array.from({ length: 200 }, (_, at) => [
      `posts/${at}/2014-08-24-post-${at}.md`,
      post(`P${at}`, "一"),
    ]);
    const dev = start({
      files: { ...smallSite(), ...Object.fromEntries(folders) },
      words: ["dev", ...free],
      before: limited,
    });
    try {
      const asked = { dev: { port: await dev.port } } as Parameters<typeof get>[0];
      await expect.poll(dev.output, { timeout: 10_000 }).toMatch(/inotify/);
      dev.put("posts/199/2014-08-24-post-199.md", post("P199", "改过的正文"));
      await expect
        .poll(async () => (await get(asked, "/posts/post-199/")).text, { timeout: 10_000 })
        .toContain("改过的正文");
    } finally {
      await dev.stop();
    }
  },
);

async function canLimit(): Promise<boolean> {
  const { spawnSync } = await import("node:child_process");
  const [program = "", ...rest] = limited;
  return spawnSync(program, [...rest, "true"]).status === 0;
}
