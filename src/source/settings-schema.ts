import type { Json } from "../model.ts";
import { settingsTable } from "./settings-table.ts";
import type { Key, Shape } from "./shape.ts";

type Schema = { readonly [key: string]: Json };

/** JSON Schema of `site.yml`, with which editors complete and check. */
export function settingsSchema(): Schema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "site.yml of an Inkstone site",
    ...objectOf(settingsTable.filter((key) => key.later === undefined)),
  };
}

function objectOf(keys: readonly Key[]): Schema {
  const properties = keys.map((key) => [
    key.name,
    { ...schemaOf(key.shape), description: key.meaning, default: key.default },
  ]);
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case "anything":
      return {};
    case "text":
      return { type: ["string", "number", "null"] };
    case "pattern":
      return { type: ["string", "null"], pattern: shape.like.source };
    case "flag":
      return { type: ["boolean", "null"] };
    case "count":
      return { type: ["integer", "null"], minimum: 0 };
    case "choice":
      return { enum: [...shape.of, null] };
    case "list":
      return { type: ["array", "null"], items: schemaOf(shape.of) };
    case "map":
      return { type: ["object", "null"], additionalProperties: schemaOf(shape.of) };
    case "record":
      return { ...objectOf(shape.keys), type: ["object", "null"], additionalProperties: shape.open === true };
    case "either":
      return { anyOf: shape.of.map(schemaOf) };
  }
}
