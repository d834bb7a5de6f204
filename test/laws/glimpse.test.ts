/** What is shown of an edited post before everyone is introduced anew is what a build makes of its page. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Built, build } from "../../src/build.ts";
import type { KnownPost, Output, Sources } from "../../src/model.ts";
import { createWorker, inProcess } from "../../src/worker/in-process.ts";
import { tinyPosts } from "../tiny-site.ts";
import { sourcesOf } from "./in-memory.ts";

/** One for all: it remembers the templates. */
const workers = inProcess();

const edits: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc
    .constantFrom("多一句话。", "# 标题\n\n另一段", "[link](https://a.example/)", "<b>raw</b>")
    .map((more) => (text: string) => `${text}\n\n${more}\n`),
  fc
    .constantFrom("新标题", "A & <b>")
    .map((title) => (text: string) => text.replace(/^title:.*$/m, () => `title: ${JSON.stringify(title)}`)),
  fc
    .constantFrom(
      "description: 说明",
      "headline: 提要",
      "tags: [新标签]",
      "date: 2011-11-11",
      "draft: true",
      "slug: elsewhere",
      "layout: page",
      "series: 连载",
    )
    .map((line) => (text: string) => text.replace(/^---\n/, () => `---\n${line}\n`)),
);

test("of every edit, wherever it is shown at all", async () => {
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(tinyPosts, fc.nat(9), edits, async (site, which, edit) => {
      const paths = Object.keys(site.files);
      const path = paths[which % Math.max(1, paths.length)];
      if (path === undefined) return;
      const before = await sourcesOf(site);
      const text = site.files[path] ?? "";
      const now = await sourcesOf({ ...site, files: { ...site.files, [path]: edit(text) } });
      const glimpsed = await glimpseOf(path, { before, now });
      if (glimpsed === null) return;
      shown += 1;
      expect(glimpsed).toBe(await builtPage(path, now));
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(shown).toBeGreaterThan(20);
});

async function glimpseOf(
  path: string,
  { before, now }: { readonly before: Sources; readonly now: Sources },
): Promise<string | null> {
  const built = await build(before, workers);
  const old = knownPost(path, before);
  const aside = createWorker();
  const file = now.posts.find((post) => post.path === path.normalize("NFC"));
  const [outcome] = file === undefined ? [] : aside.read([file], now.settings);
  if (old === null || outcome === undefined || !("post" in outcome)) return null;
  if (outcome.post.problems.some(({ severity }) => severity === "error")) return null;
  const seen = built.glimpse({ before: old, now: outcome.post });
  if (seen === null) return null;
  const kept = (one: string) => (one === outcome.path ? aside.packed(one) : undefined);
  for await (const answer of workers.render([seen.page], seen.facts, { kept }))
    if ("text" in answer) return answer.text;
  return null;
}

function knownPost(path: string, { posts, settings }: Sources): KnownPost | null {
  const file = posts.find((post) => post.path === path.normalize("NFC"));
  const [outcome] = file === undefined ? [] : createWorker().read([file], settings);
  return outcome !== undefined && "post" in outcome ? outcome.post : null;
}

async function builtPage(path: string, sources: Sources): Promise<string | null> {
  const built = await build(sources, workers);
  const output = built.outputs.find((one) => isPageOf(one, path));
  return output === undefined ? null : textOf(built, output);
}

function isPageOf(output: Output, path: string): boolean {
  return output.kind === "page" && output.page.kind === "post" && output.source === path.normalize("NFC");
}

async function textOf(built: Built, output: Output): Promise<string | null> {
  for await (const { content } of built.render([output], () => {})) if ("text" in content) return content.text;
  return null;
}
