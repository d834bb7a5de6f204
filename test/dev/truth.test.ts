/** Whoever asks right after a save gets what was saved, on every page: no request is answered with the past. */
import fs from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { get, pause, post, type Running, run, smallSite } from "./running.ts";
import { replace } from "./save-patterns.ts";

const file = "posts/2014-08-20-mesoscon.md";
let running: Running;
beforeAll(async () => {
  running = await run(smallSite());
  // Listening has begun.
  await pause(500);
});
afterAll(() => running.stop());

const saves = {
  "by renaming": (text: string) => replace(running, file, text),
  "in place": (text: string) => running.put(file, text),
};

test.each(Object.entries(saves))("saved %s", async (name, save) => {
  for (let at = 0; at < 15; at++) {
    const word = `${name} ${at}`.replaceAll(" ", "-");
    save(post(`Title-${word}`, `Text-${word}`));
    const pages = ["/posts/mesoscon/", "/", "/tags/mesos/", "/feed.xml", "/search/"];
    const first = pages[at % pages.length] ?? "/";
    for (const url of [first, ...pages]) expect((await get(running, url)).text, url).toContain(`-${word}`);
    if (at % 4 === 0) await pause(150);
  }
});

test("a post that an editor deletes or empties before it writes it is never seen missing", async () => {
  for (const begin of [() => fs.rmSync(running.full(file)), () => fs.writeFileSync(running.full(file), "")]) {
    begin();
    const asked = get(running, "/posts/mesoscon/");
    await pause(30);
    running.put(file, post("MesosCon", "wieder da"));
    expect((await asked).status).toBe(200);
  }
});

test("nor one whose editor, having emptied it, has to wait before it can write", async () => {
  running.put("posts/2014-08-21-docker.md", "");
  const asked = get(running, "/posts/docker/");
  await pause(200);
  running.put("posts/2014-08-21-docker.md", post("Docker", "lange gewartet"));
  expect(await asked).toMatchObject({ status: 200, text: expect.stringContaining("lange gewartet") });
  expect(running.problems.flat()).toEqual([]);
});

test("a post that is emptied for good is taken away", async () => {
  running.put("posts/2014-10-02-gone.md", post("Gone", "da"));
  expect((await get(running, "/posts/gone/")).status).toBe(200);
  running.put("posts/2014-10-02-gone.md", "");
  expect((await get(running, "/posts/gone/")).status).toBe(404);
  fs.rmSync(running.full("posts/2014-10-02-gone.md"));
});

test("a new post, a changed address, a deleted post", async () => {
  running.put("posts/2014-10-01-new.md", post("New", "新的"));
  expect((await get(running, "/posts/new/")).status).toBe(200);
  running.put("posts/2014-10-01-new.md", post("New", "新的").replace("title:", "slug: newer\ntitle:"));
  expect((await get(running, "/posts/newer/")).status).toBe(200);
  expect((await get(running, "/posts/new/")).status).toBe(404);
  fs.rmSync(running.full("posts/2014-10-01-new.md"));
  expect((await get(running, "/posts/newer/")).status).toBe(404);
});

test("what is saved before anybody listens is found all the same", async () => {
  const started = await run(smallSite());
  started.put(file, post("MesosCon", "gleich nach dem Start"));
  started.put("posts/reisen/2014-11-01-zug.md", post("Zug", "in einem neuen Ordner"));
  const text = async (url: string) => (await get(started, url)).text;
  await expect.poll(() => text("/posts/mesoscon/")).toContain("gleich nach dem Start");
  await expect.poll(() => text("/posts/zug/")).toContain("in einem neuen Ordner");
  await started.stop();
});

test("a template, a style sheet, a setting, a string", async () => {
  running.put("templates/archive.njk", "<h1>eigenes Archiv</h1>");
  expect((await get(running, "/archive/")).text).toContain("eigenes Archiv");
  running.put("assets/css/own.css", "p { color: blue }\n");
  expect((await get(running, "/css/own.css")).text).toContain("blue");
  running.put("site.yml", "title: 换了名字\nurl: https://example.com\nlanguage: zh-CN\ntimezone: Asia/Shanghai\n");
  expect((await get(running, "/")).text).toContain("换了名字");
  running.put("data/links.yml", "- name: 朋友\n");
  running.put("templates/archive.njk", "<h1>{{ site.data.links[0].name }}</h1>");
  expect((await get(running, "/archive/")).text).toContain("朋友");
});
