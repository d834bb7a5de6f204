import type { PageData, PagePost, SiteCard } from "../model.ts";
import { cutText } from "../shared/cut-text.ts";
import { lazily } from "../shared/lazily.ts";
import { once } from "../shared/once.ts";
import { isForNowhere, type PlanInput, type PlannedPage, page } from "./planned-page.ts";
import { relatedPosts } from "./related.ts";

/** Of a description made from the text, where 汉 takes two: search engines show no more. */
const descriptionColumns = 160;

/** Looked for when the page is shown: it costs the most, and few pages of all are looked at at a time. */
const withRelated = lazily<"related", readonly SiteCard[]>("related");

/** A page for every post, which knows its neighbours, its series and what is related to it. */
export function planPosts(input: PlanInput): PlannedPage[] {
  const { site } = input;
  const related = once(relatedPosts([...site.tags, ...site.categories]));
  const series = seriesOf(site.posts);
  return site.posts.map((card, i) => {
    const { seriesPosts, seriesStart } = partOf(card, series);
    const next = site.posts[i - 1] ?? null;
    const prev = site.posts[i + 1] ?? null;
    // The other way round, each would be a dictionary, of twenty kilobytes.
    const post = withRelated({ ...card, next, prev, seriesPosts, seriesStart }, () => related(card));
    return postPage(input, card, post);
  });
}

/** Pages that stand alone: about, links. */
export function planStandalone(input: PlanInput): PlannedPage[] {
  return input.site.pages.map((card) => {
    const alone = { ...card, next: null, prev: null, seriesPosts: [], seriesStart: 1, related: [] };
    const planned = postPage(input, card, alone);
    return isForNowhere(card) ? { ...planned, data: { ...planned.data, noindex: true } } : planned;
  });
}

function postPage({ site, templates }: PlanInput, card: SiteCard, post: PagePost): PlannedPage {
  const leadsOn = card.redirect === null ? null : { title: card.title, noindex: true, target: card.redirect };
  return {
    ...page(site, {
      kind: post.kind,
      path: "/",
      template: leadsOn ? "redirect.njk" : templateOf(post, templates),
      source: post.path,
      data: leadsOn ? { ...leadsOn, post } : { title: card.title, image: card.cover, post },
      describe: () => descriptionOf(card),
    }),
    url: post.url,
    file: post.file,
    lang: post.lang,
    bodies: leadsOn ? [] : [post.path],
  };
}

function templateOf({ layout, kind }: PagePost, templates: ReadonlySet<string>): string {
  return templates.has(`${layout}.njk`) ? `${layout}.njk` : kind === "post" ? "post.njk" : "page.njk";
}

/** What a post's page says of itself. */
export function ownData(card: SiteCard, post: PagePost): Pick<PageData, "title" | "description" | "image" | "post"> {
  return { title: card.title, description: descriptionOf(card), image: card.cover, post };
}

const descriptionOf = once(
  ({ description, excerpt }: SiteCard) => description ?? (cutText(excerpt, descriptionColumns) || null),
);

type Series = { readonly posts: readonly SiteCard[]; readonly placeOf: ReadonlyMap<SiteCard, number> };

/** How many of a series its posts show: more would make a long series cost the square of its length. */
const shownOfSeries = 100;

/** Series in reading order: oldest first. */
function seriesOf(posts: readonly SiteCard[]): ReadonlyMap<string, Series> {
  const series = new Map<string, SiteCard[]>();
  for (const post of posts.toReversed()) {
    if (post.series === null) continue;
    const members = series.get(post.series);
    if (members === undefined) series.set(post.series, [post]);
    else members.push(post);
  }
  const placed = (members: readonly SiteCard[]): Series => ({
    posts: members,
    placeOf: new Map(members.map((member, place) => [member, place])),
  });
  return new Map([...series].map(([name, members]) => [name, placed(members)]));
}

/** The series of a post, as much of it as stands around it. */
function partOf(card: SiteCard, series: ReadonlyMap<string, Series>): Pick<PagePost, "seriesPosts" | "seriesStart"> {
  const own = card.series === null ? undefined : series.get(card.series);
  if (own === undefined) return { seriesPosts: [], seriesStart: 1 };
  const middle = (own.placeOf.get(card) ?? 0) - shownOfSeries / 2;
  const start = Math.max(0, Math.min(middle, own.posts.length - shownOfSeries));
  return { seriesPosts: own.posts.slice(start, start + shownOfSeries), seriesStart: start + 1 };
}
