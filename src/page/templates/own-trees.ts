/**
 * The syntax trees of our own templates, which come with the program: parsing them would be a tenth of a short build. A
 * tree belongs to a text, so a template that has been changed is not found here and is parsed.
 */
import { createRequire } from "node:module";
import { hash } from "../../shared/hash.ts";
import { bareNode, type Node } from "./nunjucks.ts";

/**
 * Trees as JSON has them. A node is the number of its kind and then its values; as a value a list begins with -1, a
 * regular expression with -2, and -3 stands for `undefined`.
 */
export type KeptTrees = {
  /** Of each kind what it is called, and its members. */
  readonly kinds: readonly (readonly [typename: string, ...members: string[]])[];
  /** By the hash of the text. */
  readonly trees: Readonly<Record<string, unknown>>;
};

const list = -1;
const pattern = -2;
const absent = -3;

export function keepTrees(parsed: Iterable<readonly [text: string, tree: Node]>): KeptTrees {
  const kinds = new Map<string, number>();
  const kept = (value: unknown): unknown => {
    if (value === undefined) return [absent];
    if (Array.isArray(value)) return [list, ...value.map(kept)];
    if (value instanceof RegExp) return [pattern, value.source, value.flags];
    if (typeof value !== "object" || value === null) return value;
    const node = value as Node;
    const kind = JSON.stringify([node.typename, ...Object.keys(node)]);
    const number = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, number);
    return [number, ...Object.values(node).map(kept)];
  };
  const trees = Object.fromEntries([...parsed].map(([text, tree]) => [hash(text), kept(tree)]));
  return { kinds: [...kinds.keys()].map((kind) => JSON.parse(kind)), trees };
}

/** The tree of such a text, made anew each time; `null` where none is kept. */
export function treeIn({ kinds, trees }: KeptTrees, text: string): Node | null {
  const kept = trees[hash(text)];
  return kept === undefined ? null : (read(kept, kinds) as Node);
}

/** Written for code that runs cold: of a thousand nodes each is met once. */
function read(kept: unknown, kinds: KeptTrees["kinds"]): unknown {
  if (!Array.isArray(kept)) return kept;
  const head = kept[0] as number;
  if (head >= 0) {
    const kind = kinds[head] as KeptTrees["kinds"][number];
    const node = bareNode(kind[0]);
    for (let at = 1; at < kind.length; at++) node[kind[at] as string] = read(kept[at], kinds);
    return node;
  }
  if (head === pattern) return new RegExp(kept[1], kept[2]);
  if (head === absent) return undefined;
  const values: unknown[] = [];
  for (let at = 1; at < kept.length; at++) values.push(read(kept[at], kinds));
  return values;
}

let ours: KeptTrees | null = null;

export function ownTree(text: string): Node | null {
  ours ??= readOurs();
  return treeIn(ours, text);
}

/** Beside the compiled program; sources that run as they are have none. */
function readOurs(): KeptTrees {
  try {
    return createRequire(import.meta.url)("./templates.json") as KeptTrees;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== "MODULE_NOT_FOUND") throw error;
    return { kinds: [], trees: {} };
  }
}
