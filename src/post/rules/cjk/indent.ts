import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";

/**
 * Where the style sheet indents the paragraphs of a text, the ideographic spaces typed for it would do so once more.
 * Paragraphs of lists and quotations it leaves alone, and so do we.
 */
export function dropTypedIndent(md: MarkdownIt): void {
  md.core.ruler.before("inline", "typed_indent", (state) => {
    let parent: Token | null = null;
    for (const token of state.tokens) {
      const isOwn = parent?.type === "paragraph_open" && parent.level === 0;
      if (isOwn && token.content.charCodeAt(0) === 0x3000) token.content = token.content.replace(/^[\u3000 ]+/, "");
      parent = token;
    }
  });
}
