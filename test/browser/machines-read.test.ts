/** What the sample blog writes for programs: feeds, sitemap, JSON-LD. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { discard, type Project } from "../bad-inputs/project.ts";
import { needs } from "../needs.ts";
import { filesIn, parseXml } from "./in-browser.ts";
import { closeBrowser } from "./launch.ts";
import { buildSampleBlog } from "./sample-blog.ts";
import { unescapeHtml } from "./walk.ts";

const SITE = "https://blog.example/notes/";
let project: Project;

beforeAll(async () => {
  project = await buildSampleBlog("--url", SITE);
});
afterAll(async () => {
  if (project !== undefined) discard(project);
  await closeBrowser();
});

test("every XML file is well formed to a browser", async () => {
  const files = filesIn(project.dist, ".xml");
  expect(files).toEqual(expect.arrayContaining(["feed.xml", "sitemap.xml"]));
  for (const file of files) expect((await parseXml(read(file))).error, file).toBeNull();
});

test.skipIf(!needs("xmllint"))("every XML file is well formed to xmllint", () => {
  for (const file of filesIn(project.dist, ".xml")) {
    expect(
      () => execFileSync("xmllint", ["--noout", path.join(project.dist, file)], { stdio: "pipe" }),
      file,
    ).not.toThrow();
  }
});

test("every sitemap entry and every canonical link names a page that exists", () => {
  const listed = valuesOf(/<loc>([^<]*)<\/loc>/g, read("sitemap.xml"));
  const canonical = filesIn(project.dist, ".html").flatMap((file) =>
    valuesOf(/<link rel="canonical" href="([^"]*)"/g, read(file)),
  );
  expect(listed.length).toBeGreaterThan(10);
  expect(canonical.length).toBeGreaterThan(10);
  for (const address of new Set([...listed, ...canonical])) expect(pages()).toContain(fileOf(address));
});

test("the Atom feed has whole posts, absolute addresses and zoned times", async () => {
  const feed = read("feed.xml");
  expect((await parseXml(feed)).root).toBe("feed");
  const entries = feed.split("<entry").slice(1);
  expect(entries.length).toBeGreaterThan(5);
  expect(entries.length).toBeLessThanOrEqual(20);
  for (const entry of entries) {
    expect(entry).toMatch(/<title[^>]*>[^<]+<\/title>/);
    expect(entry).toMatch(/<updated>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)<\/updated>/);
    expect(entry).toMatch(/<link [^>]*href="https:\/\//);
    const content = unescapeHtml(/<content[^>]*type="html"[^>]*>([\s\S]*?)<\/content>/.exec(entry)?.[1] ?? "");
    expect(content).toMatch(/<p>/);
    expect(content).not.toMatch(/\s(?:href|src)="\//);
  }
  expect(new Set(valuesOf(/<id>([^<]*)<\/id>/g, feed)).size).toBe(entries.length + 1);
});

test("the JSON feed says the same posts", () => {
  const feed = JSON.parse(read("feed.json")) as { readonly version: string; readonly items: readonly JsonItem[] };
  expect(feed.version).toMatch(/^https:\/\/jsonfeed\.org\/version\/1/);
  expect(feed.items).toHaveLength(read("feed.xml").split("<entry").length - 1);
  for (const item of feed.items)
    expect(item).toMatchObject({ id: expect.any(String), content_html: expect.any(String) });
  for (const item of feed.items) expect(pages()).toContain(fileOf(item.url));
});

test("every JSON-LD block parses and names its context", () => {
  const blocks = filesIn(project.dist, ".html").flatMap((file) =>
    [...read(file).matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(
      ([, json]) => json ?? "",
    ),
  );
  expect(blocks.length).toBeGreaterThan(5);
  for (const json of blocks) expect(JSON.parse(json)).toMatchObject({ "@context": "https://schema.org" });
});

type JsonItem = { readonly id: string; readonly url: string; readonly content_html: string };

function read(file: string): string {
  return readFileSync(path.join(project.dist, file), "utf8");
}

function pages(): readonly string[] {
  return filesIn(project.dist, "");
}

function valuesOf(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => unescapeHtml(match[1] ?? ""));
}

function fileOf(address: string): string {
  expect(address.startsWith(SITE), address).toBe(true);
  const name = decodeURIComponent(address.slice(SITE.length));
  return name === "" || name.endsWith("/") ? `${name}index.html` : name;
}
