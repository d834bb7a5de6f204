/** Jekyll's `defaults`: of what they give to posts, what decides where these are and whether they are shown at all. */
import type { FrontDefaults, Json } from "../../model.ts";
import { isMap } from "../check-value.ts";
import type { Values } from "./old-settings.ts";
import { textOf } from "./translate.ts";

export type JekyllDefaults = {
  /** The permalink that they give to every post. */
  readonly permalink: string | undefined;
  readonly sets: readonly FrontDefaults[];
  /** Keys that they give, and that are not taken from them. */
  readonly lost: readonly string[];
};

type Given = FrontDefaults & { readonly types: readonly string[] };

/** @param permalinkOf a pattern in our words, if it can be said in them */
export function readDefaults(old: Values, permalinkOf: (value: Json) => string | undefined): JekyllDefaults {
  const lost = new Set<string>();
  let permalink: string | undefined;
  const sets = givenIn(old).flatMap(({ path, type, types, values }) => {
    const kept: Record<string, Json> = {};
    for (const [key, value] of Object.entries(values)) {
      const understood = key === "permalink" ? permalinkOf(value) : value;
      if (!taken.has(key) || understood === undefined || types.length === 0) lost.add(key);
      else if (key === "permalink" && isOfAll(path, type)) permalink = understood as string;
      else kept[key] = understood;
    }
    return Object.keys(kept).length === 0 ? [] : types.map((of) => ({ path, type: of, values: kept }));
  });
  return { permalink, sets, lost: [...lost] };
}

const taken: ReadonlySet<string> = new Set(["published", "categories", "category", "tags", "tag", "permalink"]);

/** In the order in which they take the place of each other. None is for pages, which have no use for such keys. */
function givenIn({ defaults, collections }: Values): readonly Given[] {
  const labels = isMap(collections) ? Object.keys(collections).filter((label) => label !== "posts") : [];
  const given = (Array.isArray(defaults) ? defaults.filter(isMap) : []).map(({ scope, values }): Given => {
    const { path = null, type = null } = isMap(scope) ? scope : {};
    const start = (textOf(path) ?? "").replace(/^\//, "");
    const kind = (textOf(type) ?? "").replace(/^(?:post|page)$/, "$&s");
    const all = kind === "" ? ["posts", ...labels] : [kind];
    const types = all.filter((of) => of !== "pages" && isWithin(start, of));
    return { path: start, type: kind, values: isMap(values) ? values : {}, types };
  });
  return given.sort((a, b) => a.path.length - b.path.length || Number(a.type !== "") - Number(b.type !== ""));
}

/** `_recipes/sweet` is the path of nothing but recipes. */
function isWithin(path: string, type: string): boolean {
  const [, label = ""] = /^_([^/*]+)(?:\/|$)/.exec(path) ?? [];
  return label === "" || label === type || (label === "drafts" && type === "posts");
}

function isOfAll(path: string, type: string): boolean {
  return ["", ".", "_posts", "_posts/"].includes(path) && (type === "" || type === "posts");
}
