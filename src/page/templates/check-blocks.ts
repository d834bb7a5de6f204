import { nearest } from "../../shared/nearest.ts";
import { isOurs } from "../../shared/our-files.ts";
import type { Problem } from "../../shared/problem.ts";
import type { Node } from "./nunjucks.ts";
import { problemOf } from "./place.ts";
import { childrenOf, type Survey } from "./survey.ts";

/** A block that is there twice: only one of them could be shown. */
export function checkBlocks({ template, blocks }: Survey): readonly Problem[] {
  const seen = new Set<unknown>();
  return blocks.flatMap((block) => {
    const name = block.name?.value;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = `The block \`${String(name)}\` is there twice.`;
    return problemOf({ template, node: block.name ?? block }, { code: "template/same-block", message });
  });
}

/**
 * What a template says in vain: of one that extends another only the blocks are shown, and of these only such as that
 * other one has, or as lie within one of them. Warnings, since the page can be made without.
 */
export function checkShown(survey: Survey, surveys: ReadonlyMap<string, Survey>): readonly Problem[] {
  // Ours say it once for every site: a frame of the author's own need not have all of our blocks.
  if (isOurs(survey.template.path)) return [];
  const known = blocksAbove(survey, surveys);
  return known === null ? [] : [...unknownBlocks(survey, known), ...outside(survey)];
}

/** Names of the blocks that there are to fill; `null` where nothing is extended, or nobody knows what. */
function blocksAbove(survey: Survey, surveys: ReadonlyMap<string, Survey>): ReadonlySet<string> | null {
  const known = new Set<string>();
  const met = new Set<Survey>();
  let parent = parentOf(survey, surveys);
  if (parent === null) return null;
  while (parent !== null && !met.has(parent)) {
    met.add(parent);
    for (const block of parent.blocks) known.add(String(block.name?.value));
    const { mentions } = parent;
    parent = parentOf(parent, surveys);
    if (parent === null && mentions.some(({ kind }) => kind === "extends")) return null;
  }
  return known;
}

function parentOf({ mentions }: Survey, surveys: ReadonlyMap<string, Survey>): Survey | null {
  const named = mentions.find(({ kind }) => kind === "extends")?.name;
  return named === undefined || named === null ? null : (surveys.get(named) ?? null);
}

function unknownBlocks({ template, root, blocks }: Survey, known: ReadonlySet<string>): readonly Problem[] {
  const unknown = blocks.filter((block) => !known.has(String(block.name?.value)));
  if (unknown.length === 0) return [];
  const within = new Set<Node>();
  const visit = (node: Node, inside: boolean): void => {
    if (inside && node.typename === "Block") within.add(node);
    for (const child of childrenOf(node)) visit(child, inside || node.typename === "Block");
  };
  visit(root, false);
  return unknown.flatMap((block) => {
    if (within.has(block)) return [];
    const name = String(block.name?.value);
    const near = nearest(name, known);
    const hint = near === null ? `the blocks are ${[...known].sort().join(", ")}.` : `did you mean \`${near}\`?`;
    const message = `The block \`${name}\` is in no template that this one extends, so it is not shown.`;
    return warning(template, block.name ?? block, { code: "template/unknown-block", message, hint });
  });
}

/** The first of it is enough: whoever moves it sees the rest. */
function outside({ template, root }: Survey): readonly Problem[] {
  const spoken = childrenOf(root)
    .filter(({ typename }) => typename === "Output")
    .flatMap((output) => childrenOf(output))
    .find((node) => node.typename !== "TemplateData" || String(node.value).trim() !== "");
  if (spoken === undefined) return [];
  const message = "What stands outside of the blocks of a template that extends another is not shown.";
  return [
    warning(template, spoken, {
      code: "template/outside-blocks",
      message,
      hint: "put it into a block, such as `{% block content %}`.",
    }),
  ];
}

function warning(template: Survey["template"], node: Node, words: { code: string; message: string; hint: string }) {
  return { ...problemOf({ template, node: firstWritten(template, node) }, words), severity: "warning" as const };
}

/** Of a text the first line that has something in it. The node begins where the tag before it ends. */
function firstWritten({ text }: Survey["template"], node: Node): Node {
  if (node.typename !== "TemplateData") return node;
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  let { lineno, colno } = node;
  while (lineno < lines.length - 1 && (lines[lineno] ?? "").slice(colno).trim() === "") {
    lineno += 1;
    colno = 0;
  }
  const rest = (lines[lineno] ?? "").slice(colno);
  colno += rest.length - rest.trimStart().length;
  const value = String(node.value).trimStart().split("\n")[0]?.trimEnd() ?? "";
  return { ...node, typename: node.typename, lineno, colno, value } as Node;
}
