/**
 * A property that is worked out when somebody asks for it. One getter serves all objects that have the property: an
 * engine takes objects with getters of their own for so many shapes, each a kilobyte large and slow to read from.
 */
export function lazily<Name extends string, Value>(name: Name) {
  const maker = Symbol(name);
  const property: PropertyDescriptor = {
    enumerable: true,
    get(this: { readonly [maker]: () => Value }) {
      return this[maker]();
    },
  };
  return <Of extends object>(object: Of, make: () => Value): Of & { readonly [Key in Name]: Value } => {
    // Not enumerable, so that a copy has the value, and two objects that say the same are equal.
    Object.defineProperty(object, maker, { value: make });
    return Object.defineProperty(object, name, property) as Of & { readonly [Key in Name]: Value };
  };
}
