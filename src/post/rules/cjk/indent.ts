import type MarkdownIt from "markdown-it";

/**
 * Where the style sheet indents the paragraphs of a text, the ideographic spaces typed for it would do so once more.
 * Paragraphs of lists and quotations it leaves alone, and so do we.
 */
export function dropTypedIndent(md: MarkdownIt): void {
  md.core.ruler.before("inline", "typed_indent", (state) => {
    for (const [at, token] of state.tokens.entries()) {
      if (token.type !== "inline" || token.content.charCodeAt(0) !== 0x3000) continue;
      const parent = state.tokens[at - 1];
      if (parent?.type === "paragraph_open" && parent.level === 0)
        token.content = token.content.replace(/^[\u3000 ]+/, "");
    }
  });
}
