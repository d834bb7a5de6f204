import type { PostCard } from "../model.ts";
import type { CardFields } from "./fields.ts";

/** A card is put together key by key: adding the rest to a copy made by `...` takes as long as reading the fields. */
export function makeCard(fields: CardFields, rest: Omit<PostCard, keyof CardFields>): PostCard {
  return {
    description: fields.description,
    headline: fields.headline,
    lang: fields.lang,
    translationKey: fields.translationKey,
    tags: fields.tags,
    categories: fields.categories,
    authors: fields.authors,
    keywords: fields.keywords,
    layout: fields.layout === "" ? rest.kind : fields.layout,
    type: fields.type,
    link: fields.link,
    redirect: fields.redirect,
    video: fields.video,
    photo: fields.photo,
    image: fields.image,
    featured: fields.featured,
    series: fields.series,
    comments: fields.comments,
    share: fields.share,
    toc: fields.toc,
    mathjax: fields.mathjax,
    chart: fields.chart,
    extra: fields.extra,
    date: rest.date,
    modified: rest.modified,
    path: rest.path,
    kind: rest.kind,
    url: rest.url,
    file: rest.file,
    title: rest.title,
    excerpt: rest.excerpt,
    counts: rest.counts,
  };
}
