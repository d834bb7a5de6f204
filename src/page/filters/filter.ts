import type { SiteFacts } from "../../model.ts";

/** What a filter is given: `{{ value | name(args…, named=…) }}`, and what it may know of the page it works for. */
export type FilterCall = {
  readonly value: unknown;
  readonly args: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  readonly facts: SiteFacts;
  readonly lang: string;
  /** Asks a thing for a member by the rules of templates: a misspelt one is an error at the filter's place. */
  readonly member: (target: unknown, key: unknown) => unknown;
  /** Lets a map answer nothing for a key it does not have. */
  readonly lenient: <T extends object>(map: T) => T;
  /** Whether a thing passes the test of this name: `select("odd")`. */
  readonly test: (name: string, value: unknown, args: readonly unknown[]) => boolean;
};

export type Filter = (call: FilterCall) => unknown;

export type FilterTable = ReadonlyMap<string, Filter>;

/** An argument by its place or by its name. */
export function argument(call: FilterCall, index: number, name: string): unknown {
  return call.args[index] ?? call.named[name];
}

/** Refuses, in a sentence for the person who wrote the template; its place is added where the filter was called. */
export function refuse(message: string, hint?: string): never {
  throw Object.assign(new Error(message), { hint });
}
