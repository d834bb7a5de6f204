import type { Page, SourcePath } from "../model.ts";

/** Pages to be rendered, each handed out once: to who is here one by one in their order, to a thread some at a time. */
export type Deal = {
  near(): Page | undefined;
  /** None when there is nothing left for this thread. */
  far(thread: number): readonly Page[];
  /** Nothing more is handed out. */
  stop(): void;
};

/** Pages sent to a thread at once. */
const mostAtOnce = 24;

/**
 * Each page of a post goes to whoever has the post's text; lists are made here, since their cards are. A thread that is
 * done with its own takes pages of posts from the end of those that are left here, the fewer the nearer the end is: so
 * all are done at about the same time, whatever else had to be done here meanwhile.
 */
export function dealPages(pages: readonly Page[], owners: ReadonlyMap<SourcePath, number>, count: number): Deal {
  const own = Array.from({ length: count }, (): Page[] => []);
  const here: Page[] = [];
  for (const page of pages) {
    const [first] = page.bodies;
    const owner = first === undefined || page.bodies.length > 1 ? undefined : owners.get(first);
    (own[owner ?? count] ?? here).push(page);
  }
  const isGone = new Uint8Array(here.length);
  let next = 0;
  let end = here.length;

  const takenFromHere = (): readonly Page[] => {
    const most = Math.min(mostAtOnce, Math.ceil((end - next) / (4 * (count + 1))));
    const taken: Page[] = [];
    while (taken.length < most && end > next + 1) {
      end -= 1;
      const page = here[end];
      if (page === undefined || page.bodies.length !== 1) continue;
      isGone[end] = 1;
      taken.push(page);
    }
    return taken;
  };

  return {
    near() {
      while (isGone[next] === 1) next += 1;
      return here[next++];
    },
    far(thread) {
      const mine = own[thread]?.splice(0, mostAtOnce) ?? [];
      return mine.length > 0 ? mine : takenFromHere();
    },
    stop() {
      for (const pages of own) pages.length = 0;
      next = here.length;
      end = 0;
    },
  };
}
