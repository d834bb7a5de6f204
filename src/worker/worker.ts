import type {
  Body,
  FactsByLanguage,
  KnownPost,
  Page,
  Problem,
  Settings,
  SourceFile,
  SourcePath,
  Template,
} from "../model.ts";

/** Each file of `read` in its order: understood, or what is wrong with it. */
export type ReadOutcome =
  | { readonly path: SourcePath; readonly post: KnownPost }
  | { readonly path: SourcePath; readonly failed: readonly Problem[] };

/** A page's bytes, or why there are none. */
export type RenderOutcome = { readonly text: string } | { readonly failed: readonly Problem[] };

/** What is known of the templates once they are compiled. */
export type TemplateFacts = {
  /** Names given literally to `asset("…")`. */
  readonly assetNames: readonly string[];
  /** By name of a template: changes with anything that it can show. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
};

/**
 * Reads the posts dealt to it, keeps their bodies, and renders the pages that need them. The same object in this
 * process and behind a thread, so nothing a build does can depend on where the work was done.
 */
export type Worker = {
  compile(templates: readonly Template[]): TemplateFacts;
  read(files: readonly SourceFile[], settings: Settings): readonly ReadOutcome[];
  /** The body of a post that this worker has read. */
  body(path: SourcePath): Body;
  /** The same of many, as JSON: to be kept, not to be looked at. */
  bodyTexts(paths: readonly SourcePath[]): readonly string[];
  /** @param bodies those the pages name and this worker has not read itself */
  render(
    pages: readonly Page[],
    facts: FactsByLanguage,
    bodies: Readonly<Record<SourcePath, Body>>,
  ): readonly RenderOutcome[];
};

/** Many workers that look like one. */
export type Workers = {
  compile(templates: readonly Template[]): Promise<TemplateFacts>;
  read(files: readonly SourceFile[], settings: Settings): Promise<readonly ReadOutcome[]>;
  /**
   * In the order of `pages`.
   * @param kept the body of a post that none of the workers has read
   */
  render(
    pages: readonly Page[],
    facts: FactsByLanguage,
    kept?: (path: SourcePath) => Body | undefined,
  ): AsyncIterable<RenderOutcome>;
  bodyTexts(paths: readonly SourcePath[]): Promise<readonly string[]>;
  close(): Promise<void>;
};
