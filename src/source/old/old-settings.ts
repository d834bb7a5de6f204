import type { Json, Origin } from "../../model.ts";

/** What became of a key of the old settings. */
export type Taken = {
  readonly key: string;
  readonly as: string | null;
  readonly why?: string;
  /** Whose addresses it decides, so that without it they may be others. */
  readonly decides?: "posts" | "all";
};

export type Values = Readonly<Record<string, Json>>;

export type OldBlog = {
  readonly origin: Origin;
  /** The file of its settings, project-relative. */
  readonly file: string;
  /** What a `site.yml` of ours would say. */
  readonly values: Values;
  readonly taken: readonly Taken[];
  /** Front-matter keys whose values had pages of their own, and have none here: `authors`. */
  readonly taxonomies?: readonly string[];
};
