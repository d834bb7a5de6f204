import path from "node:path";
import { nearestAddress } from "../dev/nearest-address.ts";
import type { Output, Page, PostCard, Problem, SourcePath, Withheld } from "../model.ts";
import { decodeUrl, encodePath, withBase } from "../shared/address.ts";
import { findFrontBlock } from "../shared/front-block.ts";
import { nearest } from "../shared/nearest.ts";
import { asOurs } from "../shared/our-files.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Call } from "./command.ts";
import { type Understood, understand } from "./understand.ts";

/** A fact about what was asked for: what it is about, and what is so. */
type Fact = readonly [about: string, is: string];

/** Why a file is where it is, is shown where it is shown, or is not shown at all. */
export async function run(call: Call): Promise<number> {
  const [asked = "", folder = "."] = call.words;
  const root = path.resolve(folder);
  const understood = await understand(call, root);
  const found = findAsked(asked, root, understood);
  const facts = factsOf(found, understood);
  call.terminal.say(found.startsWith("/") ? decodeUrl(found) : found);
  const width = Math.max(...facts.map(([about]) => about.length));
  for (const [about, is] of facts) call.terminal.say(`  ${about.padEnd(width)}  ${is}`);
  call.terminal.event("why", { file: found, facts: Object.fromEntries(facts) });
  const own = understood.built.problems.filter(({ file }) => file === found);
  call.terminal.report(own);
  return own.some(isError) ? 1 : 0;
}

// --------------------------------------------------------------------------------------------- what is asked for

