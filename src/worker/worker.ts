import type {
  ChangingFact,
  FactsByLanguage,
  KnownPost,
  Laid,
  Page,
  PostCard,
  Problem,
  Settings,
  SourceFile,
  SourcePath,
  Spot,
  Template,
} from "../model.ts";

import type { PackedText } from "./packed-text.ts";

/** Each file of `read` in its order: understood, or what is wrong with it. */
export type ReadOutcome =
  | {
      readonly path: SourcePath;
      readonly post: KnownPost;
      /** The post as JSON, in UTF-8, where somebody has written it so already. */
      readonly json?: Uint8Array;
    }
  | { readonly path: SourcePath; readonly failed: readonly Problem[] };

/** A page's text, or where it lies by now, and the facts it asked for; or why there is none. */
export type RenderOutcome =
  | { readonly text: string; readonly asked: readonly ChangingFact[] }
  | { readonly laid: Laid; readonly asked: readonly ChangingFact[] }
  | { readonly failed: readonly Problem[] };

/** What is known of the templates once they are compiled. */
export type TemplateFacts = {
  /** Names given literally to `asset("…")`. */
  readonly assetNames: readonly string[];
  /** By name of a template: changes with anything that it can show. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
};

/**
 * Reads the posts dealt to it, keeps their texts, and renders the pages that need them. The same object in this
 * process and behind a thread, so nothing a build does can depend on where the work was done.
 */
export type Worker = {
  compile(templates: readonly Template[]): TemplateFacts;
  /** Reads these and no others; what it had read before is forgotten. */
  read(files: readonly SourceFile[], settings: Settings): readonly ReadOutcome[];
  /** The same in several parts. */
  reading(settings: Settings): Reading;
  /** Of a post that this worker has read. */
  packed(path: SourcePath): PackedText;
  card(path: SourcePath): PostCard;
  render(pages: readonly Page[], facts: FactsByLanguage, how?: Rendering): readonly RenderOutcome[];
};

export type Reading = {
  read(files: readonly SourceFile[]): readonly ReadOutcome[];
  /** The same for somebody far away: a post as its JSON, if that says all of it. */
  lines(files: readonly SourceFile[]): readonly (Uint8Array | ReadOutcome)[];
  done(): void;
};

export type Rendering = {
  /** Bodies that the pages name and the worker has not read itself. */
  readonly kept?: (path: SourcePath) => PackedText | undefined;
  /** `null`: the text is wanted. */
  readonly spot?: ((page: Page) => Spot | null) | undefined;
};

/** Many workers that look like one. */
export type Workers = {
  compile(templates: readonly Template[]): Promise<TemplateFacts>;
  /** @param onRead told of those whose text nobody needs any more */
  read(
    files: readonly SourceFile[],
    settings: Settings,
    onRead?: (files: readonly SourceFile[]) => void,
  ): Promise<readonly ReadOutcome[]>;
  /** In the order of `pages`. */
  render(pages: readonly Page[], facts: FactsByLanguage, how?: Rendering): AsyncIterable<RenderOutcome>;
  searchTexts(paths: readonly SourcePath[]): Promise<readonly string[]>;
  /** To be kept, not to be looked at. */
  packedTexts(paths: readonly SourcePath[]): Promise<readonly PackedText[]>;
  close(): Promise<void>;
};
