/** The ways in which editors, shells and version control change files. */
import fs from "node:fs";
import path from "node:path";
import { pause, post, type Running } from "./running.ts";

export type Pattern = { readonly name: string; readonly save: (running: Running) => Promise<void> };

const first = "posts/2014-08-20-mesoscon.md";

export const patterns: readonly Pattern[] = [
  {
    name: "in place",
    save: async ({ put }) => put(first, post("MesosCon", "改过的正文")),
  },
  { name: "in two halves, 40 ms apart", save: (running) => halves(running, 40) },
  { name: "in two halves, 250 ms apart", save: (running) => halves(running, 250) },
  {
    name: "a temporary file, renamed",
    save: async (running) => replace(running, first, post("MesosCon", "改过的正文")),
  },
  {
    name: "a temporary file, renamed, fifty times",
    save: async (running) => {
      for (let at = 0; at < 50; at++) {
        replace(running, first, post("MesosCon", `第 ${at} 次`));
        await pause(5);
      }
    },
  },
  {
    name: "the old file moved to a backup, a new one written",
    save: async ({ full, put }) => {
      fs.writeFileSync(full("posts/4913"), "");
      fs.rmSync(full("posts/4913"));
      fs.renameSync(full(first), full(`${first}~`));
      put(first, post("MesosCon", "改过的正文"));
      await pause(2);
      fs.rmSync(full(`${first}~`));
    },
  },
  {
    name: "deleted and created",
    save: async ({ full, put }) => {
      fs.rmSync(full(first));
      await pause(30);
      put(first, post("MesosCon", "改过的正文"));
    },
  },
  {
    name: "a post in folders that did not exist",
    save: async ({ put }) => put("posts/a/b/c/d/2014-09-01-deep.md", post("Deep", "深处")),
  },
  {
    name: "a folder renamed",
    save: async ({ full, put }) => {
      put("posts/before/2014-09-01-one.md", post("One", "一"));
      put("posts/before/2014-09-02-two.md", post("Two", "二"));
      await pause(200);
      fs.renameSync(full("posts/before"), full("posts/after"));
      await pause(20);
      put("posts/after/2014-09-02-two.md", post("Two", "二，改过"));
    },
  },
  {
    name: "renamed away and back",
    save: async ({ full, put }) => {
      fs.renameSync(full(first), full("posts/2014-08-20-elsewhere.md"));
      await pause(60);
      fs.renameSync(full("posts/2014-08-20-elsewhere.md"), full(first));
      put(first, post("MesosCon", "改过的正文"));
    },
  },
  {
    name: "a checkout of 500 files",
    save: async (running) => {
      const name = (at: number) => `posts/${at % 7}/2015-01-01-post-${at}.md`;
      for (let at = 0; at < 500; at++) running.put(name(at), post(`Post ${at}`, "一"));
      await pause(30);
      for (let at = 0; at < 500; at++) {
        if (at % 5 === 0) fs.rmSync(running.full(name(at)));
        else running.put(name(at), post(`Post ${at}`, "另一个分支"));
      }
    },
  },
  {
    name: "two hundred edits in a row",
    save: async ({ put }) => {
      for (let at = 0; at < 200; at++) {
        put(first, post("MesosCon", `第 ${at} 次`));
        if (at % 10 === 0) await pause(1);
      }
    },
  },
  {
    name: "all posts removed and put back, with one more",
    save: async ({ full, put }) => {
      const names = fs.readdirSync(full("posts"));
      const texts = names.map((name) => [name, fs.readFileSync(full(`posts/${name}`), "utf8")] as const);
      fs.rmSync(full("posts"), { recursive: true });
      await pause(100);
      for (const [name, text] of texts) put(`posts/${name}`, text);
      put("posts/2014-10-01-new.md", post("New", "新的"));
      await pause(300);
      put("posts/2014-10-01-new.md", post("New", "新的，改过"));
    },
  },
  {
    name: "only the case of the name changed",
    save: async ({ full }) => fs.renameSync(full(first), full("posts/2014-08-20-MesosCon.md")),
  },
  {
    name: "same size, same time",
    save: async ({ full, put }) => {
      const text = post("MesosCon", "天天天天");
      put(first, text);
      await pause(300);
      const { atime, mtime } = fs.statSync(full(first));
      put(first, text.replace("天天天天", "地地地地"));
      fs.utimesSync(full(first), atime, mtime);
    },
  },
  {
    name: "the whole project removed and put back",
    save: async ({ root, full, put }) => {
      const copy = `${root}-copy`;
      fs.cpSync(root, copy, { recursive: true });
      fs.rmSync(root, { recursive: true });
      await pause(150);
      fs.cpSync(copy, root, { recursive: true });
      fs.rmSync(copy, { recursive: true });
      await pause(800);
      put(first, post("MesosCon", "回来以后"));
      fs.appendFileSync(full("site.yml"), "subtitle: 回来了\n");
    },
  },
  {
    name: "links that lead round in a circle",
    save: async ({ full, put }) => {
      fs.mkdirSync(full("assets/loop"), { recursive: true });
      fs.symlinkSync("..", full("assets/loop/up"));
      fs.symlinkSync(".", full("assets/here"));
      await pause(50);
      put(first, post("MesosCon", "改过的正文"));
      put("assets/loop/own.css", "a { color: blue }\n");
    },
  },
  { name: "a storm", save: storm },
];

async function halves({ full }: Running, apart: number): Promise<void> {
  const text = post("MesosCon", "改过的正文，前一半\n\n后一半");
  const middle = text.length - 4;
  fs.writeFileSync(full(first), text.slice(0, middle));
  await pause(apart);
  fs.appendFileSync(full(first), text.slice(middle));
}

/** As most editors save. */
export function replace({ full }: Pick<Running, "full">, file: string, text: string): void {
  const aside = full(path.posix.join(path.posix.dirname(file), `.${path.posix.basename(file)}.tmp`));
  fs.writeFileSync(aside, text);
  fs.renameSync(aside, full(file));
}

/** Hundreds of random changes; always the same ones. */
async function storm(running: Running): Promise<void> {
  const { full, put } = running;
  let seed = 20140824;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x7fffffff) * below);
  };
  const names = Array.from({ length: 45 }, (_, at) => `posts/${["", "a/", "a/b/"][at % 3]}2015-02-01-storm-${at}.md`);
  for (let at = 0; at < 400; at++) {
    const name = names[random(names.length)] ?? first;
    const other = names[random(names.length)] ?? first;
    switch (random(6)) {
      case 0:
        fs.rmSync(full(name), { force: true });
        break;
      case 1:
        if (fs.existsSync(full(name)) && fs.existsSync(path.dirname(full(other))))
          fs.renameSync(full(name), full(other));
        break;
      case 2:
        fs.rmSync(full("posts/a/b"), { recursive: true, force: true });
        break;
      case 3:
        fs.mkdirSync(path.dirname(full(name)), { recursive: true });
        replace(running, name, post(`Storm ${at}`, `第 ${at} 次`));
        break;
      default:
        put(name, post(`Storm ${at}`, `第 ${at} 次`));
    }
    if (random(3) === 0) await pause(random(12));
  }
}
