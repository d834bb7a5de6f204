/** Tags and categories in every shape that old blogs write them. */
import type { Settings, TermLink } from "../model.ts";
import { termUrl } from "../shared/address.ts";
import { once, onceForText } from "../shared/once.ts";
import { foldTerm, slugify } from "../shared/slug.ts";
import { decodeEntities } from "./entities.ts";
import { habitsOf } from "./habits.ts";
import { type Desk, itemsAt, presentKeys, rawValue, warn } from "./read-values.ts";

const MEANING = { tag: "tags", category: "categories" } as const;
const WIDE_SEPARATOR = /[，、；]/;
/** What an input method makes of `[a, b]`. */
const WIDE_BRACKETS = /^[［【](.*)[］】]$/;

export type TermRules = {
  /** Before the addresses of terms, percent-encoded. */
  readonly base: string;
  readonly slugs: Settings["termSlugs"];
  readonly compat: Settings["compat"];
  /** Categories that a post has by where its file lies. */
  readonly ofFolders: readonly string[];
};

/** Each term once, by case, width and Unicode form; singular and plural keys both count. */
export function readTerms(desk: Desk, kind: "tag" | "category", rules: TermRules): readonly TermLink[] {
  const keys = presentKeys(desk, MEANING[kind]);
  // What the settings give has no place here.
  if (keys.length > 1 && keys.every((key) => desk.front.keys[key] !== undefined)) {
    const message = `Both \`${keys[0]}\` and \`${keys[1]}\` are here; the terms of both count.`;
    warn(desk, keys[1] ?? "", {
      code: "front-matter/two-spellings",
      message,
      hint: `write all under \`${MEANING[kind]}\``,
    });
  }
  const terms = new Map<string, TermLink>();
  const { termsInText } = habitsOf(rules.compat);
  const written = keys.flatMap((key) => namesAt(desk, key, termsInText));
  const termOf = termsUnder(rules.slugs);
  for (const name of kind === "category" ? [...rules.ofFolders, ...written] : written) {
    const { folded, link } = termOf(`${kind}\n${rules.base}\n${name}`);
    if (!terms.has(folded)) terms.set(folded, link);
  }
  return [...terms.values()];
}

/** A blog has few terms and names them again and again. Asked for by kind, base path and name, each on its line. */
const termsUnder = once((slugs: Settings["termSlugs"]) =>
  onceForText((asked) => {
    const [kind, base = "", ...rest] = asked.split("\n");
    const written = rest.join("\n");
    const name = decodeEntities(written);
    const isTag = kind === "tag";
    const folded = foldTerm(name);
    const own = slugs[isTag ? "tags" : "categories"];
    const slug = (Object.hasOwn(own, folded) ? own[folded] : undefined) ?? slugify(name);
    const link: TermLink = { name, slug, url: termUrl(isTag ? "tag" : "category", slug, base) };
    return { folded, link: written === name ? link : { ...link, written } };
  }),
);

function namesAt(desk: Desk, key: string, termsInText: "one" | "many"): readonly string[] {
  const list = Array.isArray(rawValue(desk, key));
  const names: string[] = [];
  for (const item of itemsAt(desk, key)) {
    if (item.text === null) {
      if (list && isEmptyItem(desk, item.key)) warnEmpty(desk, key, item.key);
      continue;
    }
    if (!list && termsInText === "many" && /^(?:tags|categories)$/.test(key) && !/[,，、；]/.test(item.text)) {
      names.push(...item.text.split(/\s+/));
      continue;
    }
    names.push(...(list ? splitWide(desk, item.key, item.text) : splitText(desk, key, item.text)));
  }
  return names;
}

function isEmptyItem(desk: Desk, key: string): boolean {
  const value = rawValue(desk, key);
  return value === null || typeof value === "string";
}

function warnEmpty(desk: Desk, key: string, item: string): void {
  const message = `\`${key}\` holds an empty term, which is left out.`;
  warn(desk, item, { code: "front-matter/empty-term", message, hint: "remove it" });
}

/** `mesos，docker` is two terms, in a list too: nobody means a comma to be part of a term. */
function splitWide(desk: Desk, key: string, text: string): readonly string[] {
  if (!WIDE_SEPARATOR.test(text)) return [text];
  const parts = text.split(WIDE_SEPARATOR).map((part) => part.trim());
  warnSplit(desk, key, parts);
  return parts.filter((part) => part !== "");
}

/** One value for a key that wants a list: commas part it, blanks do not, for a Chinese term may hold them. */
function splitText(desk: Desk, key: string, text: string): readonly string[] {
  if (WIDE_SEPARATOR.test(text)) return splitWide(desk, key, text.replace(WIDE_BRACKETS, "$1").replaceAll(",", "，"));
  if (text.includes(",")) {
    const parts = text.split(",").map((part) => part.trim());
    warnSplit(desk, key, parts);
    return parts.filter((part) => part !== "");
  }
  if (/\S\s+\S/.test(text) && (key === "tags" || key === "categories")) {
    const message = `\`${key}\` is text with blanks, not a list; it is read as one term.`;
    const hint = `if several are meant, write a list: ${key}: [${text.split(/\s+/).join(", ")}]`;
    warn(desk, key, { code: "front-matter/terms-as-text", message, hint });
  }
  return [text];
}

function warnSplit(desk: Desk, key: string, parts: readonly string[]): void {
  const [top] = key.split(".");
  const terms = parts.filter((part) => part !== "").join(", ");
  const message = `\`${top}\` is split at the comma: ${terms}.`;
  warn(desk, key, { code: "front-matter/term-separator", message, hint: `write a list: ${top}: [${terms}]` });
}
