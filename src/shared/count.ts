/** Counts in English words. `Intl` would need a fiftieth of a second for the first of them: a tenth of a short build. */

/** `1,024`. @param count a whole number, not below zero */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 post`, `1,024 posts`, `2 addresses`. */
export function counted(count: number, noun: string, plural = "s"): string {
  return `${withCommas(count)} ${noun}${count === 1 ? "" : plural}`;
}
