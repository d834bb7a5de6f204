/**
 * A site with names in Chinese, Japanese and Korean on a real web server, set up as our own guide says: every address
 * the site gives is answered with the very file that was written for it.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { discard, emptyProject, namesIn, type Project, put } from "../bad-inputs/project.ts";
import { build } from "../bad-inputs/run.ts";
import { unescapeHtml, walkSite } from "../browser/walk.ts";
import { needs } from "../needs.ts";

const guide = readFileSync(path.join(import.meta.dirname, "../../posts/2026-10-25-deploying.md"), "utf8");

const post = (title: string, front: string) => `---\ntitle: ${JSON.stringify(title)}\n${front}\n---\n\n`;
const files: Readonly<Record<string, string>> = {
  "posts/2014-08-24-集群入门.md": `${post("集群入门", "tags: [集群, C++, 'C#', .NET, ａｂ]\ncategories: [分布式 系统]")}[上](第一天.md#第一节) ![图](图片/示意图.svg)\n`,
  "posts/第一天.md": `${post("第一天", "date: 2014-08-25\ntags: [集群]")}## 第一节\n\n[下](2014-08-24-集群入门.md)\n`,
  "posts/図書館.md": `${post("図書館ガイド", "date: 2014-08-26\ntags: [ガイド]\nlang: ja")}本。\n`,
  "posts/데이터.md": `${post("데이터", "date: 2014-08-27\ntags: [데이터베이스]\nlang: ko".normalize("NFD"))}글.\n`,
  "posts/plain.md": `${post("100% & <更多>？", "date: 2014-08-28\npermalink: /笔记/a b'c(d)!~@,;=$.html\naliases: [/旧/地址/, /old]")}文。\n`,
  "posts/short.md": `${post("无尾", "date: 2014-08-29\npermalink: /笔记/无尾")}文。\n`,
  "posts/surrogates.md": `${post("𠮷野家", "date: 2014-08-30\npermalink: /𠮷野家/👍/")}文。\n`,
  "posts/日记/index.md": `${post("日记", "date: 2014-08-31")}![月](月 亮.svg)\n`,
  "posts/日记/月 亮.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  "posts/图片/示意图.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
  "assets/下载/说明 书.txt": "说明",
};

describe.skipIf(!needs("nginx")).each(["", "/博客"])("under the path %j", (base) => {
  let project: Project;
  let server: Nginx;

  beforeAll(async () => {
    project = emptyProject();
    put(project, { ...files, "site.yml": `title: 墨\nurl: "https://example.com${base}"\nlanguage: zh-CN\n` });
    const run = await build(project, "--strict", "--out", `www${base}`);
    if (run.exit !== 0) throw new Error(run.output);
    server = await startNginx(path.join(project.root, "www"));
  });
  afterAll(async () => {
    await server?.stop();
    if (project !== undefined) discard(project);
  });

  const written = () => namesIn(path.join(project.root, `www${base}`)).filter((name) => !/^\.|^_/.test(name));
  const encoded = (name: string) => `${server.origin}${`${base}/${name}`.split("/").map(encodeURIComponent).join("/")}`;

  test("every file answers at its encoded address, and every folder at its own", async () => {
    const wrong: string[] = [];
    for (const name of written()) {
      const own = readFileSync(path.join(project.root, `www${base}`, name));
      const addresses = [encoded(name)];
      if (/(^|\/)index\.html$/.test(name)) addresses.push(encoded(name.slice(0, -"index.html".length)));
      else if (name.endsWith(".html")) addresses.push(encoded(name.slice(0, -".html".length)));
      for (const address of addresses) {
        const answer = await fetch(address, { redirect: "manual" });
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (answer.status !== 200 || !bytes.equals(own)) wrong.push(`${answer.status} ${address}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(written().filter((name) => /[^\0-\x7f]/.test(name)).length).toBeGreaterThan(15);
  });

  test("every address on its pages, in its feeds and its sitemap leads somewhere", async () => {
    const walk = await walkSite(`${server.origin}${encodeURI(base)}/`, "https://example.com");
    expect(walk.broken).toEqual([]);
    expect(walk.lost).toEqual([]);
    const posts = written().filter((name) => name.endsWith(".html") && /^(posts|笔记|𠮷野家)\//.test(name));
    expect(posts.length).toBe(8);
    const sitemap = readFileSync(path.join(project.root, `www${base}/sitemap.xml`), "utf8");
    const listed = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = ""]) => unescapeHtml(address));
    expect(listed.length).toBeGreaterThan(posts.length);
    for (const address of listed) {
      expect(address).toMatch(/^https:\/\/example\.com\/[\x21-\x7e]*$/);
      const answer = await fetch(server.origin + address.slice("https://example.com".length), { redirect: "manual" });
      expect([address, answer.status]).toEqual([address, 200]);
    }
  });

  test("what is not there is answered with the page for it", async () => {
    const answer = await fetch(encoded("没有/这一页/"));
    expect(answer.status).toBe(404);
    if (base === "") expect(await answer.text()).toBe(readFileSync(path.join(project.root, "www/404.html"), "utf8"));
  });
});

type Nginx = { readonly origin: string; readonly stop: () => Promise<void> };

/** The `server` block of the guide, in a configuration that needs no rights and leaves nothing behind. */
async function startNginx(root: string): Promise<Nginx> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), "inkstone-nginx-"));
  mkdirSync(path.join(folder, "logs"));
  const [, block = ""] = /```nginx\n([\s\S]*?)```/.exec(guide) ?? [];
  const own = block.replace(/listen 80;/, `listen 127.0.0.1:${port};`).replace(/root [^;]+;/, `root "${root}";`);
  expect(own).toContain(`listen 127.0.0.1:${port};`);
  expect(own).toContain(root);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    path.join(folder, "nginx.conf"),
    `daemon off;\nmaster_process off;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents {}\n` +
      `http {\n${places.join("\n")}\naccess_log off;\ndefault_type application/octet-stream;\n${own}\n}\n`,
  );
  const child = spawn("nginx", ["-p", folder, "-c", "nginx.conf", "-e", `${folder}/error.log`], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const isUp = await fetch(origin).then(
      () => true,
      () => false,
    );
    if (isUp) return { origin, stop };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const log = path.join(folder, "error.log");
  const told = statSync(log, { throwIfNoEntry: false }) === undefined ? "" : readFileSync(log, "utf8");
  await stop();
  throw new Error(`nginx did not start:\n${told}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
