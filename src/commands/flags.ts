/** What was given: `true` for a switch. */
export type Flags = Readonly<Record<string, string | true>>;

/** The value of a flag that takes one. */
export function flagValue(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}
