import type { Problem } from "../shared/problem.ts";

/** What the server tells a browser; nothing is ever told the other way. */
export type Frame =
  | PageFrame
  /** Files beside the pages that have other bytes now: style sheets, images, scripts. */
  | { readonly type: "update"; readonly files: readonly string[] }
  | { readonly type: "reload" }
  /** All that is wrong; an empty list takes the overlay away. */
  | { readonly type: "problems"; readonly problems: readonly ShownProblem[] };

/** `report` is what the terminal says, without colours; `open` leads into the editor. */
export type ShownProblem = Problem & { readonly report: string; readonly open: string | null };

/** What a page tells its script, in `meta` elements. */
export const metaNames = { socket: "inkstone-socket" } as const;
export const scriptPath = "/__inkstone/client.js";
export const socketPath = "/__inkstone/socket";

/** The page at this address as it is now, and as it was when the browser last had it (`null`: nobody knows). */
export type PageFrame = {
  readonly type: "update";
  readonly page: string;
  readonly html: string;
  readonly before: string | null;
  /** Hash of `html`. */
  readonly seen: string;
  /** Whether an edit out of sight may come into view; said with each, since the setting is edited, too. */
  readonly scrollToEdit: boolean;
};
