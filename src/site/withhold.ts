import type { Post, Settings, Withheld } from "../model.ts";

/**
 * Drafts, unpublished, future and expired posts leave the journey here, once, before any list exists: nothing later on needs
 * to ask whether a post may be seen.
 */
export function withhold<P extends Pick<Post, "card" | "withheld" | "appears" | "expires">>(
  posts: readonly P[],
  settings: Settings,
  now: number,
): { readonly shown: readonly P[]; readonly withheld: readonly Withheld[] } {
  const shown: P[] = [];
  const withheld: Withheld[] = [];
  for (const post of posts) {
    const reason = reasonToWithhold(post, settings, now);
    if (reason === null) shown.push(post);
    else {
      const ends = post.expires !== null && post.appears !== null && post.expires.ms <= post.appears.ms;
      const when = reason === "future" && !ends ? (post.appears?.iso ?? null) : null;
      const since = reason === "expired" && post.expires !== null ? { since: post.expires.iso } : {};
      withheld.push({ file: post.card.path, reason, when, ...since });
    }
  }
  return { shown, withheld };
}

/** Where an old blog has a page of its own only so that its theme shows a list there. */
const madeHere: ReadonlySet<string> = new Set(
  ["", "archive/", "categories/", "search/", "tags/"].map((folder) => `${folder}index.html`),
);

function reasonToWithhold(
  post: Pick<Post, "card" | "withheld" | "appears" | "expires">,
  settings: Settings,
  now: number,
): Withheld["reason"] | null {
  // No flag shows these: there is nothing to show, or it is not for everybody.
  if (post.withheld === "empty" || post.withheld === "undated" || post.withheld === "password") return post.withheld;
  if (settings.compat !== null && post.card.kind === "page" && madeHere.has(post.card.file)) return "made-here";
  if (post.withheld !== null && !settings.drafts) return post.withheld;
  if (post.appears !== null && post.appears.ms > now && !settings.future) return "future";
  if (post.expires !== null && post.expires.ms <= now && !settings.drafts) return "expired";
  return null;
}
