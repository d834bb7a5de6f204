/**
 * Remembers the values of a pure function. Right because the key is made of everything the function reads, and nobody
 * changes a value afterwards.
 */
export type Memo<V> = {
  /** The remembered value of `key`, or what `make` makes now. */
  get(key: string, make: () => V): V;
  /** Forgets what was not asked for since the last call: an edited post's old text does not stay for ever. */
  forgetUnused(): void;
};

export function memo<V>(): Memo<V> {
  let remembered = new Map<string, V>();
  let used = new Map<string, V>();
  return {
    get(key, make) {
      let value = used.get(key);
      if (value === undefined) {
        value = remembered.get(key) ?? make();
        used.set(key, value);
      }
      return value;
    },
    forgetUnused() {
      remembered = used;
      used = new Map();
    },
  };
}
