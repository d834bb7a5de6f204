import type { PagePost, SiteCard } from "../model.ts";
import { type PlanInput, type PlannedPage, page } from "./planned-page.ts";
import { relatedPosts } from "./related.ts";

/** A page for every post, which knows its neighbours, its series and what is related to it. */
export function planPosts(input: PlanInput): PlannedPage[] {
  const { site } = input;
  const related = relatedPosts([...site.tags, ...site.categories]);
  const series = seriesOf(site.posts);
  return site.posts.map((card, i) =>
    postPage(input, {
      ...card,
      next: site.posts[i - 1] ?? null,
      prev: site.posts[i + 1] ?? null,
      related: related(card),
      seriesPosts: card.series === null ? [] : (series.get(card.series) ?? []),
    }),
  );
}

/** Pages that stand alone: about, links. */
export function planStandalone(input: PlanInput): PlannedPage[] {
  return input.site.pages.map((card) =>
    postPage(input, { ...card, next: null, prev: null, related: [], seriesPosts: [] }),
  );
}

function postPage({ site, templates }: PlanInput, post: PagePost): PlannedPage {
  const layout = `${post.layout}.njk`;
  return {
    ...page(site, {
      kind: post.kind,
      path: "/",
      template: templates.has(layout) ? layout : post.kind === "post" ? "post.njk" : "page.njk",
      source: post.path,
      data: {
        title: post.title,
        description: post.description ?? (post.excerpt || null),
        image: post.cover,
        post,
      },
    }),
    url: post.url,
    file: post.file,
    lang: post.lang,
    bodies: [post.path],
  };
}

/** Series in reading order: oldest first. */
function seriesOf(posts: readonly SiteCard[]): ReadonlyMap<string, readonly SiteCard[]> {
  const series = new Map<string, SiteCard[]>();
  for (const post of posts) {
    if (post.series === null) continue;
    const members = series.get(post.series);
    if (members === undefined) series.set(post.series, [post]);
    else members.unshift(post);
  }
  return series;
}
