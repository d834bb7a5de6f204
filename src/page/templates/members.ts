import { nearest } from "../../shared/nearest.ts";
import { forbiddenMembers } from "./check-names.ts";
import type { AnyFunction } from "./nunjucks.ts";
import { blame, type Place, wordsOf } from "./place.ts";
import { isSafe } from "./safe-text.ts";

/**
 * What a template gets when it asks a thing for a member. Objects of the contract are strict: `post.titel` is an error
 * and not an empty space. Maps whose keys the author chooses (`extra`, `data`, `theme`, …) and everything in them, and
 * what a template makes itself, answer nothing for what they do not have. Members that JavaScript adds to every object
 * are not there at all.
 */
export type Members = {
  member(target: unknown, key: unknown, place: Place): unknown;
  /** The same for `is defined`: what is not there is no mistake. */
  ask(target: unknown, key: unknown): unknown;
  method(target: unknown, key: unknown, args: readonly unknown[], place: Place): unknown;
  /** Makes a map lenient; a list becomes the template's own, which it may change. */
  own<T extends object>(thing: T): T;
};

const freeMaps: ReadonlySet<unknown> = new Set([
  "extra",
  "data",
  "services",
  "theme",
  "social",
  "strings",
  "assets",
  "chart",
]);

export function createMembers(): Members {
  const lenient = new WeakSet<object>();

  const look = (target: unknown, key: unknown, place: Place | null): unknown => {
    if (target === null || target === undefined) return undefined;
    const isThing = typeof target === "object" && !Array.isArray(target) && !isSafe(target);
    if (isThing && typeof key === "string" && Object.hasOwn(target, key)) {
      const value: unknown = (target as Record<string, unknown>)[key];
      if (typeof value === "object" && value !== null && freeMaps.has(key)) markAll(value, lenient);
      return value;
    }
    const name = typeof key === "number" ? key : String(key);
    if (forbiddenMembers.has(String(name))) {
      if (place === null) return undefined;
      return blame(place, {
        code: "template/forbidden-member",
        message: `\`${name}\` may not be asked of anything here.`,
      });
    }
    if (!isThing || target instanceof RegExp) return lookIntoValue(target, name, place);
    if (Object.hasOwn(target, name)) return (target as Record<string | number, unknown>)[name];
    if (place === null || lenient.has(target) || Object.getPrototypeOf(target) === null) return undefined;
    return unknownMember(Object.keys(target), name, place);
  };

  return {
    member: look,
    ask: (target, key) => look(target, key, null),
    own: (thing) => {
      lenient.add(thing);
      return thing;
    },
    method(target, key, args, place) {
      const name = String(key);
      const callee = look(target, key, place);
      if (typeof callee !== "function") {
        const what = callee === undefined || callee === null ? "is not there" : "is not a function";
        return blame(place, { code: "template/not-a-function", message: `\`${wordsOf(place.node)}\` ${what}.` });
      }
      if (Array.isArray(target) && changing.has(name) && !lenient.has(target)) {
        return blame(place, {
          code: "template/changes-data",
          message: `\`${name}\` would change a list that other pages show as well.`,
          hint: "make a list of your own with `[]`, or use a filter such as `sort` or `reverse`.",
        });
      }
      const result: unknown = (callee as AnyFunction)(...args);
      if (Array.isArray(result)) lenient.add(result);
      return result;
    },
  };
}

/** Every object in a free map is free as well: marked once, so that filters cannot lose the mark. */
function markAll(value: object, marked: WeakSet<object>): void {
  const waiting = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (marked.has(next)) continue;
    // A list is not marked: its mark would say that a template may change it.
    if (!Array.isArray(next)) marked.add(next);
    for (const child of Object.values(next)) if (typeof child === "object" && child !== null) waiting.push(child);
  }
}

const textMethods = new Set([
  ..."at charAt codePointAt concat endsWith includes indexOf lastIndexOf normalize padEnd padStart replace".split(" "),
  ..."replaceAll search slice split startsWith substring toLowerCase toString toUpperCase trim trimEnd trimStart".split(
    " ",
  ),
]);
const listMethods = new Set("at concat includes indexOf join lastIndexOf slice toString".split(" "));
const changing: ReadonlySet<string> = new Set("pop push reverse shift sort splice unshift".split(" "));
const widest = 1000;
const patternMethods = new Set(["exec", "test"]);
const numberMethods = new Set(["toFixed", "toString"]);

function lookIntoValue(target: unknown, name: string | number, place: Place | null): unknown {
  if (typeof target === "string" || isSafe(target)) {
    const text = String(target);
    if (name === "length") return text.length;
    if (typeof name === "number" || /^\d+$/.test(name)) return [...text][Number(name)];
    return methodOf(text, name, { allowed: textMethods, what: "a text", place });
  }
  if (Array.isArray(target)) {
    if (name === "length") return target.length;
    if (typeof name === "number" || /^\d+$/.test(name)) return target[Number(name)];
    return methodOf(target, name, { allowed: new Set([...listMethods, ...changing]), what: "a list", place });
  }
  if (typeof target === "number") return methodOf(target, name, { allowed: numberMethods, what: "a number", place });
  if (target instanceof RegExp)
    return methodOf(target, name, { allowed: patternMethods, what: "a regular expression", place });
  return methodOf({}, name, { allowed: new Set(), what: `a ${typeof target}`, place });
}

function methodOf(
  target: unknown,
  name: string | number,
  rule: { readonly allowed: ReadonlySet<string>; readonly what: string; readonly place: Place | null },
): unknown {
  if (rule.allowed.has(String(name))) {
    const method = (target as Record<string, AnyFunction>)[String(name)] as AnyFunction;
    return (...args: unknown[]) => {
      if (/^pad/.test(String(name)) && Number(args[0]) > widest) throw new Error(`it pads to at most ${widest}.`);
      return method.apply(target, args);
    };
  }
  if (rule.place === null) return undefined;
  const near = nearest(String(name), ["length", ...rule.allowed]);
  return blame(rule.place, {
    code: "template/unknown-member",
    message: `\`${wordsOf(rule.place.node)}\` does not exist: ${rule.what} has no member \`${name}\`.`,
    ...(near === null ? {} : { hint: `did you mean \`${near}\`?` }),
  });
}

function unknownMember(keys: readonly string[], name: string | number, place: Place): never {
  const near = nearest(String(name), keys);
  return blame(place, {
    code: "template/unknown-member",
    message: `\`${wordsOf(place.node)}\` does not exist: there is no member \`${name}\`.`,
    hint: near === null ? `the members are ${keys.join(", ")}.` : `did you mean \`${near}\`?`,
  });
}
