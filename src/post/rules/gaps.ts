import type { Html, LateNode } from "../../model.ts";
import type { Env } from "./env.ts";

/**
 * Gaps in rendered text.
 *
 * What is filled in later is noted in the text by a number between two U+0000, which no text holds: markdown-it replaces
 * them before it looks at anything. A component's gap is open until its body ends.
 */
export function gap(env: Env, node: LateNode): string {
  return `\0${env.late.push(node) - 1}\0`;
}

export function openGap(env: Env, node: LateNode): string {
  return `\0(${env.late.push(node) - 1}\0`;
}

export function closeGap(): string {
  return "\0)\0";
}

/** The text between the gaps, and what fills them. */
export function withGaps(text: string, late: readonly LateNode[]): Html {
  const pieces = text.split("\0");
  const open: { readonly node: LateNode | null; readonly html: (string | LateNode)[] }[] = [{ node: null, html: [] }];
  for (const [index, piece] of pieces.entries()) {
    const inner = open.at(-1);
    if (inner === undefined) break;
    if (index % 2 === 0) {
      if (piece !== "") inner.html.push(piece);
    } else if (piece === ")") {
      open.pop();
      if (inner.node?.late === "component") open.at(-1)?.html.push({ ...inner.node, body: inner.html });
    } else {
      const node = late[Number(piece.replace("(", ""))];
      if (node === undefined) continue;
      if (piece.startsWith("(")) open.push({ node, html: [] });
      else inner.html.push(node);
    }
  }
  return open[0]?.html ?? [];
}
