/**
 * From a tree of YAML nodes to the value they mean, with the place of everything. A post may come from anybody: the
 * number of values is bounded with repeats by alias counted, as are depth and cycles, before anything walks the value.
 */
import type { Position } from "./problem.ts";
import { placesIn, type Trouble, YamlTrouble } from "./yaml-trouble.ts";

export type YamlJson = null | boolean | number | string | readonly YamlJson[] | { readonly [key: string]: YamlJson };

/** `start` and `end` are offsets into the text; both are -1 where a value is left out. */
type Place = { readonly start: number; readonly end: number };

export type Scalar = Place & {
  readonly kind: "scalar";
  readonly anchor: string | null;
  readonly written: string;
  readonly plain: boolean;
  readonly value: YamlJson;
};

export type Node =
  | Scalar
  | (Place & { readonly kind: "alias" })
  | (Place & {
      readonly kind: "list";
      readonly tag: string | null;
      readonly anchor: string | null;
      readonly items: Node[];
    })
  | (Place & {
      readonly kind: "map";
      readonly tag: string | null;
      readonly anchor: string | null;
      readonly pairs: { readonly key: Node; readonly value: Node }[];
    });

export const DEEPEST = 32;
/** Beyond this the places of a value's parts are not noted: many parts below long keys would fill the memory. */
const LONGEST_PATH = 500;
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** A value with what using it once more by alias costs. */
type Built = { readonly value: YamlJson; readonly size: number; readonly depth: number };

type Work = {
  readonly text: string;
  readonly firstLine: number;
  readonly mostValues: number;
  readonly shape: "map" | "any";
  readonly place: (offset: number) => { readonly line: number; readonly column: number };
  readonly at: Record<string, Position>;
  readonly keys: Record<string, Position>;
  readonly scalars: Record<string, string>;
  readonly anchors: Map<string, Built | "open">;
  /** Plain scalars with an anchor that no alias has used so far. */
  readonly unused: Map<string, { readonly path: string; readonly text: string }>;
  total: number;
};

/** Where a node hangs: its dotted key, how deep, and where its key stands for want of a place of its own. */
type Branch = { readonly path: string; readonly depth: number; readonly near: Place };

export function buildValue(root: Node | null, source: Pick<Work, "text" | "firstLine" | "mostValues" | "shape">) {
  const work: Work = {
    ...source,
    place: placesIn(source.text),
    at: Object.create(null),
    keys: Object.create(null),
    scalars: Object.create(null),
    anchors: new Map(),
    unused: new Map(),
    total: 0,
  };
  const data = root ? build(root, { path: "", depth: 0, near: { start: 0, end: 0 } }, work).value : null;
  if (source.shape === "map" && data !== null && (typeof data !== "object" || Array.isArray(data))) {
    refuse(root ?? { start: 0, end: 0 }, "yaml/not-a-map", "This must be lines of `key: value`.");
  }
  // An anchor that nothing refers to was never meant as one: `title: &c`.
  for (const { path, text } of work.unused.values()) work.scalars[path] = text;
  return { data, at: work.at, keys: work.keys, scalars: work.scalars };
}

function build(node: Node, branch: Branch, work: Work): Built {
  const place = node.start < 0 ? branch.near : node;
  if (branch.path.length <= LONGEST_PATH) work.at[branch.path] = positionOf(place, work);
  const built = node.kind === "alias" ? resolve(node, branch, work) : make(node, branch, work);
  // A list's items were counted as they were built, an alias stands for all that it names.
  work.total += node.kind === "alias" ? built.size : 1;
  if (work.total > work.mostValues) {
    refuse(
      place,
      "yaml/too-many-values",
      `There are too many values here: more than ${work.mostValues}, repeats counted.`,
    );
  }
  if (branch.depth + built.depth > DEEPEST) throw new YamlTrouble(tooDeep(place.start));
  return built;
}

function make(node: Exclude<Node, { kind: "alias" }>, branch: Branch, work: Work): Built {
  if (node.kind === "scalar") return makeScalar(node, branch, work);
  if (branch.depth >= DEEPEST) throw new YamlTrouble(tooDeep(node.start));
  const usual = node.kind === "list" ? "!!seq" : "!!map";
  if (node.tag !== null && node.tag !== usual && node.tag !== "!") {
    refuse(node, "yaml/unknown-tag", `The tag \`${node.tag}\` is not understood.`);
  }
  if (node.anchor !== null) work.anchors.set(node.anchor, "open");
  const built = node.kind === "list" ? makeList(node, branch, work) : makeMap(node, branch, work);
  if (node.anchor !== null) work.anchors.set(node.anchor, built);
  return built;
}

