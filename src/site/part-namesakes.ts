import type { KnownPost, PostCard, Problem, Settings, SourceFile, SourcePath } from "../model.ts";
import { addressOf } from "../shared/address.ts";
import { problemAt } from "../shared/problem.ts";
import { slugify } from "../shared/slug.ts";
import { byCodeUnit } from "./terms.ts";

/** What `permalink` is when `site.yml` does not say. */
const usualPattern = "/posts/:slug/";

/**
 * Old blogs hold `2016/01/30-notes.md` beside `2016/04/30-notes.md`. Where nobody has chosen a permalink, the oldest of
 * such namesakes keeps the plain address and the others get their folder into theirs, with a warning: a new post never
 * moves an old one. A pattern or permalink that somebody chose is left alone; then one address for two is an error.
 */
export function partNamesakes(
  posts: readonly KnownPost[],
  settings: Settings,
  sourceOf: (path: SourcePath) => SourceFile | undefined,
): { readonly posts: readonly KnownPost[]; readonly problems: readonly Problem[] } {
  if (settings.permalink !== usualPattern) return { posts, problems: [] };
  const problems: Problem[] = [];
  const owners = new Map<string, KnownPost>();
  const moved = new Map<KnownPost, KnownPost>();
  for (const post of namesakesIn(posts).sort(oldestFirst)) {
    const owner = owners.get(post.card.file);
    if (owner === undefined) owners.set(post.card.file, post);
    else if (folderOf(owner.card, settings) !== folderOf(post.card, settings)) {
      const card = inItsFolder(post.card, settings);
      moved.set(post, { ...post, card });
      const source = sourceOf(card.path) ?? { path: card.path, text: "" };
      problems.push(
        problemAt(
          source,
          { line: 1, column: 1, length: 3 },
          {
            severity: "warning",
            code: "page/namesake",
            message: `${owner.card.path} has the same name and is older, so this post is at ${card.url}.`,
            hint: "set `permalink: /:year/:month/:slug/` in site.yml, or give one of them a `slug`.",
          },
        ),
      );
    }
  }
  return { posts: moved.size === 0 ? posts : posts.map((post) => moved.get(post) ?? post), problems };
}

function namesakesIn(posts: readonly KnownPost[]): KnownPost[] {
  const movable = posts.filter(isMovable);
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { card } of movable) (seen.has(card.file) ? twice : seen).add(card.file);
  return twice.size === 0 ? [] : movable.filter(({ card }) => twice.has(card.file));
}

function isMovable({ card, at }: KnownPost): boolean {
  return card.kind === "post" && at.permalink === undefined && at.slug === undefined;
}

function oldestFirst(a: KnownPost, b: KnownPost): number {
  return (a.card.date?.ms ?? 0) - (b.card.date?.ms ?? 0) || byCodeUnit(a.card.path, b.card.path);
}

/** The folder of a post below the posts' folder; that of a bundle is the folder it lies in. */
function folderOf(card: PostCard, settings: Settings): string {
  const below = card.path.slice(settings.posts.length + 1).replace(/\/index\.(?:md|markdown)$/, "");
  return below.slice(0, Math.max(0, below.lastIndexOf("/")));
}

function inItsFolder(card: PostCard, settings: Settings): PostCard {
  const folder = folderOf(card, settings).split("/").map(slugify).join("/");
  const [, edition = "", slug = ""] = /^(.*?)posts\/(.*)\/index\.html$/.exec(card.file) ?? [];
  return { ...card, ...addressOf(`/${edition}posts/${folder}/${slug}/`, settings.base) };
}
