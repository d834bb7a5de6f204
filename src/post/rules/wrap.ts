import type MarkdownIt from "markdown-it";
import type { Ruler, StateBlock, StateInline, Token } from "markdown-it";
import type { Span } from "./env.ts";

/** Lets a block rule run only where `holds` says so. `interrupts` names the chains in which it ends another block. */
export function guardBlock(
  md: MarkdownIt,
  name: string,
  interrupts: readonly string[],
  holds: (state: StateBlock, line: number) => boolean,
): void {
  const rule = ruleNamed(md.block.ruler, name);
  md.block.ruler.at(name, (state, line, endLine, silent) => holds(state, line) && rule(state, line, endLine, silent), {
    alt: [...interrupts],
  });
}

/** Lets an inline rule run only where `holds` says so. */
export function guardInline(md: MarkdownIt, name: string, holds: (state: StateInline) => boolean): void {
  const rule = ruleNamed(md.inline.ruler, name);
  md.inline.ruler.at(name, (state, silent) => holds(state) && rule(state, silent));
}

/**
 * Notes on the token that an inline rule makes first where its construct starts and ends, so that it can be found again
 * in the file.
 */
export function recordSpan(md: MarkdownIt, name: string): void {
  const rule = ruleNamed(md.inline.ruler, name);
  md.inline.ruler.at(name, (state, silent) => {
    const start = state.pos;
    // Text before the construct becomes a token of its own first.
    const index = state.tokens.length + (state.pending === "" ? 0 : 1);
    if (!rule(state, silent)) return false;
    if (!silent) note(state.tokens[index], { start, end: state.pos });
    return true;
  });
}

function note(token: Token | undefined, span: Span): void {
  if (token !== undefined) token.meta = span;
}

/** markdown-it lets rules be replaced by name, but not be asked for: what is missing while it is off is the rule. */
export function ruleNamed<R>(ruler: Ruler<R>, name: string): R {
  const all = ruler.getRules("");
  ruler.disable(name);
  const others = new Set(ruler.getRules(""));
  ruler.enable(name);
  const rule = all.find((candidate) => !others.has(candidate));
  if (rule === undefined) throw new Error(`markdown-it has no rule ${name}`);
  return rule;
}
