import { isSafe } from "./safe-text.ts";

type Test = (value: unknown, args: readonly unknown[]) => boolean;

const isText = (value: unknown): boolean => typeof value === "string" || isSafe(value);
const compare = (holds: (one: number, other: number) => boolean): Test => {
  return (value, [other]) => holds(value as number, other as number);
};
const equal: Test = (value, [other]) =>
  (isSafe(value) ? value.toString() : value) === (isSafe(other) ? other.toString() : other);

/** `{% if value is name %}`. */
export const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["defined", (value) => value !== undefined],
  ["undefined", (value) => value === undefined],
  ["none", (value) => value === null || value === undefined],
  ["truthy", (value) => Boolean(value)],
  ["falsy", (value) => !value],
  ["string", isText],
  ["number", (value) => typeof value === "number"],
  ["boolean", (value) => typeof value === "boolean"],
  ["iterable", (value) => isText(value) || Array.isArray(value)],
  ["mapping", (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !isSafe(value)],
  ["callable", (value) => typeof value === "function"],
  ["escaped", isSafe],
  ["odd", (value) => Math.abs(Number(value)) % 2 === 1],
  ["even", (value) => Number(value) % 2 === 0],
  ["divisibleby", (value, [by]) => Number(value) % Number(by) === 0],
  ["lower", (value) => String(value).toLowerCase() === String(value)],
  ["upper", (value) => String(value).toUpperCase() === String(value)],
  ["eq", equal],
  ["equalto", equal],
  ["sameas", equal],
  ["ne", (value, args) => !equal(value, args)],
  ["gt", compare((one, other) => one > other)],
  ["greaterthan", compare((one, other) => one > other)],
  ["ge", compare((one, other) => one >= other)],
  ["lt", compare((one, other) => one < other)],
  ["lessthan", compare((one, other) => one < other)],
  ["le", compare((one, other) => one <= other)],
]);
