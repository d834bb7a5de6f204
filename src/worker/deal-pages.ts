import type { Page, SourcePath } from "../model.ts";

/** Pages to be rendered here, and in each of the threads. */
export type Hands = { readonly near: ReadonlySet<Page>; readonly far: Page[][] };

/** What a page costs, in pages of one post: an entry of a list is a small part of one. */
const costOfList = 0.5;
const costOfEntry = 0.03;

/**
 * Each page of a post goes to whoever has the post's text; lists are made here, since their cards are. So that all are
 * done at about the same time, posts read here are handed to threads as far as the lists outweigh them.
 */
export function dealPages(pages: readonly Page[], owners: ReadonlyMap<SourcePath, number>, count: number): Hands {
  const far = Array.from({ length: count }, (): Page[] => []);
  const near = new Set<Page>();
  const movable: Page[] = [];
  const load = { near: 0, far: new Array<number>(count).fill(0) };
  for (const page of pages) {
    const [first] = page.bodies;
    const owner = first === undefined ? undefined : owners.get(first);
    if (owner !== undefined && page.bodies.length === 1) {
      far[owner]?.push(page);
      load.far[owner] = (load.far[owner] ?? 0) + 1;
    } else {
      near.add(page);
      load.near += page.bodies.length === 1 ? 1 : costOfList + costOfEntry * page.data.posts.length;
      if (page.bodies.length === 1) movable.push(page);
    }
  }
  for (let page = movable.pop(); page !== undefined && count > 0; page = movable.pop()) {
    const least = load.far.indexOf(Math.min(...load.far));
    if ((load.far[least] ?? 0) + 1 >= load.near) break;
    near.delete(page);
    far[least]?.push(page);
    load.far[least] = (load.far[least] ?? 0) + 1;
    load.near -= 1;
  }
  return { near, far };
}
