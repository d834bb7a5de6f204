import type { KnownPost, OutputFile, Settings } from "../model.ts";
import { isPatternOfHosts } from "../shared/address.ts";
import type { PlacedAsset } from "./place-assets.ts";

/** A small file for the host, made of text. */
export type HostFile = { readonly file: OutputFile; readonly text: string; readonly source: string };

/**
 * `.nojekyll` (GitHub Pages leaves folders with `_` alone), `_headers` and `_redirects` (Netlify, Cloudflare Pages).
 * What may run and load is said by each page itself; only who may frame it has to be said by the host.
 * An author's own file of that name in `assets/` takes the place of ours.
 */
export function hostFiles(
  settings: Settings,
  posts: readonly KnownPost[],
  fingerprinted: readonly PlacedAsset[],
): readonly HostFile[] {
  const redirects = posts.flatMap((post) =>
    post.aliases.filter(({ url }) => !isPatternOfHosts(url)).map((alias) => `${alias.url} ${post.card.url} 301\n`),
  );
  const immutable = fingerprinted.map(({ url }) => `${url}\n  Cache-Control: public, max-age=31536000, immutable\n`);
  const everywhere = `${settings.base}/*\n  Content-Security-Policy: frame-ancestors 'self'\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n`;
  return [
    { file: ".nojekyll", text: "", source: "the file .nojekyll" },
    { file: "_headers", text: [everywhere, ...immutable.sort()].join("\n"), source: "the file _headers" },
    ...(redirects.length === 0
      ? []
      : [{ file: "_redirects", text: redirects.sort().join(""), source: "the file _redirects" }]),
  ];
}
