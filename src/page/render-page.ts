import type { Body, Heading, Page, PageData, PageKind, PostCard, SiteFacts, SourcePath, Url } from "../model.ts";
import { type Problem, ProblemError } from "../shared/problem.ts";
import { addPolicy } from "./add-policy.ts";
import { absoluteUrl } from "./filters/site-filters.ts";
import { resolveLinks } from "./resolve-links.ts";
import { markSafe, type PageRendering, type SafeText, type TemplateSet } from "./templates.ts";

/** What templates see as `page`; `post` and `posts` carry their text where the page shows it. */
type SeenPage = PageData & {
  readonly kind: PageKind;
  readonly url: Url;
  /** The page's one absolute address; `null` when the site has none, or the page is no place to come back to. */
  readonly canonical: string | null;
  readonly lang: string;
};

type WithBody = {
  readonly html: SafeText | "";
  readonly headings: readonly Heading[];
  readonly titleId: string | null;
  /** What of its text a style sheet of its own is for. */
  readonly has: { readonly code: boolean; readonly math: boolean; readonly chart: boolean; readonly diagram: boolean };
};

/**
 * The text of one page: a pure function of what the page shows, what every page shows, and the templates.
 * Throws a `ProblemError` whose hint says on which page it was.
 */
export function renderPage(
  page: Page,
  facts: SiteFacts,
  bodies: ReadonlyMap<SourcePath, Body>,
  templates: TemplateSet,
): string {
  const rendering = templates.begin(facts, page.lang);
  try {
    // 1. Components in a body see the page they stand on, whose text is not there yet.
    const bare = seenPage(page, facts);
    const texts = new Map(
      page.bodies.map((path) => [path, fillBody(path, { page, bare, facts, bodies, rendering, templates })]),
    );

    // 2. Then the page is whole: each post that shows its text has it.
    const seen = { ...bare, post: withBody(bare.post, texts), posts: bare.posts.map((post) => withBody(post, texts)) };
    const text = rendering.render(page.template, { site: facts, page: seen, post: seen.post });

    // 3. And says what may run and load on it.
    return page.file.endsWith(".html") ? addPolicy(text, allowedHosts(facts)) : text;
  } catch (error) {
    if (error instanceof ProblemError) throw new ProblemError(...error.problems.map((problem) => named(problem, page)));
    throw error;
  }
}

function allowedHosts({ theme }: SiteFacts): readonly string[] {
  return Array.isArray(theme.allow) ? theme.allow.filter((host) => typeof host === "string") : [];
}

function seenPage({ kind, url, lang, data }: Page, { url: home }: SiteFacts): SeenPage {
  const isPlace = home !== "" && kind !== "404";
  return { ...data, kind, url, canonical: isPlace ? absoluteUrl(url, home) : null, lang };
}

type Filled = {
  readonly page: Page;
  readonly bare: SeenPage;
  readonly facts: SiteFacts;
  readonly bodies: ReadonlyMap<SourcePath, Body>;
  readonly rendering: PageRendering;
  readonly templates: TemplateSet;
};

function fillBody(path: SourcePath, { page, bare, facts, bodies, rendering, templates }: Filled): WithBody {
  const body = bodies.get(path);
  if (body === undefined) throw new Error(`the body of ${path} is missing on ${page.url}`);
  const html = resolveLinks(body.html, {
    references: page.references[path] ?? [],
    addresses: page.addresses,
    own: page.data.posts.find((post) => post.path === path)?.url ?? page.url,
    home: facts.url,
    component(name, args, inner) {
      const template = `components/${name}.njk`;
      if (!templates.has(template)) return null;
      const seen = { site: facts, page: bare, args: rendering.lenient(args), body: markSafe(inner) };
      return rendering.render(template, seen);
    },
  });
  const has = {
    code: html.includes("<pre"),
    math: html.includes("<math"),
    chart: html.includes('<figure class="chart">'),
    diagram: html.includes('<figure class="diagram">'),
  };
  return { html: markSafe(html), headings: body.headings, titleId: body.titleId ?? null, has };
}

function withBody<T extends PostCard | null>(post: T, texts: ReadonlyMap<SourcePath, WithBody>): T {
  const text = post === null ? undefined : texts.get(post.path);
  return text === undefined ? post : { ...post, ...text };
}

/** Ten thousand pages may fail at one place of one template: what differs is only in the hint. */
function named(problem: Problem, { url, source }: Page): Problem {
  const where = `This was met while rendering ${url} (from ${source}).`;
  return { ...problem, hint: problem.hint === undefined ? where : `${problem.hint} ${where}` };
}
