type Schema = Readonly<Record<string, unknown>>;

const text = { type: ["string", "number", "null"] };
const date = { type: ["string", "null"] };
const flag = { type: ["boolean", "null"] };
const list = { anyOf: [text, { type: "array", items: text }] };

/** What a post may say about itself; other keys reach templates as `post.extra`, so they are no error. */
const fields: Readonly<Record<string, readonly [Schema, string]>> = {
  layout: [text, "Template of the page: `post`, `page`, or one of the site's own."],
  title: [text, "Title; the first heading or the file name if left out."],
  description: [text, "Summary for search engines and lists."],
  headline: [text, "A line above the title."],
  excerpt: [text, "What lists show of the post; its first sentences if left out."],
  excerpt_separator: [text, "The mark at which the excerpt ends, where it is not `<!-- more -->`."],
  date: [date, "`2014-08-24` or `2014-08-24 23:42`, in the site's zone; from the file name if left out."],
  modified: [date, "When the post was last changed."],
  publishdate: [date, "Before this moment the post is not shown; its date if left out."],
  expires: [date, "From this moment on the post is not shown."],
  category: [text, "One category."],
  categories: [list, "Categories, outermost first."],
  tags: [list, "Tags."],
  imagefeature: [text, "Cover picture: a file of `assets/images/` or an address."],
  imagecredit: [text, "Whose picture it is."],
  imagecreditlink: [text, "Where that person is found."],
  mathjax: [flag, "Whether the post has formulas."],
  chart: [{}, "Data for a chart, passed to the template."],
  featured: [flag, "Whether the post is put forward."],
  comments: [flag, "Whether readers may comment."],
  hidecomments: [flag, "The opposite of `comments`."],
  share: [flag, "Whether share links are shown."],
  toc: [flag, "Whether a table of contents is shown."],
  type: [text, "`quote`, `status`, `video`, `photo`, or nothing."],
  link: [text, "Where the title leads, for a post about a page elsewhere."],
  video: [text, "Address of a video shown with the post."],
  photo: [text, "Picture shown with the post."],
  author: [text, "Who wrote it, if not the author of the site."],
  authors: [list, "Who wrote it, if several did."],
  lang: [text, "Language of the post, if not that of the site."],
  translationkey: [text, "The same for a post and its translations."],
  slug: [text, "Last part of the address."],
  permalink: [text, "Address of the post, or a pattern for it."],
  aliases: [list, "Former addresses, which lead here."],
  redirect_from: [list, "Former addresses, which lead here."],
  redirect_to: [list, "Where the page leads on to, instead of showing the post."],
  draft: [flag, "Not shown unless asked for with --drafts."],
  published: [flag, "`false` keeps the post from being shown."],
  password: [text, "Keeps the post from being shown: nothing is encrypted here."],
  series: [text, "Name of a series of posts."],
  keywords: [list, "Words for search engines."],
};

/** JSON Schema of front matter. */
export function frontMatterSchema(): Schema {
  const properties = Object.entries(fields).map(([name, [schema, description]]) => [name, { ...schema, description }]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Front matter of an Inkstone post",
    type: "object",
    properties: Object.fromEntries(properties),
  };
}
