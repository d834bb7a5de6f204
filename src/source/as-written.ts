import type { Json } from "../model.ts";
import { isMap } from "./check-value.ts";
import type { Key, Shape } from "./shape.ts";

type Values = Readonly<Record<string, Json>>;

/**
 * Where a text is wanted it is the author's own: `title: 012` is no number, `subtitle: no` is no answer.
 *
 * @param scalars the text of each plain value as written, by dotted key
 */
export function asWritten(values: Values, keys: readonly Key[], scalars: Readonly<Record<string, string>>): Values {
  const ofRecord = (record: Values, known: readonly Key[], above: string): Values =>
    mapValues(record, (value, name) => {
      const shape = known.find((key) => key.name === name)?.shape;
      return shape === undefined ? value : ofShape(value, shape, above + name);
    });
  const ofShape = (value: Json, shape: Shape, name: string): Json => {
    if (shape.kind === "text" || shape.kind === "pattern") return value === null ? null : (scalars[name] ?? value);
    if (shape.kind === "list" && Array.isArray(value)) {
      return value.map((item: Json, at) => ofShape(item, shape.of, `${name}.${at}`));
    }
    if (shape.kind === "map" && isMap(value))
      return mapValues(value, (item, key) => ofShape(item, shape.of, `${name}.${key}`));
    if (shape.kind === "record" && isMap(value)) return ofRecord(value, shape.keys, `${name}.`);
    if (shape.kind === "either") {
      const choice = shape.of.find(({ kind }) => (kind === "record") === isMap(value));
      return choice === undefined ? value : ofShape(value, choice, name);
    }
    return value;
  };
  return ofRecord(values, keys, "");
}

function mapValues(values: Values, change: (value: Json, key: string) => Json): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]));
}
