import type { Paginator, Url } from "../model.ts";
import { addressOf } from "../shared/address.ts";

/** One page of a list. */
export type Slice<T> = {
  /** Decoded site path without base: `/`, `/page/2/`, `/tags/集群/page/3/`. */
  readonly path: string;
  readonly items: readonly T[];
  readonly paginator: Paginator | null;
};

/**
 * Deals a list over pages of `size`; 0 keeps it whole. There is always a first page, also of an empty list.
 *
 * @param path decoded site path of the first page, with its slash at the end
 */
export function paginate<T>(items: readonly T[], size: number, path: string, base: string): readonly Slice<T>[] {
  if (size === 0 || items.length <= size) return [{ path, items, paginator: null }];
  const total = Math.ceil(items.length / size);
  const pathOf = (number: number) => (number === 1 ? path : `${path}page/${number}/`);
  const urlOf = (number: number): Url | null =>
    number < 1 || number > total ? null : addressOf(pathOf(number), base).url;
  const pages = Array.from({ length: total }, (_, i) => ({ number: i + 1, url: addressOf(pathOf(i + 1), base).url }));
  return pages.map(({ number }) => ({
    path: pathOf(number),
    items: items.slice((number - 1) * size, number * size),
    paginator: { number, total, prev: urlOf(number - 1), next: urlOf(number + 1), pages: pagesNear(pages, number) },
  }));
}

/** First, last and the surroundings: a list of all pages on every page would make the output quadratic. */
function pagesNear(pages: Paginator["pages"], number: number): Paginator["pages"] {
  const reach = 3;
  const from = Math.max(1, number - 1 - reach);
  const to = Math.min(pages.length - 1, number + reach);
  return [...pages.slice(0, 1), ...pages.slice(from, to), ...pages.slice(-1)];
}
