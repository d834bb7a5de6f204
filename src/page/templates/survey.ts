import type { Template } from "../../model.ts";
import type { Node } from "./nunjucks.ts";

/** A template that another one names. `name` is `null` when it is an expression, known only at run time. */
export type Mention = {
  readonly kind: "extends" | "include" | "import";
  readonly name: string | null;
  readonly node: Node;
  readonly optional: boolean;
  readonly withContext: boolean;
  /** Of `{% from "x" import a, b %}`: what is wanted of it. */
  readonly wanted: readonly Node[];
};

/** What one template says of itself, before it meets the others. */
export type Survey = {
  readonly template: Template;
  readonly root: Node;
  readonly mentions: readonly Mention[];
  /** Names its top level gives: `set`, macros, imports. */
  readonly declared: ReadonlySet<string>;
  /** Names its loops and macros give, which templates included there see as well. */
  readonly inner: ReadonlySet<string>;
  /** Macros and variables that `import` finds. */
  readonly exported: ReadonlySet<string>;
  readonly blocks: readonly Node[];
  /** Names given literally to `asset("…")`. */
  readonly assetNames: readonly string[];
};

export function survey(template: Template, root: Node): Survey {
  const mentions: Mention[] = [];
  const declared = new Set<string>();
  const inner = new Set<string>();
  const exported = new Set<string>();
  const blocks: Node[] = [];
  const assetNames: string[] = [];

  for (const node of allNodes(root)) {
    switch (node.typename) {
      case "Extends":
      case "Include":
      case "Import":
      case "FromImport":
        mentions.push(mentionOf(node, template.name));
        for (const name of importedNames(node)) declared.add(name);
        break;
      case "Set":
        for (const target of node.targets as readonly Node[]) {
          declared.add(String(target.value));
          exported.add(String(target.value));
        }
        break;
      case "Macro":
      case "Caller":
        declared.add(String(node.name?.value));
        exported.add(String(node.name?.value));
        for (const name of parametersOf(node)) inner.add(name);
        break;
      case "For":
        for (const name of loopNames(node)) inner.add(name);
        break;
      case "Block":
        blocks.push(node);
        break;
      case "FunCall": {
        const first = node.args?.children?.[0];
        if (node.name?.value === "asset" && first?.typename === "Literal" && typeof first.value === "string")
          assetNames.push(first.value);
      }
    }
  }
  return { template, root, mentions, declared, inner, exported, blocks, assetNames };
}

/** Every node, parents before children. A loop and not a recursion: a template may nest as deeply as it likes. */
function* allNodes(root: Node): Iterable<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i] as Node);
  }
}

export function childrenOf(node: Node): readonly Node[] {
  if (node.children !== undefined) return node.children;
  const children: Node[] = [];
  for (const field of node.typename === "Set" ? [...node.fields, "body"] : node.fields) {
    const value = node[field];
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) children.push(...value.filter(isNode));
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "typename" in value;
}

/** The names of a loop: `for x in …`, `for key, value in …`. */
export function loopNames(node: Node): string[] {
  const names = node.name?.typename === "Array" ? (node.name.children ?? []) : [node.name];
  return names.map((name) => String(name?.value));
}

export function parametersOf(macro: Node): string[] {
  return (macro.args?.children ?? []).flatMap((arg) =>
    arg.typename === "KeywordArgs"
      ? (arg.children ?? []).map((pair) => String((pair.key as Node).value))
      : [String(arg.value)],
  );
}

function importedNames(node: Node): string[] {
  if (node.typename === "Import") return [String((node.target as Node).value)];
  if (node.typename !== "FromImport") return [];
  return wantedOf(node).map((name) => String(((name.typename === "Pair" ? name.value : name) as Node).value));
}

function wantedOf(node: Node): readonly Node[] {
  return (node.names as Node | undefined)?.children ?? [];
}

function mentionOf(node: Node, from: string): Mention {
  const target = node.template as Node;
  const isLiteral = target.typename === "Literal" && typeof target.value === "string";
  return {
    kind: node.typename === "Extends" ? "extends" : node.typename === "Include" ? "include" : "import",
    name: isLiteral ? resolveName(String(target.value), from) : null,
    node,
    optional: node.ignoreMissing === true,
    withContext: node.withContext === true,
    wanted: wantedOf(node).map((name) => (name.typename === "Pair" ? (name.key as Node) : name)),
  };
}

/** `./card.njk` is beside the template that says so; any other name counts from `templates/`. */
export function resolveName(name: string, from: string): string {
  if (!/^\.\.?\//.test(name)) return name;
  const folders = from.split("/").slice(0, -1);
  const parts = name.split("/");
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (part === ".") continue;
    if (part !== "..") folders.push(part);
    // A name that leads outside stays as it is written: no template is called so.
    else if (folders.pop() === undefined) return name;
  }
  return folders.join("/");
}
