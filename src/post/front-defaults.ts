/** What the settings say for posts that say nothing themselves, as if it stood in their front matter. */
import type { Collection, Json, Settings } from "../model.ts";
import { onceForText } from "../shared/once.ts";
import type { FrontMatter } from "./front-matter.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { meaningOf } from "./keys.ts";

type Place = {
  readonly path: string;
  readonly home: Collection | null;
  readonly rules: Pick<Settings, "defaults" | "compat" | "posts">;
};

/** Of two that fit, the one that stands later counts: they stand in order of how much they say of where. */
export function withDefaults(front: FrontMatter, { path, home, rules }: Place): FrontMatter {
  if (rules.defaults.length === 0) return front;
  const types = typesOf(home, rules);
  const fitting = rules.defaults.filter(
    (set) => (set.type === "" || types.includes(set.type)) && isBelow(path, set.path),
  );
  if (fitting.length === 0) return front;
  const given: Readonly<Record<string, Json>> = Object.assign({}, ...fitting.map(({ values }) => values));
  const habits = habitsOf(rules.compat);
  const { categories, ...others } = given;
  const known = habits.settingsAndPost === "both" ? (key: string) => key : (key: string) => meaningOf(key) ?? key;
  const said = new Set(Object.keys(front.fields).map(known));
  const isSaid = (key: string) => said.has(known(key));
  const added = Object.fromEntries(Object.entries(others).filter(([key]) => !isSaid(key)));
  const merged = { ...front, fields: { ...front.fields, ...added } };
  if (categories === undefined) return merged;
  if (!isSaid("categories")) return { ...merged, fields: { ...merged.fields, categories } };
  return habits.settingsAndPost === "both" ? withMoreCategories(merged, categories, habits) : merged;
}

/** `posts`, `pages`, or a collection by its folder as it is written or as Jekyll calls it. */
function typesOf(home: Collection | null, { posts }: Place["rules"]): readonly string[] {
  if (home === null) return ["pages"];
  const name = home.folder.slice(home.folder.lastIndexOf("/") + 1);
  return home.folder === posts || /^_(?:posts|drafts)$/.test(name) ? ["posts"] : [home.folder, name.replace(/^_/, "")];
}

/** How a path begins, wherever that ends; a star stands for what is in one name, two for folders, too. */
function isBelow(path: string, start: string): boolean {
  return start.includes("*") ? patternOf(start).test(path) : path.startsWith(start);
}

const patternOf = onceForText((start) => {
  const parts = start.split(/(\*+)/).map((part) => {
    if (part.startsWith("*")) return part === "*" ? "[^/]*" : ".*";
    return part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}`, "u");
});

/** Those of the settings, then the post's own, which then stand in other places of the list. */
function withMoreCategories(front: FrontMatter, more: Json, { termsInText }: Habits): FrontMatter {
  const { fields, scalars, at } = front;
  const own = fields.categories ?? null;
  const written = Array.isArray(own)
    ? own.map((item: Json, place) => scalars[`categories.${place}`] ?? item)
    : listed(scalars.categories ?? own, termsInText);
  const others = <Value>(all: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !/^categories(?:\.|$)/.test(key)));
  const categories = [...listed(more, termsInText), ...written];
  return { ...front, fields: { ...fields, categories }, scalars: others(scalars), at: others(at) };
}

function listed(value: Json, termsInText: Habits["termsInText"]): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string" && termsInText === "many") return value.split(/\s+/).filter((word) => word !== "");
  return value === null ? [] : [value];
}