/** A source file by its path, seen from here or from the root; or whatever stands at an address. */
function findAsked(asked: string, root: string, understood: Understood): SourcePath {
  const { sources, built, whole } = understood;
  const known = new Set([
    ...[...sources.posts, ...sources.pages, ...sources.templates, ...sources.assets].map((file) => file.path),
    ...built.withheld.map(({ file }) => file),
    ...built.problems.flatMap(({ file }) => (file === undefined ? [] : [file])),
  ]);
  const plain = asked.normalize("NFC").replaceAll("\\", "/");
  const seen = path.relative(root, path.resolve(asked)).normalize("NFC").replaceAll("\\", "/");
  for (const file of [plain.replace(/^\.\//, ""), seen])
    for (const named of [file, asOurs(file), asOurs(`templates/${file}`)]) if (known.has(named)) return named;

  const outputs = [...built.outputs, ...whole.outputs];
  const urls = addressesMeant(plain, sources.settings).flatMap((url) => [url, `${url}/`]);
  const out = path.relative(root, sources.out).replaceAll("\\", "/");
  const output = outputs.find((one) => urls.includes(one.url) || [plain, seen].includes(`${out}/${one.file}`));
  if (output !== undefined) return known.has(output.source) ? output.source : `${output.url} (${output.source})`;
  throw notFound(asked, [...known], outputs);
}

/** As it was copied from a browser or typed: with the site's address or without, encoded or not, perhaps with `#anchor`. */
function addressesMeant(asked: string, { origin, base }: Understood["sources"]["settings"]): readonly string[] {
  const local = asked.replace(origin !== "" && asked.startsWith(origin) ? origin : /^https?:\/\/[^/]+/, "");
  return [local, local.replace(/[?#].*$/s, "")].map((one) =>
    withBase(encodePath(decodeUrl(`/${one.replace(/^\/+/, "")}`)), base),
  );
}

function notFound(asked: string, files: readonly string[], outputs: readonly Output[]): ProblemError {
  const byName = new Map(files.map((file) => [path.posix.basename(file), file]));
  const address = () =>
    nearestAddress(
      asked,
      outputs.map(({ url }) => url),
    );
  const near =
    nearest(asked, files) ??
    byName.get(nearest(path.posix.basename(asked), [...byName.keys()]) ?? "") ??
    decodeUrl(address() ?? "");
  return new ProblemError({
    severity: "error",
    code: "why/not-found",
    message: `\`${asked}\` is no file of this project that a build reads, and no address of the site.`,
    hint: near === "" ? "write a path such as posts/x.md, or an address such as /posts/x/." : `did you mean ${near}?`,
  });
}

// ------------------------------------------------------------------------------------------------ what is so of it

function factsOf(file: SourcePath, understood: Understood): readonly Fact[] {
  const { sources, built, whole } = understood;
  const card = [...whole.site.posts, ...whole.site.pages].find((one) => one.path === file);
  const template = sources.templates.find((one) => one.path === file);
  const withheld = built.withheld.find((one) => one.file === file);
  if (card !== undefined) return factsOfPost(card, understood);
  if (withheld !== undefined) return [["withheld", reasonFor(withheld)]];
  if (built.problems.some((problem) => problem.file === file && isError(problem))) {
    return [["failed", "it has errors, which are shown below"]];
  }
  if (template !== undefined) {
    const users = pagesOf(built.outputs).filter((page) => page.template === template.name);
    const shown = template.name.includes("/") || users.length === 0;
    return [
      ["template", shown ? `${template.name}, for other templates` : `makes ${some(users.map(({ url }) => url))}`],
    ];
  }
  const outputs = built.outputs.filter(
    (output) => output.source === file || file === `${output.url} (${output.source})`,
  );
  return outputs.map((output): Fact => ["written", `${decodeUrl(output.url)} → ${output.file}, for ${output.source}`]);
}

function factsOfPost(card: PostCard, { built, sources }: Understood): readonly Fact[] {
  const withheld = built.withheld.find(({ file }) => file === card.path);
  const failed = built.problems.some((problem) => problem.file === card.path && isError(problem));
  const shown = [...built.site.posts, ...built.site.pages].find(({ path: file }) => file === card.path);
  const own = built.outputs.find((output) => output.kind === "page" && output.page.data.post?.path === card.path);
  const pages = pagesOf(built.outputs);
  const state: Fact =
    withheld !== undefined
      ? ["withheld", reasonFor(withheld)]
      : failed
        ? ["failed", "it has errors, which are shown below"]
        : ["published", card.kind === "page" ? "as a page of its own, in no list and no feed" : `on ${card.date?.iso}`];
  const facts: Fact[] = [
    state,
    ["address", `${decodeUrl(shown?.url ?? card.url)}, ${reasonForAddress(card, sources)}`],
  ];
  if (withheld?.since !== undefined) facts.push(["expired", `on ${withheld.since}`]);
  if (own?.kind === "page") facts.push(["written", own.file], ["template", own.page.template]);
  const lists = pages.filter((page) => listsPost(page, card.path)).map(({ url }) => url);
  const neighbours = pages.filter((page) => mentionsPost(page, card.path)).map(({ url }) => url);
  const redirects = pages.filter(({ kind, source }) => kind === "redirect" && source === card.path);
  if (lists.length > 0) facts.push(["listed on", some(lists)]);
  if (neighbours.length > 0) facts.push(["named on", some(neighbours)]);
  if (redirects.length > 0) facts.push(["also at", some(redirects.map(({ url }) => url))]);
  if (card.tags.length > 0) facts.push(["tags", card.tags.map(({ name }) => name).join(", ")]);
  if (card.categories.length > 0) facts.push(["categories", card.categories.map(({ name }) => name).join(", ")]);
  return facts;
}

function reasonFor({ reason, when }: Withheld): string {
  switch (reason) {
    case "draft":
      return "it says `draft: true`; --drafts shows it";
    case "unpublished":
      return "it says `published: false`; --drafts shows it";
    case "not-rendered":
      return "it, or a section it is in, says by `build` or `headless` not to render it";
    case "password":
      return "it has a `password`, and nothing is encrypted here: its text would be there for all to read";
    case "future":
      return `the day of its publication is still to come; it ${when === null ? "never appears" : `appears ${when}`}, and --future shows it now`;
    case "expired":
      return "its `expires` is past; --drafts shows it";
    case "empty":
      return "there is nothing in it";
    case "undated":
      return "neither its name nor its front matter has a date, so it is no post";
    case "made-here":
      return "at its address stands a list that is made from the posts";
    case "set-aside":
      return "its name, or that of a folder it lies in, begins with _";
    case "part":
      return "it belongs to the page whose `index.md` lies above it, and Hugo makes no page of it";
    case "section":
      return "it is the text of a section, and sections have no pages of their own here";
    case "not-a-file":
      return "it is a pipe, a socket or a device, not a file";
  }
}

/** What decides an address, most particular first. */
function reasonForAddress(card: PostCard, { settings, posts, pages }: Understood["sources"]): string {
  const text = [...posts, ...pages].find(({ path: file }) => file === card.path)?.text ?? "";
  const { block: front = "" } = findFrontBlock(text) ?? {};
  const says = (key: string) => new RegExp(`(?:^|[{,])\\s*["']?${key}["']?[ \\t]*[:=]`, "im").test(front);
  const own = settings.compat === "hugo" ? "url" : "permalink";
  if (says(own)) return `by its own \`${own}\``;
  const slug = says("slug") ? " and its own `slug`" : "";
  if (card.kind === "page") return `by where its file lies${slug}`;
  const home = settings.collections.find(({ folder }) => card.path.startsWith(`${folder}/`));
  return `by \`permalink: ${home?.permalink ?? settings.permalink}\`${slug}`;
}

function listsPost({ data, kind, bodies }: Page, file: SourcePath): boolean {
  if (data.posts.some((card) => card.path === file)) return true;
  if (kind === "feed" && bodies.includes(file)) return true;
  return data.years.some((year) => year.posts.some((card) => card.path === file));
}

function mentionsPost({ data }: Page, file: SourcePath): boolean {
  const { post } = data;
  if (post === null || post.path === file) return false;
  return [post.prev, post.next, ...post.related, ...post.seriesPosts].some((card) => card?.path === file);
}

function pagesOf(outputs: readonly Output[]): readonly Page[] {
  return outputs.flatMap((output) => (output.kind === "page" ? [output.page] : []));
}

function some(all: readonly string[]): string {
  const shown = all.slice(0, 8).map(decodeUrl).join(" ");
  return all.length > 8 ? `${shown} and ${all.length - 8} more` : shown;
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}
