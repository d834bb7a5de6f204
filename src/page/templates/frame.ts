/**
 * The names that loops, macros and includes give while a template runs. nunjucks' own frame splits each name at its dots
 * whenever it is set, which is most of what a loop costs.
 */
export class Frame {
  readonly parent: Frame | null;
  readonly isolated: boolean;
  topLevel = false;
  #values: Map<string, unknown> | null = null;

  constructor(parent: Frame | null = null, isolated = false) {
    this.parent = parent;
    this.isolated = isolated;
  }

  set(name: string, value: unknown, resolveUp = false): void {
    const frame = (resolveUp ? this.#owner(name) : null) ?? this;
    frame.#values ??= new Map();
    frame.#values.set(name, value);
  }

  lookup(name: string): unknown {
    for (let frame: Frame | null = this; frame !== null; frame = frame.parent) {
      const value = frame.#values?.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  push(isolated?: boolean): Frame {
    return new Frame(this, isolated);
  }

  pop(): Frame | null {
    return this.parent;
  }

  /** Where a `set` finds its variable: what an include or a macro sets stays in it. */
  #owner(name: string): Frame | null {
    for (let frame: Frame | null = this; frame !== null; frame = frame.isolated ? null : frame.parent)
      if (frame.#values?.has(name)) return frame;
    return null;
  }
}
