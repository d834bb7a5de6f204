import type { SiteFacts } from "../model.ts";
import { nearest } from "../shared/nearest.ts";
import { refuse } from "./filters/filter.ts";
import { type Budget, endless, mostSteps } from "./templates/budget.ts";

/** Functions that every template can call. */
export const globalNames = ["asset", "t", "range", "cycler", "joiner"] as const;

type Globals = Readonly<Record<(typeof globalNames)[number], (...args: readonly unknown[]) => unknown>>;

export function globalsFor(facts: SiteFacts, budget: Budget, own: <T extends object>(thing: T) => T): Globals {
  return {
    asset: (name) => assetUrl(String(name), facts),
    t: (key, values) => translate(String(key), values, facts),
    range: (...args) => own(range(args, budget)),
    cycler: (...things) => own(cycler(things)),
    joiner: (by = ",") => {
      let isFirst = true;
      return () => {
        if (!isFirst) return by;
        isFirst = false;
        return "";
      };
    },
  };
}

/** The fingerprinted address of a file of `assets/`, which browsers may keep for ever. */
function assetUrl(name: string, { assets }: SiteFacts): string {
  if (Object.hasOwn(assets, name)) return assets[name] as string;
  const near = nearest(name, Object.keys(assets));
  const hint = near === null ? `put it at assets/${name}.` : `did you mean \`${near}\`?`;
  return refuse(`there is no file assets/${name}.`, hint);
}

/** A string of the theme in the site's language. `{n}` stands for a value; of one thing, `keyOne` speaks where it is. */
function translate(key: string, values: unknown, { strings, language }: SiteFacts): string {
  const given = (typeof values === "object" && values !== null ? values : {}) as Readonly<Record<string, unknown>>;
  const one = `${key}One`;
  const chosen = given.n === 1 && Object.hasOwn(strings, one) ? one : key;
  if (!Object.hasOwn(strings, chosen)) {
    const near = nearest(key, Object.keys(strings));
    const hint = near === null ? `add it to templates/strings/${language}.yml.` : `did you mean \`${near}\`?`;
    return refuse(`the theme has no string \`${key}\`.`, hint);
  }
  const text = strings[chosen] as string;
  if (!text.includes("{")) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(given, name) ? String(given[name]) : whole,
  );
}

function range(args: readonly unknown[], budget: Budget): number[] {
  const numbers = args.filter((arg) => typeof arg === "number");
  const [start, stop, step] =
    numbers.length === 1 ? [0, numbers[0] ?? 0, 1] : [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 1];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  budget.steps += length;
  if (!(budget.steps <= mostSteps)) return refuse(endless.message, endless.hint);
  return Array.from({ length }, (_, index) => start + index * step);
}

function cycler(things: readonly unknown[]) {
  let index = -1;
  return {
    next: () => {
      index = (index + 1) % things.length;
      return things[index];
    },
    reset: () => {
      index = -1;
      return "";
    },
  };
}
