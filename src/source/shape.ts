import type { Json } from "../model.ts";

/** What a value of `site.yml` may look like. */
export type Shape =
  | { readonly kind: "text" }
  | { readonly kind: "pattern"; readonly like: RegExp; readonly what: string; readonly hint: string }
  | { readonly kind: "flag" }
  | { readonly kind: "count" }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  /** `open`: keys of one's own may stand beside those listed, unless they look like a slip of one. */
  | { readonly kind: "record"; readonly keys: readonly Key[]; readonly open?: true }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "either"; readonly of: readonly Shape[] }
  | { readonly kind: "anything" };

export type Key = {
  readonly name: string;
  readonly shape: Shape;
  readonly default: Json;
  /** For people: it stands in the README, in the schema, and in an editor beside the key. */
  readonly meaning: string;
  /** A later version will read it; this one says that it does not. */
  readonly later?: true;
};

export const text: Shape = { kind: "text" };
export const flag: Shape = { kind: "flag" };
export const count: Shape = { kind: "count" };
export const anything: Shape = { kind: "anything" };
