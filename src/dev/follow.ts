import type { Page, SourcePath, Url } from "../model.ts";
import type { Current } from "./live-site.ts";

/** What a page was made from, remembered for each open tab. */
export type Origin = { readonly source: SourcePath; readonly hash: string; readonly title: string };

/** `null` for pages that are made from no file of their own. */
export function originOf(page: Page, { sources }: Current): Origin | null {
  if (page.kind !== "post" && page.kind !== "page") return null;
  const file = [...sources.posts, ...sources.pages].find(({ path }) => path === page.source);
  return file === undefined ? null : { source: page.source, hash: file.hash, title: page.data.title ?? "" };
}

/**
 * Where a page went that is no longer at its address: the same file under another address, the same text in another
 * file, or, of the files that were not there before, the one with the same title.
 */
export function whereItWent(origin: Origin, now: Current, before: ReadonlySet<SourcePath>): Url | null {
  const pages = new Map(
    now.built.outputs.flatMap((output) =>
      output.kind === "page" && (output.page.kind === "post" || output.page.kind === "page")
        ? [[output.source, output.page] as const]
        : [],
    ),
  );
  const same = pages.get(origin.source);
  if (same !== undefined) return same.url;
  const files = [...now.sources.posts, ...now.sources.pages];
  const moved = files.find(({ path, hash }) => hash === origin.hash && pages.has(path));
  const renamed = files.find(({ path }) => !before.has(path) && pages.get(path)?.data.title === origin.title);
  return pages.get((moved ?? renamed)?.path ?? "")?.url ?? null;
}
