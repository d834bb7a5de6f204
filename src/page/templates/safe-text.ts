/** Text that is html already and must not be escaped again. It behaves as its text wherever a text is wanted. */
export class SafeText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

export function isSafe(value: unknown): value is SafeText {
  return value instanceof SafeText;
}

/** Nothing stays nothing, so that `{% if %}` is honest. */
export function markSafe(text: string): SafeText | "" {
  return text === "" ? "" : new SafeText(text);
}
