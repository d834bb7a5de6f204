import type { Json } from "../../model.ts";
import { isZone } from "../../shared/date.ts";
import { languageOfCountry, languageTag } from "../../shared/languages.ts";
import { unknownPermalinkToken } from "../../shared/permalink-tokens.ts";
import type { Taken, Values } from "./old-settings.ts";

/** Takes keys out of old settings one by one, and keeps account of what became of each. */
export type Translation = {
  /** Under our name: the value of the first of these keys that is there and means something. */
  readonly take: (as: string, keys: readonly string[], read?: (value: Json) => Json | undefined) => void;
  /** What we do without, or do anyhow. */
  readonly set: (as: string, value: Json) => void;
  readonly note: (key: string, why: string) => void;
  /** A key without which addresses may be others. */
  readonly miss: (key: string, decides: "posts" | "all", why: string) => void;
  /** A key that is read for more than one of ours. */
  readonly tell: (key: string, as: string) => void;
  readonly done: () => { readonly values: Values; readonly taken: readonly Taken[] };
};

export function translate(old: Values): Translation {
  const values: Record<string, Json> = {};
  const fates = new Map<string, Taken>();
  return {
    take(as, keys, read = textOf) {
      for (const key of keys) {
        const value = at(old, key);
        if (value === undefined || value === null || value === "") continue;
        const understood = read(value);
        if (understood === undefined) fates.set(key, { key, as: null, why: "its value means nothing here" });
        else if (values[as] === undefined) {
          values[as] = understood;
          fates.set(key, { key, as });
        }
      }
    },
    set: (as, value) => {
      values[as] = value;
    },
    note: (key, why) => {
      if (at(old, key) !== undefined) fates.set(key, { key, as: null, why });
    },
    miss: (key, decides, why) => {
      fates.set(key, { key, as: null, why, decides });
    },
    tell: (key, as) => {
      if (at(old, key) !== undefined) fates.set(key, { key, as });
    },
    done: () => {
      const tops = new Set([...fates.keys()].map((key) => key.split(".")[0]));
      const rest = Object.keys(old).filter((key) => !tops.has(key) && !isEmpty(old[key]));
      return { values, taken: [...fates.values(), ...rest.map((key): Taken => ({ key, as: null }))] };
    },
  };
}

/** What stands between the host and every address, of which there is something only behind a whole `url`. */
export function noteBase(old: Values, key: string, { note, miss }: Translation): void {
  const base = textOf(old[key] ?? "")?.replace(/^\/+|\/+$/g, "");
  if (base === undefined) return;
  if (base === "") note(key, old[key] === "/" ? "it is the top" : "it is empty");
  else if (joinUrl(old.url, old[key]) !== undefined) note(key, "it is part of `url`");
  else miss(key, "all", `it has no whole \`url\` before it; build with --base /${base}`);
}

/** A pattern in our words, or why there is none. */
export function pattern(written: string, words: Readonly<Record<string, string>>): string | undefined {
  const own = written.replace(/:[a-z]+(?:_[a-z]+)*/g, (token) => words[token] ?? token);
  return unknownPermalinkToken(own) === null ? `/${own.replace(/^\/+/, "")}` : undefined;
}

export function textOf(value: Json): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : undefined;
}

/** A language tag; the letters of a country were meant as one. */
export function languageOf(value: Json): string | undefined {
  const written = textOf(value) ?? "";
  return languageOfCountry(written) ?? languageTag(written) ?? undefined;
}

export function zoneOf(value: Json): string | undefined {
  const zone = textOf(value) ?? "";
  return isZone(zone) ? zone : undefined;
}

export function countOf(value: Json): number | undefined {
  const count = Number(value);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** The value behind a dotted key. */
export function at(values: Values, key: string): Json | undefined {
  let value: Json | undefined = values;
  for (const part of key.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = (value as Values)[part];
  }
  return value;
}

/** `https://example.com` and `/blog` → one address; nothing where there is no whole address. */
export function joinUrl(url: Json | undefined, base: Json | undefined): string | undefined {
  const origin = typeof url === "string" ? url.trim().replace(/\/+$/, "") : "";
  if (!/^https?:\/\/[^/]/i.test(origin)) return undefined;
  const path = typeof base === "string" ? base.trim().replace(/^\/+|\/+$/g, "") : "";
  return path === "" || origin.endsWith(`/${path}`) ? origin : `${origin}/${path}`;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}