function makeScalar(node: Scalar, { path }: Branch, work: Work): Built {
  const built = { value: node.value, size: 1, depth: 0 };
  if (node.plain && path.length <= LONGEST_PATH) work.scalars[path] = node.written;
  if (node.anchor !== null) {
    work.anchors.set(node.anchor, built);
    if (node.plain) work.unused.set(node.anchor, { path, text: work.text.slice(node.start, node.end) });
  }
  return built;
}

function makeList(node: Extract<Node, { kind: "list" }>, branch: Branch, work: Work): Built {
  const value: YamlJson[] = [];
  let size = 1;
  let depth = 0;
  for (const item of node.items) {
    const built = build(item, { path: child(branch.path, value.length), depth: branch.depth + 1, near: node }, work);
    value.push(built.value);
    size += built.size;
    depth = Math.max(depth, built.depth + 1);
  }
  return { value, size, depth };
}

function makeMap(node: Extract<Node, { kind: "map" }>, branch: Branch, work: Work): Built {
  const value: Record<string, YamlJson> = {};
  const merged = new Set<string>();
  const places = new Map<string, Place>();
  let size = 1;
  let depth = 0;
  for (const pair of node.pairs) {
    const { name, place, merges } = keyOf(pair.key, node, work);
    const path = child(branch.path, name);
    if (!merges) {
      if (Object.hasOwn(value, name) && !merged.delete(name))
        refuseTwice(name, [places.get(name) ?? place, place], work);
      places.set(name, place);
      if (path.length <= LONGEST_PATH) work.keys[path] = positionOf(place, work);
    }
    const built = build(pair.value, { path, depth: branch.depth + 1, near: place }, work);
    size += built.size;
    depth = Math.max(depth, built.depth + 1);
    if (!merges) value[name] = built.value;
    else {
      for (const [key, inherited] of mergedPairs(built.value, place)) {
        if (Object.hasOwn(value, key)) continue;
        value[key] = inherited;
        merged.add(key);
      }
    }
  }
  return { value, size, depth };
}

/** A key is text as written: `no`, `2014`. */
function keyOf(key: Node, map: Place, work: Work) {
  const place = key.start < 0 ? map : key;
  if (key.kind !== "scalar") {
    return refuse(place, "yaml/complex-key", "A key must be text; here it is a map, a list or an alias.");
  }
  const name = key.written.normalize("NFC");
  if (FORBIDDEN.has(name.normalize("NFKC")))
    refuse(place, "yaml/forbidden-key", `The key \`${name}\` may not be used.`);
  if (key.anchor !== null) work.anchors.set(key.anchor, { value: name, size: 1, depth: 0 });
  return { name, place, merges: key.plain && name === "<<" };
}

function refuseTwice(name: string, [first, second]: readonly [Place, Place], work: Work): void {
  const { line } = positionOf(first, work);
  throw new YamlTrouble({
    offset: second.start,
    length: second.end - second.start,
    code: "yaml/duplicate-key",
    message: `The key \`${name}\` is here for the second time; the first is at {file}:${line}.`,
    hint: "keep one of the two",
    earlier: line,
  });
}

/** `<<: *base`: pairs of a map, or of several, that stand back behind the map's own. */
function mergedPairs(value: YamlJson, place: Place): readonly (readonly [string, YamlJson])[] {
  if (Array.isArray(value)) return value.flatMap((part: YamlJson) => mergedPairs(part, place));
  if (typeof value === "object" && value !== null) return Object.entries(value);
  return refuse(place, "yaml/syntax", "`<<` takes in the keys of another map, and this is none.");
}

function resolve(node: Place, branch: Branch, work: Work): Built {
  const name = work.text.slice(node.start + 1, node.end);
  const built = work.anchors.get(name);
  if (built === undefined)
    return refuse(node, "yaml/unknown-alias", `\`*${name}\` refers to nothing: there is no \`&${name}\`.`);
  const [top] = branch.path.split(".");
  if (built === "open") return refuse(node, "yaml/cycle", `The value of \`${top}\` contains itself.`);
  work.unused.delete(name);
  return built;
}

export function tooDeep(offset: number): Trouble {
  return { offset, length: 1, code: "yaml/nesting", message: `Values are nested more than ${DEEPEST} deep here.` };
}

function refuse(place: Place, code: string, message: string): never {
  throw new YamlTrouble({ offset: place.start, length: place.end - place.start, code, message });
}

const child = (path: string, name: string | number): string => (path === "" ? String(name) : `${path}.${name}`);

/** On one line: what reaches over several is underlined to the end of its first. */
function positionOf({ start, end }: Place, { text, firstLine, place }: Work): Position {
  const { line, column } = place(start);
  const lineEnd = text.slice(start, end).search(/[\r\n]/);
  return { line: line + firstLine - 1, column, length: lineEnd < 0 ? end - start : lineEnd };
}
