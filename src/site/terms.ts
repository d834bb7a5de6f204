import type { Problem, SiteCard, Term, TermLink } from "../model.ts";

/** Tags or categories of all posts, and what had to be merged to get them. */
export type Terms = {
  readonly terms: readonly Term[];
  /** `url` → the spelling shown. */
  readonly spelling: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
};

/**
 * Spellings that share a slug are one term (`Docker`, `docker`, full-width `Ｄｏｃｋｅｒ`): two pages there would
 * overwrite each other on half of the hosts. The commonest spelling is shown; on a tie the one first in code-unit order.
 */
export function gatherTerms(
  kind: Term["kind"],
  posts: readonly SiteCard[],
  termsOf: (post: SiteCard) => readonly TermLink[],
  collator: Intl.Collator,
): Terms {
  type Group = { readonly link: TermLink; readonly spellings: Map<string, SiteCard[]>; readonly posts: SiteCard[] };
  const groups = new Map<string, Group>();
  for (const post of posts) {
    for (const link of termsOf(post)) {
      const group = groups.get(link.url) ?? { link, spellings: new Map<string, SiteCard[]>(), posts: [] };
      groups.set(link.url, group);
      const users = group.spellings.get(link.name);
      if (users === undefined) group.spellings.set(link.name, [post]);
      else users.push(post);
      if (group.posts.at(-1) !== post) group.posts.push(post);
    }
  }

  const spelling = new Map<string, string>();
  const terms: Term[] = [];
  const problems: Problem[] = [];
  for (const { link, spellings, posts: members } of groups.values()) {
    const ranked = [...spellings].sort(
      ([nameA, usersA], [nameB, usersB]) => usersB.length - usersA.length || byCodeUnit(nameA, nameB),
    );
    const name = ranked[0]?.[0] ?? link.name;
    spelling.set(link.url, name);
    terms.push({ kind, name, slug: link.slug, url: link.url, posts: members });
    if (ranked.length > 1) problems.push(mergeProblem(kind, name, ranked));
  }
  terms.sort((a, b) => collator.compare(a.name, b.name) || byCodeUnit(a.slug, b.slug));
  problems.sort((a, b) => byCodeUnit(a.message, b.message));
  return { terms, spelling, problems };
}

function mergeProblem(kind: string, shown: string, ranked: readonly [string, readonly SiteCard[]][]): Problem {
  const counted = ranked.map(([name, users]) => `\`${name}\` (${users.length})`).join(", ");
  const rarest = ranked.at(-1);
  const file = rarest?.[1][0]?.path;
  return {
    severity: "warning",
    code: "terms/merged",
    message: `The ${kind} is written in ${ranked.length} ways, ${counted}; they are one here, shown as \`${shown}\`.`,
    hint: `write \`${shown}\` everywhere to silence this.`,
    ...(file === undefined ? {} : { file }),
  };
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
