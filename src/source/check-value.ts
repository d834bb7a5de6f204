import type { Json } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import type { Key, Shape } from "./shape.ts";

/** Something wrong with a value, and the keys that lead to it. */
export type Fault = {
  readonly path: readonly string[];
  /** Whether the key itself is wrong or what it holds. */
  readonly part: "key" | "value";
  readonly code: string;
  readonly message: string;
  readonly hint: string;
};

/** Every way in which `value` is not what `shape` asks for; none if it is. */
export function checkValue(value: Json, shape: Shape, path: readonly string[]): readonly Fault[] {
  switch (shape.kind) {
    case "anything":
      return [];
    case "text":
      return typeof value === "string" || typeof value === "number"
        ? []
        : [wrong(path, value, "a text", "write it in quotes.")];
    case "pattern":
      return typeof value === "string" && shape.like.test(value) ? [] : [wrong(path, value, shape.what, shape.hint)];
    case "flag":
      return typeof value === "boolean" ? [] : [wrong(path, value, "true or false", "write `true` or `false`.")];
    case "count":
      return isCount(value)
        ? []
        : [wrong(path, value, "a whole number, 0 or more", "write a number such as 10; 0 means no limit.")];
    case "choice":
      return typeof value === "string" && shape.of.includes(value) ? [] : [notOneOf(path, value, shape.of)];
    case "list":
      if (!Array.isArray(value)) return [wrong(path, value, "a list", "begin each of its lines with `- `.")];
      return value.flatMap((item: Json, at) => checkValue(item, shape.of, [...path, String(at)]));
    case "map":
      if (!isMap(value)) return [wrong(path, value, "a set of `key: value` lines", "indent them below the key.")];
      return Object.entries(value).flatMap(([key, item]) => checkValue(item, shape.of, [...path, key]));
    case "record":
      if (!isMap(value)) return [wrong(path, value, `made of ${listed(shape.keys)}`, hintForKeys(value, shape, path))];
      return shape.open === true ? checkOpenKeys(value, shape.keys, path) : checkKeys(value, shape.keys, path);
    case "either": {
      const found = shape.of.map((choice) => checkValue(value, choice, path));
      // A map that fails as a record fails by its keys: that says more than that it is no number.
      return (
        found.find((faults) => faults.length === 0) ??
        found.find((faults, at) => deeper(faults, path) || isKeyOf(value, shape.of[at])) ??
        found[0] ??
        []
      );
    }
  }
}

/** A record's keys: unknown ones, and the values of the known. An empty value is the default, whatever the shape. */
export function checkKeys(
  value: { readonly [key: string]: Json },
  keys: readonly Key[],
  path: readonly string[],
): readonly Fault[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const key = keys.find((known) => known.name === name);
    if (key === undefined) return [unknownKey(name, keys, path)];
    return item === null ? [] : checkValue(item, key.shape, [...path, name]);
  });
}

/** Keys of one's own are as good as ours, but one that looks like ours was meant to be it. */
function checkOpenKeys(value: { readonly [key: string]: Json }, keys: readonly Key[], path: readonly string[]) {
  const names = keys.map(({ name }) => name);
  const ours = Object.entries(value).filter(([name]) => names.includes(name) || nearest(name, names) !== null);
  return checkKeys(Object.fromEntries(ours), keys, path);
}

export function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `comments: giscus`: a name where the key of that name was meant. */
function isKeyOf(value: Json, shape: Shape | undefined): boolean {
  return shape?.kind === "record" && shape.keys.some(({ name }) => name === value);
}

function hintForKeys(value: Json, shape: Shape, path: readonly string[]): string {
  if (shape.kind !== "record" || !isKeyOf(value, shape)) return "indent them below the key.";
  const key = shape.keys.filter(({ name }) => name === value);
  return `write \`${path.join(".")}: ${example({ kind: "record", keys: key })}\`, or indent it below the key.`;
}

function example(shape: Shape): string {
  const key = shape.kind === "record" ? shape.keys[0] : undefined;
  return key === undefined ? "…" : `{ ${key.name}: ${example(key.shape)} }`;
}

function isCount(value: Json): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function deeper(faults: readonly Fault[], path: readonly string[]): boolean {
  return faults.some((fault) => fault.path.length > path.length);
}

function wrong(path: readonly string[], value: Json, wanted: string, hint: string): Fault {
  const message = `\`${path.join(".")}\` must be ${wanted}, but is ${shown(value)}.`;
  return { path, part: "value", code: "config/bad-value", message, hint };
}

function notOneOf(path: readonly string[], value: Json, choices: readonly string[]): Fault {
  const near = typeof value === "string" ? nearest(value, choices) : null;
  const listed = choices.map((choice) => `\`${choice}\``).join(", ");
  return {
    ...wrong(path, value, `one of ${listed}`, ""),
    hint: near === null ? `write one of ${listed}.` : `did you mean \`${near}\`?`,
  };
}

function unknownKey(name: string, keys: readonly Key[], path: readonly string[]): Fault {
  const names = keys.map((key) => key.name);
  const near = nearest(name, names);
  return {
    path: [...path, name],
    part: "key",
    code: "config/unknown-key",
    message: `\`${[...path, name].join(".")}\` is not a setting.`,
    hint: near === null ? `the settings here are ${listed(keys)}.` : `did you mean \`${near}\`?`,
  };
}

function listed(keys: readonly Key[]): string {
  return keys.map((key) => `\`${key.name}\``).join(", ");
}

function shown(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (isMap(value)) return "a set of keys";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
