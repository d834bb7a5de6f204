import type { Template } from "../../model.ts";
import { type Position, type Problem, ProblemError, problemAt } from "../../shared/problem.ts";
import type { Node } from "./nunjucks.ts";

/** A place in a template that can be blamed. */
export type Place = { readonly template: Template; readonly node: Node };

export type Blame = { readonly code: string; readonly message: string; readonly hint?: string };

export function problemOf({ template, node }: Place, blame: Blame): Problem {
  return problemAt(template, positionOf(node), { severity: "error", ...blame });
}

export function blame(place: Place, what: Blame): never {
  throw new ProblemError(problemOf(place, what));
}

/** What a person would point at: of `post.titel` the `titel`, of a call its function. */
export function positionOf(node: Node): Position {
  const at = pointedAt(node);
  const text = typeof at.value === "string" ? at.value : "";
  const quotes = node.template === at && at.typename === "Literal" ? 2 : 0;
  return { line: at.lineno + 1, column: at.colno + 1, length: Math.max(1, text.length + quotes) };
}

function pointedAt(node: Node): Node {
  switch (node.typename) {
    case "LookupVal":
      return node.val as Node;
    case "FunCall":
      return pointedAt(node.name as Node);
    case "Filter":
      return node.name as Node;
    case "Extends":
    case "Include":
    case "Import":
    case "FromImport":
      return node.template as Node;
    default:
      return node;
  }
}

const longestName = 80;

/** An expression as it was written, near enough to be found again: `post.author.name`. */
export function wordsOf(node: Node): string {
  const words = spell(node, 12);
  return words.length > longestName ? `…${words.slice(-longestName)}` : words;
}

function spell(node: Node, depth: number): string {
  if (depth === 0) return "…";
  switch (node.typename) {
    case "Symbol":
      return String(node.value);
    case "Literal":
      return JSON.stringify(node.value) ?? "…";
    case "LookupVal": {
      const key = node.val as Node;
      const target = spell(node.target as Node, depth - 1);
      const isName = key.typename === "Literal" && typeof key.value === "string";
      return isName ? `${target}.${String(key.value)}` : `${target}[${spell(key, depth - 1)}]`;
    }
    case "FunCall":
      return `${spell(node.name as Node, depth - 1)}()`;
    case "Filter":
      return `${spell(node.args?.children?.[0] ?? node, depth - 1)} | ${String(node.name?.value)}`;
    case "Group":
      return `(${node.children?.map((child) => spell(child, depth - 1)).join(", ")})`;
    default:
      return "…";
  }
}
