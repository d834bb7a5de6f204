import type { Outcome } from "./read-file.ts";
import type { Found, Scan } from "./scan.ts";

/** One look at the project. Passed to `readSources`; of no use afterwards. */
export type Look = {
  scan(name: string, make: () => Scan): Scan;
  /** `as` says how the file is read: another way of reading it is another value. */
  read<Value>(file: Found, as: string, make: Make<Value>): Outcome<Value>;
  /** Everything was asked for; what was not asked for is forgotten. */
  done(): void;
};

/** @param size in bytes, where it was found out already */
export type Make<Value> = (file: Found, size?: number) => Outcome<Value>;

/** A look that remembers nothing, for those who look once. */
export const firstLook: Look = { scan: (_, make) => make(), read: (file, _, make) => make(file), done: () => {} };
